package io.bulksend.campaign;

import org.jspecify.annotations.Nullable;

/**
 * What was decided about a row, and why.
 *
 * @param status what became of it
 * @param messageId the API's id for the message; set if and only if it was accepted
 * @param errorCode one of {@link Code}'s names, the API's own number, or
 * {@code HTTP_<status>}; {@code null} where nothing is wrong
 * @param errorMessage the reason in words, or {@code null}
 */
public record Outcome(Status status, @Nullable String messageId, @Nullable String errorCode,
		@Nullable String errorMessage) {

	/**
	 * The API took the message.
	 * @param messageId its id there
	 * @return the outcome
	 */
	public static Outcome accepted(String messageId) {
		return new Outcome(Status.ACCEPTED, messageId, null, null);
	}

	/**
	 * The message was not accepted.
	 * @param status any status but ACCEPTED
	 * @param errorCode the code
	 * @param errorMessage the reason in words
	 * @return the outcome
	 */
	public static Outcome of(Status status, @Nullable String errorCode, @Nullable String errorMessage) {
		return new Outcome(status, null, errorCode, errorMessage);
	}

	/**
	 * The row breaks a rule of the input.
	 * @param code which rule
	 * @param errorMessage what is wrong with it, in a sentence for campaign staff
	 * @return the outcome
	 */
	public static Outcome invalid(Code code, String errorMessage) {
		return of(Status.INVALID, code.name(), errorMessage);
	}

}
