package io.bulksend.ledger;

import java.time.Instant;

import io.bulksend.campaign.Outcome;
import io.bulksend.campaign.Status;

/**
 * What became of a row that was claimed.
 *
 * @param row the row's number in its file
 * @param outcome what became of it; NOT_SENT where it is known not to have been taken
 * @param at when that was seen
 * @param called whether a call was made
 */
public record Booking(long row, Outcome outcome, Instant at, boolean called) {

	private static final Outcome NOT_CALLED = Outcome.of(Status.NOT_SENT, null, null);

	/**
	 * What became of a call.
	 * @param row the row's number in its file
	 * @param outcome what became of it; NOT_SENT where it is known not to have been taken
	 * @param at when that was seen
	 */
	public Booking(long row, Outcome outcome, Instant at) {
		this(row, outcome, at, true);
	}

	/**
	 * Decides about a row that is claimed, and for which no call is made.
	 * @param row the row's number in its file
	 * @param outcome what is decided
	 * @param at when it was decided
	 * @return the booking
	 */
	public static Booking withoutCall(long row, Outcome outcome, Instant at) {
		return new Booking(row, outcome, at, false);
	}

	/**
	 * Gives up a claim for which no call was made, and which counts as no attempt.
	 * @param row the row's number in its file
	 * @param at when it was given up
	 * @return the booking
	 */
	public static Booking notCalled(long row, Instant at) {
		return new Booking(row, NOT_CALLED, at, false);
	}

}
