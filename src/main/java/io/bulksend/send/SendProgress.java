package io.bulksend.send;

/**
 * How far a run has come with its sending. Counts begin with the run.
 *
 * @param calls calls that were started, repeated ones too
 * @param repeated calls that were started for a message that an earlier one had not
 * brought to the API
 * @param accepted messages that the API took
 * @param rejected messages that it refused
 * @param inDoubt messages that may have arrived
 * @param unsendable rows that were found not to be sent only now
 * @param inFlight calls under way
 * @param rate messages a second that are allowed at the moment; 0 for no limit
 * @param apiAway whether the API can't be reached at the moment
 */
public record SendProgress(long calls, long repeated, long accepted, long rejected, long inDoubt, long unsendable,
		int inFlight, double rate, boolean apiAway) {

	/** Nothing was sent yet. */
	public static final SendProgress NONE = new SendProgress(0, 0, 0, 0, 0, 0, 0, 0, false);

	/**
	 * How many rows the run has decided.
	 * @return the number of rows
	 */
	public long decided() {
		return this.accepted + this.rejected + this.inDoubt + this.unsendable;
	}

}
