package io.bulksend.torture;

/**
 * Everything the faulty API can do with a request that it has read.
 */
public enum Answer {

	ACCEPT(Meaning.ACCEPTED, "", 200, ""),

	ACCEPT_AND_CLOSE(Meaning.ACCEPTED, "", 200, ""),

	ACCEPT_SLOWLY(Meaning.ACCEPTED, "", 200, ""),

	REFUSE_8001(Meaning.REFUSED, "8001", 400, ""),

	REFUSE_8002(Meaning.REFUSED, "8002", 200, ""),

	REFUSE_8003(Meaning.REFUSED, "8003", 500, ""),

	REFUSE_8006(Meaning.REFUSED, "8006", 422, ""),

	REFUSE_8007(Meaning.REFUSED, "8007", 200, ""),

	REFUSE_8008(Meaning.REFUSED, "8008", 400, ""),

	CONFLICT(Meaning.REFUSED, "HTTP_409", 409, ""),

	TECHNICAL_ERROR(Meaning.AGAIN, "8005", 500, ""),

	TOO_FAST(Meaning.AGAIN, "HTTP_429", 429, "Retry-After: 0\r\n"),

	TOO_FAST_FOR_A_SECOND(Meaning.AGAIN, "HTTP_429", 429, "Retry-After: 1\r\n"),

	UNAVAILABLE(Meaning.AGAIN, "HTTP_503", 503, ""),

	UNAUTHORIZED(Meaning.STOP, "HTTP_401", 401, ""),

	FORBIDDEN(Meaning.STOP, "HTTP_403", 403, ""),

	NO_SUCH_CLIENT(Meaning.STOP, "8004", 200, ""),

	SERVER_ERROR_PAGE(Meaning.DOUBT, "GATEWAY_ERROR", 500, ""),

	BAD_GATEWAY_PAGE(Meaning.DOUBT, "GATEWAY_ERROR", 502, ""),

	GATEWAY_TIMEOUT_PAGE(Meaning.DOUBT, "GATEWAY_ERROR", 504, ""),

	NO_ID(Meaning.DOUBT, "UNREADABLE_REPLY", 200, ""),

	NOT_JSON(Meaning.DOUBT, "UNREADABLE_REPLY", 200, ""),

	HUGE(Meaning.DOUBT, "UNREADABLE_REPLY", 200, ""),

	/** The status is read, the body never is: late or broken off. */
	ENDLESS(Meaning.DOUBT, "UNREADABLE_REPLY|NO_REPLY", 200, ""),

	BROKEN_OFF(Meaning.DOUBT, "UNREADABLE_REPLY|NO_REPLY", 200, ""),

	RESET(Meaning.DOUBT, "NO_REPLY", 0, ""),

	CLOSE(Meaning.DOUBT, "NO_REPLY", 0, ""),

	SILENCE(Meaning.DOUBT, "NO_REPLY", 0, "");

	private final Meaning meaning;

	private final String code;

	private final int status;

	private final String headers;

	Answer(Meaning meaning, String code, int status, String headers) {
		this.meaning = meaning;
		this.code = code;
		this.status = status;
		this.headers = headers;
	}

	/** What an answer says about the message. */
	enum Meaning {

		ACCEPTED, REFUSED, AGAIN, STOP, DOUBT

	}

	Meaning meaning() {
		return this.meaning;
	}

	/** Says whether it is known from this answer that the message was not taken. */
	boolean isKnownNotTaken() {
		return this.meaning == Meaning.AGAIN || this.meaning == Meaning.STOP;
	}

	/** Says whether the results may give this code for it. */
	boolean mayBe(String errorCode) {
		return this.code.equals(errorCode) || ("|" + this.code + "|").contains("|" + errorCode + "|");
	}

	/**
	 * Says whether it costs a run so much time that a round can have few of them only.
	 */
	boolean isDear() {
		return this.meaning == Meaning.AGAIN || this.meaning == Meaning.STOP || this == SILENCE || this == ENDLESS;
	}

	String head(int length) {
		return "HTTP/1.1 " + this.status + " Status\r\nContent-Type: application/json\r\n" + this.headers
				+ "Content-Length: " + length + "\r\n\r\n";
	}

	String body(String id) {
		return switch (this.meaning) {
			case ACCEPTED ->
				"{\"status\":\"success\",\"message\":\"Request received successfully.\",\"data\":{\"id\":\"" + id
						+ "\"}}";
			case REFUSED, AGAIN, STOP -> this.code.startsWith("HTTP_") ? "Sorry"
					: "{\"status\":\"failure\",\"error\":{\"code\":\"" + this.code + "\",\"message\":\"no\"}}";
			case DOUBT -> switch (this) {
				case NO_ID -> "{\"status\":\"success\",\"message\":\"Request received successfully.\",\"data\":{}}";
				case HUGE -> ACCEPT.body(id) + " ".repeat(500_000);
				case ENDLESS, BROKEN_OFF -> ACCEPT.body(id) + " ".repeat(5_000);
				// A page would mean a wrong address, before the first acceptance.
				case NOT_JSON -> "Sorry";
				default -> "<html><body>Sorry</body></html>";
			};
		};
	}

}
