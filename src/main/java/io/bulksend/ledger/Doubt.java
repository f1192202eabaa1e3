package io.bulksend.ledger;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A call of which nobody knows what became, while receipts are matched with it. The
 * ledger has it once for each file of its campaign that it was carried over to.
 */
final class Doubt {

	/** How far the API's clock may be behind ours, with times that are cut to seconds. */
	private static final Duration EARLIEST = Duration.ofSeconds(5);

	/**
	 * How long after a call's start the first report of its message comes at the most.
	 */
	private static final Duration LATEST = Duration.ofMinutes(10);

	private final List<Long> entries = new ArrayList<>();

	private final String campaign;

	private final @Nullable String source;

	private final Instant claimedAt;

	private boolean underWay;

	private boolean ambiguous;

	private @Nullable String messageId;

	/**
	 * A call of which nobody knows what became.
	 * @param campaign the campaign's name
	 * @param source the sender's id, or {@code null} where it is not known
	 * @param claimedAt when the call started
	 */
	Doubt(String campaign, @Nullable String source, Instant claimedAt) {
		this.campaign = campaign;
		this.source = source;
		this.claimedAt = claimedAt;
	}

	/** Takes note of another row of the ledger that stands for it. */
	void add(long entry, boolean inFlight) {
		this.entries.add(entry);
		this.underWay |= inFlight;
	}

	/** The run that made the call has died. */
	void interrupted() {
		this.underWay = false;
	}

	/**
	 * Says whether a message that was first reported then could be this one.
	 * @param from the message's source
	 * @param reportedAt when it was first reported
	 * @return whether it could
	 */
	boolean couldBe(String from, Instant reportedAt) {
		return (this.source == null || this.source.equals(from)) && !reportedAt.isBefore(this.claimedAt.minus(EARLIEST))
				&& !reportedAt.isAfter(this.claimedAt.plus(LATEST));
	}

	/** There is more than one way to explain what was reported. */
	void contest() {
		this.ambiguous = true;
	}

	/** Takes note of a message that can be no other than this one. */
	void explain(String id) {
		this.ambiguous |= this.messageId != null;
		this.messageId = id;
	}

	/**
	 * The id that the message must have.
	 * @return the id; {@code null} where there is none or several, where the source is
	 * not known, or where its answer may still come
	 */
	@Nullable String certainId() {
		return (this.ambiguous || this.underWay || this.source == null) ? null : this.messageId;
	}

	String campaign() {
		return this.campaign;
	}

	boolean isUnderWay() {
		return this.underWay;
	}

	List<Long> entries() {
		return this.entries;
	}

}
