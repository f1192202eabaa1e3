package io.bulksend.run;

import java.io.Closeable;
import java.util.HashSet;
import java.util.Set;
import java.util.function.LongPredicate;

import io.bulksend.campaign.Status;
import io.bulksend.job.EarlierDecisions;
import io.bulksend.ledger.Entry;
import io.bulksend.ledger.MessageLedger;

/**
 * The rows of a planned file that a run would still send, unless something forbids it
 * that came up since: asked for in ascending order, and read a page at a time.
 */
final class RowsLeft implements Closeable {

	private static final int PAGE = 1_000;

	private final MessageLedger ledger;

	private final LongPredicate again;

	private final Set<Long> decided = new HashSet<>();

	/** Those of them for which a call was made. */
	private final Set<Long> called = new HashSet<>();

	private long last;

	/**
	 * The rows left of a file.
	 * @param ledger what was decided about its rows; closed with this
	 * @param again says of a row that was decided whether it is sent again
	 */
	RowsLeft(MessageLedger ledger, LongPredicate again) {
		this.ledger = ledger;
		this.again = again;
	}

	/**
	 * Says whether a row is among them.
	 * @param row the row's number, not less than that of the time before
	 * @return whether it is
	 */
	boolean contain(long row) {
		read(row);
		return !this.decided.contains(row);
	}

	/**
	 * Says whether a row is not among them as it was sent, or may have been.
	 * @param row the row's number, not less than that of the time before
	 * @return whether a call was made for it, and none is to be made again
	 */
	boolean wereCalled(long row) {
		read(row);
		return this.called.contains(row);
	}

	private void read(long row) {
		if (row > this.last) {
			this.last = row + PAGE - 1;
			this.decided.clear();
			this.called.clear();
			for (Entry entry : this.ledger.find(row, this.last)) {
				Status status = entry.outcome().status();
				if (status != Status.NOT_SENT && !this.again.test(entry.row())) {
					this.decided.add(entry.row());
					if (EarlierDecisions.counts(status)) {
						this.called.add(entry.row());
					}
				}
			}
		}
	}

	@Override
	public void close() {
		this.ledger.close();
	}

}
