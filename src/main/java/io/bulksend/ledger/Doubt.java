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

	private long header;

	private boolean underWay;

	private boolean ambiguous;

	private @Nullable String messageId;

	private boolean ambiguousHeader;

	private @Nullable String idByHeader;

	/**
	 * A call of which nobody knows what became.
	 * @param campaign the campaign's name
	 * @param source the sender's id, or {@code null} where it is not known
	 * @param claimedAt when the call started
	 * @param header the mark of its x-apiheader, 0 where it has none
	 */
	Doubt(String campaign, @Nullable String source, Instant claimedAt, long header) {
		this.campaign = campaign;
		this.source = source;
		this.claimedAt = claimedAt;
		this.header = header;
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
	 * By which a receipt that echoes the x-apiheader is known to be of this message.
	 * @return the mark; 0 where the campaign has other messages with it
	 */
	long header() {
		return this.header;
	}

	/** Another message of the campaign went out with the same x-apiheader. */
	void shareHeader() {
		this.header = 0;
	}

	/** Takes note of a message that has the x-apiheader of this one alone. */
	void explainByHeader(String id) {
		this.ambiguousHeader |= this.idByHeader != null;
		this.idByHeader = id;
	}

	/** Other calls have the same x-apiheader, of another campaign for example. */
	void contestHeader() {
		this.ambiguousHeader = true;
	}

	/**
	 * The id that the message must have: by its x-apiheader, or else by its recipient,
	 * its source and its time.
	 * @return the id; {@code null} where there is none or several, where the source is
	 * not known, or where its answer may still come
	 */
	@Nullable String certainId() {
		if (this.idByHeader != null || this.ambiguousHeader) {
			return (this.ambiguousHeader || this.underWay) ? null : this.idByHeader;
		}
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
