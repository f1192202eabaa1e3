package io.bulksend.ledger;

import java.util.List;
import java.util.Set;

import io.bulksend.ledger.database.LedgerException;

/**
 * Where whoever sends writes what came back, and what goes out next.
 */
public interface Journal {

	/**
	 * Books what came back and claims what goes out next, in one transaction.
	 * @param bookings outcomes of rows that are claimed
	 * @param claims rows whose calls start as soon as this returns
	 * @return the rows that are somebody else's: their calls must not start
	 * @throws LedgerException if it could not be committed: none of the calls may start
	 */
	Set<Long> record(List<Booking> bookings, List<Claim> claims);

	/**
	 * What was recorded is committed: called on the thread that sends, whichever
	 * {@link #record} ran on.
	 * @param bookings the outcomes
	 * @param denied the rows that are somebody else's
	 */
	default void recorded(List<Booking> bookings, Set<Long> denied) {
		// Most know all there is to know.
	}

	/**
	 * Records what is decided of rows when their turn comes, without a call.
	 * @param claims the rows
	 * @param bookings what was decided about each
	 */
	default void decideAtTheirTurn(List<Claim> claims, List<Booking> bookings) {
		throw new UnsupportedOperationException("Whoever sends handed out rows uploads no files");
	}

}
