package io.bulksend.ledger.shared;

import java.time.Instant;

/**
 * A run writes to somebody, or knows what became of it.
 *
 * @param what what happened
 * @param source whose message it is
 * @param person to whom, as a number
 * @param at when
 */
public record DayEvent(What what, String source, long person, Instant at) {

	/**
	 * What happened.
	 */
	public enum What {

		/** The message is about to go out. */
		TAKEN,

		/** It was accepted, or may have arrived. */
		COUNTED,

		/** It was not taken, so that somebody else may get something. */
		FREED

	}

}
