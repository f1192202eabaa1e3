package io.bulksend.job;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

import io.bulksend.campaign.OncePer;
import io.bulksend.campaign.Status;
import io.bulksend.check.CheckSettings;
import io.bulksend.check.Countries;
import io.bulksend.check.InvalidShare;
import io.bulksend.check.RowCheck;
import io.bulksend.check.SuppressionList;
import io.bulksend.input.InputSettings;
import io.bulksend.results.ResultsFiles;
import io.bulksend.send.LastMoment;
import io.bulksend.send.SendSettings;
import io.bulksend.send.SendWindow;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Everything that can be set, as <code>bulksend.*</code>, <code>BULKSEND_*</code> or on
 * the command line.
 *
 * @param file the campaign's CSV file
 * @param campaign the campaign's name; the file's name without its extension unless given
 * @param rate messages a second at the most, 0 for no limit
 * @param concurrency calls in flight at the most
 * @param maxFailures stop after so many calls in a row without one acceptance
 * @param giveUpAfter how long to go on trying while the API can't be reached
 * @param limit how many messages to send in one run at the most, 0 for all
 * @param canary how many messages have to show that the others may follow, 0 for none
 * @param canaryShare how many of them have to be accepted, in percent
 * @param notAfter the time after which nothing is sent, as in 2026-11-21T18:00 or with an
 * offset; none unless given
 * @param amend whether the file replaces the campaign's earlier file
 * @param retry which rows are sent again: rejected, in-doubt or both
 * @param window the hours in which messages may be sent; always unless given
 * @param zone whose hours and times are meant; the machine's unless given
 * @param oncePer what counts as the same message within a campaign
 * @param suppress recipients never to send to
 * @param country the countries that numbers are of, by two letters each; all unless given
 * @param maxInvalid how many of the file's rows may be INVALID, in percent
 * @param results where the results go; beside the input unless given
 * @param report where the report goes; beside the results unless given
 * @param metrics where metrics are written as a Prometheus text file; nowhere unless
 * given
 * @param metricsInterval how often they are written while a run is on
 * @param dataDir the embedded database's folder
 * @param sandbox whether to use a simulated API inside this process
 * @param delimiter what separates the file's fields; found from the header unless given
 * @param progressInterval how often a line tells how far a run has come, where there is
 * no terminal
 * @param columns the file's own names for columns
 * @param api the API
 * @param receipts the delivery receipts
 */
