package io.bulksend.send;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import io.bulksend.campaign.Code;
import io.bulksend.campaign.Status;
import io.bulksend.ledger.Booking;
import io.bulksend.ledger.Entry;
import io.bulksend.ledger.SharedLedger;
import io.bulksend.ledger.shared.ChunkHold;
import io.bulksend.ledger.shared.HandedRow;

/**
 * How far the rows of a chunk are. Not for use by several threads.
 */
final class ChunkWork {

	private final ChunkHold hold;

	private final Map<Long, HandedRow> rows = new HashMap<>();

	/** Rows that are not decided. */
	private final Set<Long> open = new HashSet<>();

	/** Those of them whose calls somebody had begun who had the chunk before. */
	private final Set<Long> foreign = new HashSet<>();

	private boolean doubtful;

	ChunkWork(ChunkHold hold) {
		this.hold = hold;
		for (HandedRow row : hold.chunk().rows()) {
			this.rows.put(row.row(), row);
		}
	}

	ChunkHold hold() {
		return this.hold;
	}

	long first() {
		return this.hold.chunk().first();
	}

	boolean has(long row) {
		return this.rows.containsKey(row);
	}

	boolean isDone() {
		return this.open.isEmpty();
	}

	/**
	 * Says whether somebody may still tell what became of a row in doubt, and be it that
	 * it was not taken.
	 */
	boolean isDoubtful() {
		return this.doubtful;
	}

	boolean hasForeign() {
		return !this.foreign.isEmpty();
	}

	/**
	 * Takes the chunk, and finds out what is left of it.
	 * @param ledger the ledger
	 * @return what is to be sent
	 */
	List<Outbound> begin(SharedLedger ledger) {
		Map<Long, Entry> entries = new HashMap<>();
		ledger.take(this.hold.chunk().number(), first(), this.hold.chunk().last())
			.forEach((entry) -> entries.put(entry.row(), entry));
		List<Outbound> messages = new ArrayList<>();
		for (HandedRow row : this.hold.chunk().rows()) {
			Entry entry = entries.get(row.row());
			if (entry == null || entry.outcome().status() == Status.NOT_SENT) {
				this.open.add(row.row());
				messages.add(outbound(row, entry != null));
			}
			else if (isUnderWay(entry)) {
				this.open.add(row.row());
				this.foreign.add(row.row());
			}
			else {
				this.doubtful |= isInterrupted(entry);
			}
		}
		return messages;
	}

	/**
	 * Looks what became of calls that somebody else had begun.
	 * @param ledger the ledger
	 * @return what is to be sent, as it was not taken
	 */
	List<Outbound> settle(SharedLedger ledger) {
		List<Outbound> messages = new ArrayList<>();
		for (Entry entry : ledger.settle(this.hold.chunk().number(), Set.copyOf(this.foreign))) {
			long row = entry.row();
			if (!isUnderWay(entry)) {
				this.foreign.remove(row);
				if (entry.outcome().status() == Status.NOT_SENT) {
					messages.add(outbound(Objects.requireNonNull(this.rows.get(row)), true));
				}
				else {
					this.open.remove(row);
					this.doubtful |= isInterrupted(entry);
				}
			}
		}
		return messages;
	}

	/**
	 * Something was booked. A row whose medium's id the API does not know any more goes
	 * back to the run, which has the file.
	 * @param booking what, of whichever row
	 */
	void booked(Booking booking) {
		HandedRow row = this.rows.get(booking.row());
		if (booking.outcome().status() != Status.NOT_SENT
				|| (row != null && row.keptId() && MediaQueue.isUnknownMedium(booking.outcome().errorCode()))) {
			this.foreign.remove(booking.row());
			this.open.remove(booking.row());
		}
	}

	private static Outbound outbound(HandedRow row, boolean known) {
		return new Outbound(row.row(), row.message(), row.key(), known, row.refusedBefore()).withKeptId(row.keptId());
	}

	private static boolean isInterrupted(Entry entry) {
		return Code.INTERRUPTED.name().equals(entry.outcome().errorCode());
	}

	/** A row in doubt has a code. */
	private static boolean isUnderWay(Entry entry) {
		return entry.outcome().status() == Status.IN_DOUBT && entry.outcome().errorCode() == null;
	}

}
