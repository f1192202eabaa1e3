package io.bulksend.send;

import java.time.Duration;

/**
 * A member's pace at an account whose slots it has for itself, in virtual time.
 */
final class SlotPace implements Pace {

	private static final long LATER = Duration.ofMillis(40).toNanos();

	private final SlotQueue slots = new SlotQueue();

	private final VirtualTime time;

	private final double rate;

	private final double step;

	private double next;

	SlotPace(VirtualTime time, double rate) {
		this.time = time;
		this.rate = rate;
		this.step = Duration.ofSeconds(1).toNanos() / rate;
	}

	@Override
	public int permits(long now, long until, int wanted) {
		int more = (int) Math.min(this.slots.wanted(now), this.rate / 10);
		if (more > 0) {
			this.next = Math.max(this.next, now);
			this.slots.add((long) this.next + LATER, this.step, more, this.rate);
			this.next += more * this.step;
		}
		return this.slots.usable(now, until, wanted);
	}

	@Override
	public void reserve(int calls) {
		this.slots.reserve(calls);
	}

	@Override
	public long due() {
		return this.slots.due();
	}

	@Override
	public long startAt(boolean late) {
		return this.slots.startAt(this.time.nanos(), late);
	}

	@Override
	public void started(long now) {
		this.slots.use();
	}

	@Override
	public void notStarted() {
		this.slots.giveBack();
	}

	@Override
	public void ask(double asked) {
		// There is nobody else.
	}

	@Override
	public void pause(Duration pause) {
		this.slots.clear();
	}

	@Override
	public double rate() {
		return this.rate;
	}

	@Override
	public double share() {
		return 1;
	}

	@Override
	public void onArrival(Runnable wake) {
		// They are there when they are asked for.
	}

	@Override
	public void close() {
		// Nothing is open.
	}

}