@ConfigurationProperties(prefix = "bulksend", ignoreUnknownFields = false)
public record BulkSendProperties(Path file, @Nullable String campaign, @DefaultValue("50") double rate,
		@DefaultValue("64") int concurrency, @DefaultValue("50") int maxFailures,
		@DefaultValue("5m") Duration giveUpAfter, @DefaultValue("0") long limit, @DefaultValue("0") long canary,
		@DefaultValue("90") double canaryShare, @Nullable String notAfter, @DefaultValue("false") boolean amend,
		@DefaultValue Set<RetryStatus> retry, @Nullable String window, @Nullable ZoneId zone,
		@DefaultValue("message") OncePer oncePer, @Nullable Path suppress, @DefaultValue List<String> country,
		@DefaultValue("50") double maxInvalid, @Nullable Path results, @Nullable Path report, @Nullable Path metrics,
		@DefaultValue("15s") Duration metricsInterval, @DefaultValue("./data") Path dataDir,
		@DefaultValue("false") boolean sandbox, @Nullable String delimiter,
		@DefaultValue("10s") Duration progressInterval, @DefaultValue Map<String, String> columns,
		@DefaultValue Api api, @DefaultValue Receipts receipts) {

	private static final Duration SHORTEST = Duration.ofMillis(100);

	public BulkSendProperties {
		requireLasting("progress-interval", progressInterval);
		requireLasting("metrics-interval", metricsInterval);
		country = country.stream().map(Countries::region).toList();
		Countries.of(country);
		new InvalidShare(maxInvalid);
	}

	private static void requireLasting(String name, Duration duration) {
		if (duration.compareTo(SHORTEST) < 0) {
			throw new IllegalArgumentException(name + " must be a duration such as 10s, not shorter than 100ms");
		}
	}

	/** The decisions that can be taken back. */
	public enum RetryStatus {

		/** Rows that the API refused. */
		REJECTED,

		/** Rows that may have arrived. */
		IN_DOUBT;

		Status status() {
			return Status.valueOf(name());
		}

	}

	/**
	 * The API.
	 *
	 * @param url its base URL
	 * @param token the account's token; from the environment alone, so that no process
	 * list shows it
	 * @param source the sender's id for rows that name none
	 * @param connectTimeout how long to wait for a connection
	 * @param responseTimeout how long to wait for a reply; 30 s unless given, 2 s in the
	 * sandbox
	 */
	public record Api(@DefaultValue("https://waapi.pepipost.com/api/v2/") URI url, @Nullable String token,
			@Nullable String source, @DefaultValue("10s") Duration connectTimeout, @Nullable Duration responseTimeout) {

		@Override
		public String toString() {
			return "Api[url=" + this.url + "]";
		}

	}

	/**
	 * The delivery receipts.
	 *
	 * @param zone the zone of their times, which they do not name
	 */
	public record Receipts(@DefaultValue("UTC") ZoneId zone) {
	}

	/**
	 * The statuses of the rows that are sent again.
	 * @return the statuses; empty unless asked for
	 */
	Set<Status> retryStatuses() {
		return this.retry.stream().map(RetryStatus::status).collect(Collectors.toUnmodifiableSet());
	}

	/**
	 * How the campaign's file is read.
	 * @return the settings
	 * @throws IllegalArgumentException if one of them cannot be used
	 */
	InputSettings inputSettings() {
		return InputSettings.of(this.delimiter, this.columns);
	}

	/**
	 * The check of each row; reads the suppression list, where there is one.
	 * @return the check
	 * @throws io.bulksend.input.InputException if the suppression list cannot be used
	 */
	RowCheck rowCheck() {
		Countries countries = Countries.of(this.country);
		SuppressionList suppressed = (this.suppress != null) ? SuppressionList.read(this.suppress, countries)
				: SuppressionList.none();
		return new RowCheck(new CheckSettings(this.api.source(), this.oncePer, countries), suppressed);
	}

	/**
	 * How many of the file's rows may be INVALID.
	 * @return the share
	 */
	InvalidShare invalidShare() {
		return new InvalidShare(this.maxInvalid);
	}

	/**
	 * How messages are sent.
	 * @return the settings
	 * @throws IllegalArgumentException if one of them cannot be used
	 */
	SendSettings sendSettings() {
		ZoneId hours = (this.zone != null) ? this.zone : ZoneId.systemDefault();
		SendWindow open = (this.window != null) ? SendWindow.parse(this.window, hours) : null;
		LastMoment last = (this.notAfter != null) ? LastMoment.parse(this.notAfter, hours) : null;
		return new SendSettings(this.rate, this.concurrency, this.maxFailures, this.giveUpAfter, this.limit, open, last,
				this.canary, this.canaryShare);
	}

	/**
	 * The settings that decide what a file's messages are, and which are the same.
	 * @param separator what separates the file's fields
	 * @return the settings in words
	 */
	String messageSettings(char separator) {
		return "source " + ((this.api.source() != null) ? this.api.source() : "(none)") + ", once per "
				+ this.oncePer.name().toLowerCase(Locale.ROOT) + ", delimiter "
				+ ((separator == '\t') ? "tab" : separator) + ", columns "
				+ (this.columns.isEmpty() ? "(as they are)" : new TreeMap<>(this.columns))
				+ (this.country.isEmpty() ? "" : ", country " + String.join(",", this.country));
	}

	/**
	 * The campaign's name.
	 * @return the name that was given, else the file's without its extension
	 * @throws ConfigurationException if a blank name was given
	 */
	public String campaignName() {
		if (this.campaign != null && this.campaign.isBlank()) {
			throw new ConfigurationException(
					"campaign must not be blank: leave it out, and the campaign is named as its file");
		}
		return (this.campaign != null) ? this.campaign : baseName();
	}

	/**
	 * Where the results go, and what comes with them.
	 * @return the files that were given, else NAME-results.csv beside the input, and
	 * NAME-report.html and NAME-retry.csv beside the results
	 */
	ResultsFiles resultsFiles() {
		Path csv = (this.results != null) ? this.results : this.file.resolveSibling(baseName() + "-results.csv");
		Path page = (this.report != null) ? this.report : csv.resolveSibling(baseName() + "-report.html");
		return new ResultsFiles(csv, page, csv.resolveSibling(baseName() + "-retry.csv"));
	}

	private String baseName() {
		String name = this.file.getFileName().toString();
		int dot = name.lastIndexOf('.');
		return (dot > 0) ? name.substring(0, dot) : name;
	}

}
