package io.bulksend.api;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * What became of one call. Exactly six things can, and {@link #visit} makes every caller
 * say what it does about each.
 */
public sealed interface Reply {

	/**
	 * Hands this reply to the method that is for it.
	 * @param <R> what the visitor makes of it
	 * @param visitor one method for each kind of reply
	 * @return what that method returned
	 */
	<R> R visit(Visitor<R> visitor);

	/**
	 * The API took the message.
	 *
	 * @param messageId its id there, not blank
	 */
	record Accepted(String messageId) implements Reply {

		@Override
		public <R> R visit(Visitor<R> visitor) {
			return visitor.accepted(this);
		}

	}

	/**
	 * The API refused this message, and would again.
	 *
	 * @param code the API's code, or {@code HTTP_<status>}
	 * @param message the API's words
	 */
	record Refused(String code, String message) implements Reply {

		@Override
		public <R> R visit(Visitor<R> visitor) {
			return visitor.refused(this);
		}

	}

	/**
	 * The message is known not to have been taken, and may be sent again.
	 *
	 * @param reason why it was not taken
	 * @param code the API's code, {@code HTTP_<status>}, or {@code null} where the API
	 * was not reached
	 * @param message the reason in words
	 * @param retryAfter how long the API asks to wait, or {@code null} where it does not
	 */
	record Again(Reason reason, @Nullable String code, String message, @Nullable Duration retryAfter) implements Reply {

		@Override
		public <R> R visit(Visitor<R> visitor) {
			return visitor.again(this);
		}

		/**
		 * Why a message was not taken.
		 */
		public enum Reason {

			/** The request was not written: no connection, no such host, TLS. */
			UNREACHABLE,

			/** The API is not in service for now: 503. */
			UNAVAILABLE,

			/** Too many calls: 429. Slows down all calls and costs no try. */
			TOO_FAST,

			/** The API's own technical error: 8005. Only so many tries. */
			TECHNICAL_ERROR

		}

	}

	/**
	 * The request went out, and no verdict that can be read came back.
	 *
	 * @param code NO_REPLY, UNREADABLE_REPLY or GATEWAY_ERROR
	 * @param message what was seen instead
	 */
	record Unknown(io.bulksend.campaign.Code code, String message) implements Reply {

		@Override
		public <R> R visit(Visitor<R> visitor) {
			return visitor.unknown(this);
		}

	}

	/**
	 * The account itself was refused: no further call can help. The message was not
	 * taken.
	 *
	 * @param code the API's code, or {@code HTTP_<status>}
	 * @param message the API's words
	 */
	record StopSending(String code, String message) implements Reply {

		/**
		 * Says whether a proxy on the way refused the call, and not the API: the account
		 * is not to blame.
		 * @return whether it did
		 */
		public boolean isProxys() {
			return this.code.equals("HTTP_407");
		}

		@Override
		public <R> R visit(Visitor<R> visitor) {
			return visitor.stop(this);
		}

	}

	/**
	 * What answered is not the API, by all that can be seen: there is nothing at that
	 * address, it leads elsewhere, or a page for people is there.
	 *
	 * @param code {@code HTTP_<status>}
	 * @param message what was seen instead
	 * @param otherwise what the answer means where the API is known to be there
	 */
	record WrongAddress(String code, String message, Reply otherwise) implements Reply {

		@Override
		public <R> R visit(Visitor<R> visitor) {
			return visitor.wrongAddress(this);
		}

	}

	/**
	 * One method for each kind of reply.
	 *
	 * @param <R> what is made of a reply
	 */
	interface Visitor<R> {

		R accepted(Accepted reply);

		R refused(Refused reply);

		R again(Again reply);

		R unknown(Unknown reply);

		R stop(StopSending reply);

		R wrongAddress(WrongAddress reply);

	}

}
