package io.bulksend.run.settings;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;

import io.bulksend.campaign.ChangedMessages;
import io.bulksend.campaign.OncePer;
import io.bulksend.campaign.Retried;
import io.bulksend.check.InvalidShare;
import io.bulksend.check.rules.Countries;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.boot.context.properties.bind.Name;

/**
 * Everything that can be set, as <code>bulksend.*</code>, <code>BULKSEND_*</code> or on
 * the command line.
 *
 * @param file the campaign's CSV file
 * @param campaign the campaign's name; the file's name without its extension unless given
 * @param rate messages a second at the most, 0 for no limit
 * @param account whose rate it is that runs and workers on one PostgreSQL share
 * @param workers whether rows are handed out to worker processes too
 * @param concurrency calls in flight at the most
 * @param maxFailures stop after so many calls in a row without one acceptance
 * @param giveUpAfter how long to go on trying while the API can't be reached
 * @param waitForOthers how long to wait for another run that holds the campaign or the
 * database; set as <code>wait</code>, which no component may be called
 * @param limit how many messages to send in one run at the most, none for all
 * @param canary how many messages have to show that the others may follow, or none
 * @param canaryShare how many of them have to be accepted, in percent
 * @param notBefore the time before which nothing is sent, likewise; none unless given
 * @param perDay how many different recipients get something in any 24 hours, or none
 * @param testTo the numbers that get one message of each kind, in place of the campaign
 * @param notAfter the time after which nothing is sent, as in 2026-11-21T18:00 or with an
 * offset; none unless given
 * @param amend whether the file replaces the campaign's earlier file
 * @param again whether the file is sent although its rows were sent as another campaign
 * @param corrections rows of the campaign to replace
 * @param changed what to do where the amended file changes a message that its recipient
 * already got
 * @param retry which rows are sent again: rejected, in-doubt, failed, or error codes
 * @param window the hours in which messages may be sent; always unless given
 * @param zone whose hours and times are meant; the machine's unless given
 * @param oncePer what counts as the same message within a campaign
 * @param suppress recipients never to send to; the word none says that there are none
 * @param country the countries that numbers are of, by two letters each; all unless given
 * @param maxInvalid how many of the file's rows may be INVALID, in percent
 * @param results where the results go; beside the input unless given
 * @param report where the report goes; beside the results unless given
 * @param metrics where metrics are written as a Prometheus text file; nowhere unless
 * given
 * @param metricsInterval how often they are written while a run is on
 * @param dataDir the embedded database's folder
 * @param sandbox whether to use a simulated API inside this process
 * @param yes whether a terminal is not asked before a new campaign's first messages
 * @param delimiter what separates the file's fields; found from the header unless given
 * @param progressInterval how often a line tells how far a run has come, where there is
 * no terminal
 * @param columns the file's own names for columns
 * @param defaults what stands for columns that the file lacks or leaves empty
 * @param attachments the folder that rows name their files in; the file's unless given
 * @param media how files are uploaded
 * @param api the API
 * @param receipts the delivery receipts
 * @param optOut people who ask not to be written to
 * @param olderThan how long ago something was last decided about what is forgotten; only
 * with the command that forgets
 */
@ConfigurationProperties(prefix = "bulksend", ignoreUnknownFields = false)
public record BulkSendProperties(Path file, @Nullable String campaign, @DefaultValue("50") double rate,
		@Nullable String account, @DefaultValue("false") boolean workers, @DefaultValue("64") int concurrency,
		@DefaultValue("50") int maxFailures, @DefaultValue("5m") Duration giveUpAfter,
		@Name("wait") @DefaultValue("0s") Duration waitForOthers, @DefaultValue("none") CountOrNone limit,
		@DefaultValue("none") CountOrNone canary, @DefaultValue("90") double canaryShare, @Nullable String notBefore,
		@DefaultValue("none") CountOrNone perDay, @DefaultValue List<String> testTo, @Nullable String notAfter,
		@DefaultValue("false") boolean amend, @DefaultValue("false") boolean again, @Nullable Path corrections,
		@DefaultValue("refuse") ChangedMessages changed, @DefaultValue List<String> retry, @Nullable String window,
		@Nullable ZoneId zone, @DefaultValue("message") OncePer oncePer, @Nullable Path suppress,
		@DefaultValue List<String> country, @DefaultValue("50") double maxInvalid, @Nullable Path results,
		@Nullable Path report, @Nullable Path metrics, @DefaultValue("15s") Duration metricsInterval,
		@DefaultValue("./data") Path dataDir, @DefaultValue("false") boolean sandbox,
		@DefaultValue("false") boolean yes, @Nullable String delimiter, @DefaultValue("10s") Duration progressInterval,
		@DefaultValue Map<String, String> columns, @DefaultValue Map<String, String> defaults,
		@Nullable Path attachments, @DefaultValue MediaUpload media, @DefaultValue Api api,
		@DefaultValue Receipts receipts, @DefaultValue OptingOut optOut, @Nullable Duration olderThan) {

	private static final Duration SHORTEST = Duration.ofMillis(100);

	public BulkSendProperties {
		requireLasting("progress-interval", progressInterval);
		requireLasting("metrics-interval", metricsInterval);
		country = country.stream().map(Countries::region).toList();
		Countries.of(country);
		new InvalidShare(maxInvalid);
		Retried.of(retry);
	}

	private static void requireLasting(String name, Duration duration) {
		if (duration.compareTo(SHORTEST) < 0) {
			throw new IllegalArgumentException(name + " must be a duration such as 10s, not shorter than 100ms");
		}
	}

	/**
	 * The API.
	 *
	 * @param url its base URL
	 * @param messagePath where it takes messages, below the base URL
	 * @param mediaPath where it takes files, below the base URL
	 * @param token the account's token; from the environment alone, so that no process
	 * list shows it
	 * @param source the sender's id for rows that name none
	 * @param connectTimeout how long to wait for a connection
	 * @param responseTimeout how long to wait for a reply; 30 s unless given, 2 s in the
	 * sandbox
	 */
	public record Api(@DefaultValue("https://waapi.pepipost.com/api/v2/") URI url,
			@DefaultValue("message/") String messagePath, @DefaultValue("media/upload/") String mediaPath,
			@Nullable String token, @Nullable String source, @DefaultValue("10s") Duration connectTimeout,
			@Nullable Duration responseTimeout) {

		@Override
		public String toString() {
			return "Api[url=" + this.url + "]";
		}

	}

	/**
	 * How files are uploaded.
	 *
	 * @param rate uploads a second at the most, 0 for no limit
	 * @param keep how long the id that a file was given is used
	 */
	public record MediaUpload(@DefaultValue("20") double rate, @DefaultValue("29d") Duration keep) {
	}

	/**
	 * The delivery receipts.
	 *
	 * @param zone the zone of their times, which they do not name
	 */
	public record Receipts(@DefaultValue("UTC") ZoneId zone) {
	}

	/**
	 * People who ask not to be written to.
	 *
	 * @param words messages by which they do, besides the usual ones
	 */
	public record OptingOut(@DefaultValue List<String> words) {

		public OptingOut {
			for (String word : words) {
				if (word.codePoints().noneMatch(Character::isLetterOrDigit)) {
					throw new IllegalArgumentException("opt-out.words has \"" + word
							+ "\", which holds neither a letter nor a digit: write what people send");
				}
			}
		}

	}

}
