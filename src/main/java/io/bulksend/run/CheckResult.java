package io.bulksend.run;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.bulksend.check.Checked.Sendable;
import io.bulksend.check.FileReport;
import io.bulksend.check.Notes;
import io.bulksend.send.SendSettings;
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
 * @param sending how messages would be sent
 * @param today what a limit a day lets go out now; empty where there is none
 */
public record CheckResult(Path file, FileReport report, Notes notes, List<Sendable> samples,
		Optional<CampaignNow> standing, Optional<String> warning, Optional<String> refusal, SendSettings sending,
		Optional<Today> today) {

	/**
	 * What a limit a day lets go out, by whom the source has written to lately.
	 *
	 * @param perDay how many different recipients in any 24 hours
	 * @param waiting how many messages have to wait for another day
	 * @param freeAt when the first of them may go out; empty where none has to wait
	 */
	public record Today(long perDay, long waiting, Optional<Instant> freeAt) {
	}

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
	 * On how many days something would be sent with a limit a day, where each message
	 * that waits is for somebody else.
	 * @return the number of days; 0 where there is no limit a day
	 */
	public long days() {
		return this.today
			.map((today) -> ((goesOutToday() > 0) ? 1 : 0) + (today.waiting() + today.perDay() - 1) / today.perDay())
			.orElse(0L);
	}

	/**
	 * How many messages send would send now with a limit a day.
	 * @return the number, none where it refuses the file
	 */
	public long goesOutToday() {
		return Math.max(0, goOut() - this.today.map(Today::waiting).orElse(0L));
	}

	/**
	 * How long it takes to send all that would be sent.
	 * @return the time at the rate; {@code null} where there is no rate
	 */
	public @Nullable Duration duration() {
		double rate = this.sending.rate();
		return (rate > 0) ? Duration.ofSeconds((long) Math.ceil(goOut() / rate)) : null;
	}

}
