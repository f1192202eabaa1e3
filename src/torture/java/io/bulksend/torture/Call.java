package io.bulksend.torture;

/**
 * A request as the faulty API saw it: its own record, from which the results are judged.
 */
final class Call {

	private final int run;

	private final String recipient;

	private final String medium;

	private final Answer answer;

	private final String id;

	private final long arrivedAt = System.nanoTime();

	private volatile long answeredAt = Long.MAX_VALUE;

	Call(int run, String recipient, String medium, Answer answer, String id) {
		this.run = run;
		this.recipient = recipient;
		this.medium = medium;
		this.answer = answer;
		this.id = id;
	}

	/** Notes that the answer is on its way: before it is, as the client may be fast. */
	void answered() {
		this.answeredAt = System.nanoTime();
	}

	int run() {
		return this.run;
	}

	String recipient() {
		return this.recipient;
	}

	/** The id of the medium that the message carries. */
	String medium() {
		return this.medium;
	}

	Answer answer() {
		return this.answer;
	}

	String id() {
		return this.id;
	}

	long arrivedAt() {
		return this.arrivedAt;
	}

	/** When it was answered, or the end of time. */
	long answeredAt() {
		return this.answeredAt;
	}

	@Override
	public String toString() {
		String answered = (this.answeredAt == Long.MAX_VALUE) ? "not answered"
				: "answered after " + (this.answeredAt - this.arrivedAt) / 1_000_000 + " ms";
		return "call in run " + this.run + " for " + this.recipient + ", " + this.answer + ", " + answered;
	}

}
