package io.bulksend.ledger;

import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * When one of several who send claimed the rows whose calls it has under way, by the
 * database's clock. What it books goes to its own claims alone: whoever has a row later
 * has claimed it at another time. So what may or may not have been committed, as the
 * database went away meanwhile, can be booked again.
 * <p>
 * Outlives the connection of its {@link SharedLedger}. Not for use by several threads.
 */
public final class OwnClaims {

	private final Map<Long, Times> rows = new HashMap<>();

	/**
	 * When a row was claimed.
	 *
	 * @param latest the last time
	 * @param before the time before, which counts if the last claim was not committed
	 */
	record Times(OffsetDateTime latest, OffsetDateTime before) {
	}

	/** A row is being claimed. */
	void claim(long row, OffsetDateTime at) {
		Times earlier = this.rows.get(row);
		this.rows.put(row, new Times(at, (earlier != null) ? earlier.latest() : at));
	}

	/** When a row was claimed; {@code null} if nothing of it is open. */
	@Nullable Times of(long row) {
		return this.rows.get(row);
	}

	/** What became of a row's claim is committed. */
	void booked(long row) {
		this.rows.remove(row);
	}

	/** So is a row's latest claim. */
	void claimed(long row) {
		this.rows.computeIfPresent(row, (any, times) -> new Times(times.latest(), times.latest()));
	}

}
