package io.bulksend.media;

/**
 * A file on its way up. Its workers' lock guards it.
 */
final class UploadJob {

	private final FileToUpload file;

	private final long order;

	private long notBefore;

	private int tries;

	private int technicalErrors;

	private long firstFailure;

	/** Whether the attempt under way has not begun to write. */
	private boolean reserved;

	UploadJob(FileToUpload file, long order, long now) {
		this.file = file;
		this.order = order;
		this.notBefore = now;
	}

	FileToUpload file() {
		return this.file;
	}

	long order() {
		return this.order;
	}

	long notBefore() {
		return this.notBefore;
	}

	/** An attempt is on its way to its start. */
	void reserved() {
		this.reserved = true;
	}

	/**
	 * The attempt starts, or ends.
	 * @return whether it had not started before
	 */
	boolean starts() {
		boolean before = this.reserved;
		this.reserved = false;
		return before;
	}

	void waitUntil(long time) {
		this.notBefore = time;
	}

	/**
	 * Takes note of an attempt that came to nothing.
	 * @param now the time
	 * @return how many there were
	 */
	int failed(long now) {
		if (this.tries++ == 0) {
			this.firstFailure = now;
		}
		return this.tries;
	}

	/** For how long it has failed. */
	long failingFor(long now) {
		return (this.tries > 0) ? now - this.firstFailure : 0;
	}

	/**
	 * Takes note of a technical error of the API's.
	 * @return how many there were
	 */
	int technicalError() {
		return ++this.technicalErrors;
	}

}
