package io.bulksend.send;

import java.util.Map;
import java.util.Optional;

import io.bulksend.campaign.Status;

/**
 * The first messages of a campaign, on which the others depend: these are sent only if
 * enough of the first were accepted. What earlier runs sent of them counts, so that a
 * campaign has one canary however often it is resumed. Not for use by several threads.
 */
public final class Canary {

	private final long messages;

	private final double share;

	private long taken;

	private long decided;

	private long accepted;

	private boolean passed;

	/**
	 * A canary.
	 * @param messages how many messages go first; 0 for none
	 * @param share how many of them have to be accepted, in percent
	 * @param earlier what became of those of them that earlier runs sent
	 */
	public Canary(long messages, double share, Map<Status, Long> earlier) {
		this.messages = messages;
		this.share = share;
		this.accepted = earlier.getOrDefault(Status.ACCEPTED, 0L);
		this.decided = this.accepted + earlier.getOrDefault(Status.REJECTED, 0L)
				+ earlier.getOrDefault(Status.IN_DOUBT, 0L);
		this.taken = this.decided;
		this.passed = messages == 0;
	}

	/**
	 * No canary: all messages may go out.
	 * @return a canary that has passed
	 */
	public static Canary none() {
		return new Canary(0, 0, Map.of());
	}

	/**
	 * Says whether another message may go out.
	 * @return false while the first ones are under way, and if they failed
	 */
	boolean mayTake() {
		return this.passed || this.taken < this.messages;
	}

	/**
	 * How many others may go out.
	 * @return the number; any where all may
	 */
	long mayTakeMore() {
		return this.passed ? Long.MAX_VALUE : this.messages - this.taken;
	}

	/** A message goes out for the first time. */
	void taken() {
		this.taken++;
	}

	/**
	 * Something was decided about a message that had gone out.
	 * @param status what
	 */
	void decided(Status status) {
		if (!this.passed && status != Status.NOT_SENT) {
			this.decided++;
			this.accepted += (status == Status.ACCEPTED) ? 1 : 0;
			judge();
		}
	}

	/**
	 * Says whether the first messages failed.
	 * @return what is wrong, in a sentence; empty while that is not known, or if enough
	 * were accepted
	 */
	Optional<String> failure() {
		judge();
		if (this.passed || this.decided < this.messages) {
			return Optional.empty();
		}
		return Optional.of("Only %,d of the first %,d %s accepted, but --canary asks for %s %%.".formatted(
				this.accepted, this.decided, (this.decided == 1) ? "message was" : "messages were",
				Double.toString(this.share).replaceFirst("\\.0$", "")));
	}

	private void judge() {
		if (this.decided >= this.messages && this.accepted >= this.share / 100 * this.messages) {
			this.passed = true;
		}
	}

}
