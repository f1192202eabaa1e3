package io.bulksend.torture;

import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.SplittableRandom;

/**
 * What happens to a run, and when.
 *
 * @param kind what happens
 * @param moment what it waits for
 * @param number for how many of these
 * @param millis how long it takes: between two signals, until a kill by the clock, while
 * the API is away
 */
record Disturbance(Kind kind, Moment moment, int number, int millis) {

	/** What happens. */
	enum Kind {

		NONE, KILL, KILL_BY_THE_CLOCK, SIGNAL, TWO_SIGNALS, API_AWAY, WINDOW_CLOSED

	}

	static final Disturbance NONE = new Disturbance(Kind.NONE, Moment.ARRIVAL, 0, 0);

	static Disturbance draw(SplittableRandom random, int rows) {
		Kind[] kinds = { Kind.KILL, Kind.KILL, Kind.KILL, Kind.KILL_BY_THE_CLOCK, Kind.SIGNAL, Kind.SIGNAL,
				Kind.TWO_SIGNALS, Kind.API_AWAY, Kind.WINDOW_CLOSED };
		Kind kind = kinds[random.nextInt(kinds.length)];
		Moment moment = Moment.OF_MESSAGES.get(random.nextInt(Moment.OF_MESSAGES.size()));
		int most = (moment == Moment.CONNECTION) ? 8 : rows / 2;
		int millis = (kind == Kind.KILL_BY_THE_CLOCK) ? 4_000 : (kind == Kind.TWO_SIGNALS) ? 60 : 900;
		return new Disturbance(kind, moment, random.nextInt(1, most), random.nextInt(millis));
	}

	Watch watch(Child run, FaultyApi api) {
		return switch (this.kind) {
			case NONE, KILL_BY_THE_CLOCK, WINDOW_CLOSED -> Watch.NOTHING;
			case KILL -> new Watch(this.moment, this.number, run::kill);
			case SIGNAL -> new Watch(this.moment, this.number, run::terminate);
			case TWO_SIGNALS -> new Watch(this.moment, this.number, () -> run.terminateTwice(this.millis));
			case API_AWAY -> new Watch(this.moment, this.number, () -> api.goAway(this.millis));
		};
	}

	/** The hours that a run is given: now, or just not now. */
	String window() {
		LocalTime now = LocalTime.now(ZoneOffset.UTC).truncatedTo(ChronoUnit.MINUTES);
		return (this.kind == Kind.WINDOW_CLOSED) ? now.plusHours(2) + "-" + now.plusHours(4)
				: now.minusHours(2) + "-" + now.plusHours(2);
	}

	@Override
	public String toString() {
		return switch (this.kind) {
			case NONE -> "undisturbed";
			case WINDOW_CLOSED -> "outside its window";
			case KILL_BY_THE_CLOCK -> "killed after " + this.millis + " ms";
			default -> this.kind + " at " + this.moment + " " + this.number;
		};
	}

}
