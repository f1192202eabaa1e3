package io.bulksend.sandbox;

/**
 * A request that breaks a rule, with the words in which the API says so.
 */
final class RefusedRequest extends Exception {

	private static final long serialVersionUID = 1L;

	private final String code;

	private RefusedRequest(String code, String message) {
		// A reply, not a fault: nobody reads its stack.
		super(message, null, false, false);
		this.code = code;
	}

	/**
	 * The body is not what the API takes at all.
	 * @param message what is wrong with it
	 * @return the refusal
	 */
	static RefusedRequest unreadable(String message) {
		return new RefusedRequest("8001", message);
	}

	/**
	 * One of its parameters is missing or invalid.
	 * @param key which
	 * @param problem what is wrong with it
	 * @return the refusal; its words start with a space, as the API's do
	 */
	static RefusedRequest parameter(String key, String problem) {
		return new RefusedRequest("8006", " " + key + " " + problem + ".");
	}

	/**
	 * Nothing was uploaded under this id.
	 * @return the refusal
	 */
	static RefusedRequest medium() {
		return new RefusedRequest("8008", "Invalid media id or bad media.");
	}

	String code() {
		return this.code;
	}

	String words() {
		return String.valueOf(getMessage());
	}

}
