package io.bulksend.run;

import java.io.Closeable;
import java.util.HashSet;
import java.util.Set;

import io.bulksend.campaign.Status;
import io.bulksend.ledger.Entry;
import io.bulksend.ledger.MessageLedger;

/**
 * The rows of a planned file that a run would still send, unless something forbids it
 * that came up since: asked for in ascending order, and read a page at a time.
 */
final class RowsLeft implements Closeable {

	private static final int PAGE = 1_000;

	private final MessageLedger ledger;

	private final Set<Status> retry;

	private final Set<Long> decided = new HashSet<>();

	private long last;

	/**
	 * The rows left of a file.
	 * @param ledger what was decided about its rows; closed with this
	 * @param retry decisions that do not count
	 */
	RowsLeft(MessageLedger ledger, Set<Status> retry) {
		this.ledger = ledger;
		this.retry = Set.copyOf(retry);
	}

	/**
	 * Says whether a row is among them.
	 * @param row the row's number, not less than that of the time before
	 * @return whether it is
	 */
	boolean contain(long row) {
		if (row > this.last) {
			this.last = row + PAGE - 1;
			this.decided.clear();
			for (Entry entry : this.ledger.find(row, this.last)) {
				Status status = entry.outcome().status();
				if (status != Status.NOT_SENT && !this.retry.contains(status)) {
					this.decided.add(entry.row());
				}
			}
		}
		return !this.decided.contains(row);
	}

	@Override
	public void close() {
		this.ledger.close();
	}

}
