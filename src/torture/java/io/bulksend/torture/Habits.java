package io.bulksend.torture;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What the faulty API does in one round, and how often. Drawn from the seed, so that a
 * call's answer depends on its recipient and its number alone, not on who comes first.
 */
final class Habits {

	private static final int DEAR = 3;

	private final long seed;

	private final int latency;

	private final double idleClosed;

	private final double idleReset;

	private final boolean technicalErrors;

	private final List<Share> shares = new ArrayList<>();

	private Habits(long seed, int latency, double idleClosed, double idleReset, boolean technicalErrors) {
		this.seed = seed;
		this.latency = latency;
		this.idleClosed = idleClosed;
		this.idleReset = idleReset;
		this.technicalErrors = technicalErrors;
	}

	/** An API that takes everything. */
	static Habits sound() {
		return new Habits(0, 20, 0, 0, false);
	}

	static Habits draw(long seed, int rows) {
		SplittableRandom random = new SplittableRandom(seed);
		Habits habits = new Habits(seed, random.nextInt(1, 60), random.nextBoolean() ? random.nextDouble(0.05) : 0,
				random.nextBoolean() ? random.nextDouble(0.01) : 0, true);
		double trouble = random.nextDouble(0.02);
		for (Answer answer : Answer.values()) {
			if (answer == Answer.ACCEPT || random.nextInt(3) == 0) {
				continue;
			}
			double share = answer.isDear() ? random.nextDouble(DEAR) / rows : random.nextDouble(trouble);
			if (answer.meaning() == Answer.Meaning.STOP) {
				share /= DEAR;
			}
			habits.shares.add(new Share(answer, share));
		}
		return habits;
	}

	/** An API that fails in every way, but for those that end the whole run. */
	static Habits drawGoingOn(long seed, int rows) {
		Habits habits = draw(seed, rows);
		habits.shares.removeIf((share) -> share.answer().meaning() == Answer.Meaning.STOP);
		return habits;
	}

	/** What happens to a connection before its next request is read. */
	enum Idle {

		READ, CLOSE, RESET

	}

	private record Share(Answer answer, double share) {
	}

	Answer answer(String recipient, int attempt) {
		// A few always have a technical error.
		if (this.technicalErrors && random(recipient.hashCode(), 0).nextInt(500) == 0) {
			return Answer.TECHNICAL_ERROR;
		}
		double point = random(recipient.hashCode(), attempt).nextDouble();
		for (Share share : this.shares) {
			point -= share.share();
			if (point < 0) {
				return share.answer();
			}
		}
		return Answer.ACCEPT;
	}

	Idle idle(int connection, int calls) {
		double point = random(connection, -1 - calls).nextDouble();
		if (point < this.idleReset) {
			return Idle.RESET;
		}
		return (calls > 0 && point < this.idleReset + this.idleClosed) ? Idle.CLOSE : Idle.READ;
	}

	/** How long the API thinks about a call, in milliseconds. */
	long latency(Call call) {
		return random(call.recipient().hashCode(), 7).nextInt(1 + this.latency);
	}

	private SplittableRandom random(int first, int second) {
		SplittableRandom mixed = new SplittableRandom(this.seed + first * 1_000_003L + second * 7_919L);
		return mixed.split();
	}

	@Override
	public String toString() {
		return "latency up to " + this.latency + " ms, idle connections closed " + percent(this.idleClosed)
				+ " and reset " + percent(this.idleReset);
	}

	private static String percent(double share) {
		return Math.round(share * 1_000) / 10.0 + " %";
	}

}
