package io.bulksend.send;

/**
 * How far a run has come with its uploads. Counts begin with the run.
 *
 * @param uploaded files that were uploaded
 * @param refused files that the API refused
 * @param failed attempts that came to nothing, and were or will be repeated
 * @param left files that are asked for and not uploaded yet
 * @param waiting messages that wait for one
 */
public record UploadProgress(long uploaded, long refused, long failed, long left, long waiting) {

	/** Nothing is uploaded. */
	public static final UploadProgress NONE = new UploadProgress(0, 0, 0, 0, 0);

	/**
	 * Says whether there is anything to tell.
	 * @return whether this run uploads anything
	 */
	public boolean isAny() {
		return !equals(NONE);
	}

}
