package io.bulksend.run;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import io.bulksend.check.Checked.Sendable;
import io.bulksend.check.FileReport;
import io.bulksend.check.Notes;
import io.bulksend.send.SendWindow;
import org.jspecify.annotations.Nullable;

/**
 * What the check of a campaign's file came to.
 *
 * @param file the file
 * @param report what it holds
 * @param notes what else a person should know about it
 * @param samples the first row of each kind of message; immutable
 * @param standing how its campaign stands in the ledger, where that has it
 * @param warning what this does not tell, in a sentence, if so
 * @param refusal why send would send nothing, in a sentence, if so
 * @param rate messages a second at the most, 0 for no limit
 * @param perDay how many different recipients in any 24 hours, 0 for no limit
 * @param window the hours in which messages may go out, or {@code null} for all hours
 */
public record CheckResult(Path file, FileReport report, Notes notes, List<Sendable> samples,
		Optional<CampaignNow> standing, Optional<String> warning, Optional<String> refusal, double rate, long perDay,
		@Nullable SendWindow window) {

	public CheckResult {
		samples = List.copyOf(samples);
	}

	/**
	 * How many messages send would send now.
	 * @return the number, none where it refuses the file
	 */
	public long goOut() {
		if (this.refusal.isPresent()) {
			return 0;
		}
		return this.standing.map(CampaignNow::goOut).orElse(this.report.sendable());
	}

	/**
	 * On how many days something would be sent, where each message is for somebody else.
	 * @return the number of days; 0 where there is no limit a day
	 */
	public long days() {
		return (this.perDay > 0) ? (goOut() + this.perDay - 1) / this.perDay : 0;
	}

	/**
	 * How long it takes to send all that would be sent.
	 * @return the time at the rate; {@code null} where there is no rate
	 */
	public @Nullable Duration duration() {
		return (this.rate > 0) ? Duration.ofSeconds((long) Math.ceil(goOut() / this.rate)) : null;
	}

}
