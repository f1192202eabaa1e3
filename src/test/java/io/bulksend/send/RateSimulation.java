package io.bulksend.send;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

/**
 * Calls of one or more senders to an API that limits them, in virtual time: answers take
 * 150 to 400 ms, and all senders keep to the lowest rate among them, as they do by the
 * ledger's database.
 */
final class RateSimulation {

	private static final double SECOND = TimeUnit.SECONDS.toNanos(1);

	private static final long LOOK = TimeUnit.MILLISECONDS.toNanos(50);

	private final double target;

	private final RateLimit limit;

	private final int concurrency;

	private final @Nullable Duration retryAfter;

	private final Random random = new Random(1);

	private final List<RateControl> senders = new ArrayList<>();

	private final int[] inFlight;

	private final Queue<Answer> answers = new PriorityQueue<>(
			Comparator.comparingLong(Answer::at).thenComparingLong(Answer::number));

	final int[] started = new int[1_000];

	final int[] taken = new int[1_000];

	final int[] refused = new int[1_000];

	private long now;

	private long number;

	private int busy;

	private long pausedUntil;

	private long lastStart = Long.MIN_VALUE / 2;

	private record Answer(long at, long number, int sender, long startedAt, boolean taken) {
	}

	RateSimulation(double target, RateLimit limit, int concurrency) {
		this(target, limit, concurrency, 1, null);
	}

	RateSimulation(double target, RateLimit limit, int concurrency, int senders, @Nullable Duration retryAfter) {
		this.target = target;
		this.limit = limit;
		this.concurrency = concurrency;
		this.retryAfter = retryAfter;
		this.inFlight = new int[senders];
		for (int i = 0; i < senders; i++) {
			this.senders.add(new RateControl(target, 0));
		}
	}

	RateSimulation run(int seconds) {
		long end = (long) (seconds * SECOND);
		while (this.now < end) {
			this.senders.forEach((sender) -> sender.advance(this.now));
			int sender = next();
			long due = (sender < 0) ? Long.MAX_VALUE : Math.max(this.now, due(sender));
			long answer = this.answers.isEmpty() ? Long.MAX_VALUE : this.answers.element().at();
			if (Math.min(due, answer) > this.now + LOOK) {
				this.now += LOOK;
			}
			else if (due <= answer) {
				this.now = due;
				start(sender);
			}
			else {
				this.now = answer;
				answer(this.answers.remove());
			}
		}
		return this;
	}

	RateControl sender() {
		return this.senders.get(0);
	}

	/** The part that was taken of what a limit allows, within some seconds. */
	double reached(double allowed, int from, int to) {
		return sum(this.taken, from, to) / allowed / (to - from);
	}

	/** The part of the answers that were refusals, within some seconds. */
	double refusals(int from, int to) {
		double refusals = sum(this.refused, from, to);
		return refusals / Math.max(1, refusals + sum(this.taken, from, to));
	}

	private static double sum(int[] counts, int from, int to) {
		double sum = 0;
		for (int i = from; i < to; i++) {
			sum += counts[i];
		}
		return sum;
	}

	private int next() {
		for (int i = 0; i < this.inFlight.length; i++) {
			int sender = (int) ((this.number + i) % this.inFlight.length);
			if (this.inFlight[sender] < this.concurrency) {
				return sender;
			}
		}
		return -1;
	}

	private long due(int sender) {
		if (this.senders.size() == 1) {
			return this.senders.get(sender).throttle().due();
		}
		double rate = this.senders.stream()
			.mapToDouble((each) -> each.throttle().rate())
			.filter((each) -> each > 0)
			.min()
			.orElse(0);
		double pace = (rate == 0) ? 5_000 : Math.min(rate, 400 + 0.8 * this.number);
		return Math.max(this.pausedUntil, this.lastStart + (long) (SECOND / pace));
	}

	private void start(int index) {
		RateControl sender = this.senders.get(index);
		sender.share(1.0 / this.senders.size());
		sender.start(this.now);
		this.lastStart = this.now;
		this.inFlight[index]++;
		count(this.started);
		boolean taken = this.limit.takes(this.now / SECOND, this.busy);
		this.busy += taken ? 1 : 0;
		long latency = TimeUnit.MICROSECONDS.toNanos(150_000 + this.random.nextInt(250_000));
		this.answers.add(new Answer(this.now + latency, this.number++, index, this.now, taken));
	}

	private void answer(Answer answer) {
		RateControl sender = this.senders.get(answer.sender());
		this.inFlight[answer.sender()]--;
		if (answer.taken()) {
			this.busy--;
			count(this.taken);
			sender.taken(answer.startedAt(), this.now);
		}
		else {
			count(this.refused);
			sender.tooFast(answer.startedAt(), this.now, this.retryAfter);
		}
		Duration pause = sender.takePause();
		if (pause != null) {
			this.pausedUntil = Math.max(this.pausedUntil, this.now + pause.toNanos());
		}
	}

	private void count(int[] counts) {
		counts[(int) (this.now / SECOND)]++;
	}

	@Override
	public String toString() {
		return "asked for " + this.target + "/s";
	}

}
