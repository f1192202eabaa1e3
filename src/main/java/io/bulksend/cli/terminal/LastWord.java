package io.bulksend.cli.terminal;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.function.BooleanSupplier;
import java.util.function.LongConsumer;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;

import io.bulksend.progress.Departure;
import io.bulksend.send.TimeText;

/**
 * Says on a terminal what a new campaign is about to send, and leaves a moment to stop
 * it: the wrong file is noticed when its numbers are read, and then it is not too late.
 */
public final class LastWord {

	private static final Duration PAUSE = Duration.ofSeconds(3);

	private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

	private final PrintWriter err;

	private final InputStream keys;

	private final LongSupplier nanos;

	private final LongConsumer sleepUntil;

	private final BooleanSupplier stopped;

	/**
	 * A last word.
	 * @param err where it is said
	 * @param keys what is typed
	 * @param nanos the time
	 * @param sleepUntil waits for a time
	 * @param stopped whether somebody has stopped the run meanwhile
	 */
	public LastWord(PrintWriter err, InputStream keys, LongSupplier nanos, LongConsumer sleepUntil,
			BooleanSupplier stopped) {
		this.err = err;
		this.keys = keys;
		this.nanos = nanos;
		this.sleepUntil = sleepUntil;
		this.stopped = stopped;
	}

	/**
	 * Says it, and waits three seconds or for Enter.
	 * @param campaign the campaign
	 * @param departure what is about to be sent
	 * @param rate messages a second at the most, 0 for no limit
	 * @param limit how many this run sends at the most, 0 for all
	 */
	public void say(String campaign, Departure departure, double rate, long limit) {
		long now = (limit > 0) ? Math.min(limit, departure.messages()) : departure.messages();
		if (now == 0) {
			return;
		}
		String time = (rate > 0) ? ", in " + TimeText.of(Duration.ofSeconds((long) Math.ceil(now / rate))) + " or more"
				: "";
		this.err.printf("About to send %,d %s of the new campaign %s%s%n", now, (now == 1) ? "message" : "messages",
				campaign.replaceAll("\\p{Cntrl}", "."), time);
		this.err.printf("  to    %s%n",
				departure.countries()
					.stream()
					.map((country) -> "%s %,d".formatted(country.name(), country.count()))
					.collect(Collectors.joining(", ")));
		this.err.printf("  from  %s%n",
				departure.sources().stream().sorted().collect(Collectors.joining(", ")).replaceAll("\\p{Cntrl}", "."));
		this.err.println("It begins in 3 seconds; Enter begins now, Ctrl-C stops. --yes leaves this out.");
		this.err.flush();
		await();
	}

	private void await() {
		long until = this.nanos.getAsLong() + PAUSE.toNanos();
		while (this.nanos.getAsLong() < until && !this.stopped.getAsBoolean() && !isTyped()) {
			this.sleepUntil.accept(this.nanos.getAsLong() + BETWEEN_LOOKS.toNanos());
		}
	}

	private boolean isTyped() {
		try {
			boolean typed = this.keys.available() > 0;
			while (this.keys.available() > 0) {
				this.keys.read();
			}
			return typed;
		}
		catch (IOException ex) {
			return false;
		}
	}

}
