package io.bulksend.send;

import java.util.List;

import org.jspecify.annotations.Nullable;

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
 * @param waiting why no calls are made at the moment, or {@code null} where they are
 * @param uploads how far its uploads have come
 */
public record SendProgress(long calls, long repeated, long accepted, long rejected, long inDoubt, long unsendable,
		int inFlight, double rate, @Nullable Waiting waiting, UploadProgress uploads) {

	/** Nothing was sent yet. */
	public static final SendProgress NONE = new SendProgress(0, 0, 0, 0, 0, 0, 0, 0, null);

	/**
	 * What several have done.
	 * @param parts what each has done
	 * @return all of it together
	 */
	public static SendProgress sum(List<SendProgress> parts) {
		SendProgress all = NONE;
		for (SendProgress part : parts) {
			all = new SendProgress(all.calls + part.calls, all.repeated + part.repeated, all.accepted + part.accepted,
					all.rejected + part.rejected, all.inDoubt + part.inDoubt, all.unsendable + part.unsendable,
					all.inFlight + part.inFlight, part.rate, part.waiting);
		}
		return all;
	}

	/**
	 * How far a run has come that uploads nothing.
	 * @param calls as above
	 * @param repeated as above
	 * @param accepted as above
	 * @param rejected as above
	 * @param inDoubt as above
	 * @param unsendable as above
	 * @param inFlight as above
	 * @param rate as above
	 * @param waiting as above
	 */
	public SendProgress(long calls, long repeated, long accepted, long rejected, long inDoubt, long unsendable,
			int inFlight, double rate, @Nullable Waiting waiting) {
		this(calls, repeated, accepted, rejected, inDoubt, unsendable, inFlight, rate, waiting, UploadProgress.NONE);
	}

	/**
	 * Says whether the API can't be reached at the moment.
	 * @return whether it is away
	 */
	public boolean apiAway() {
		return this.waiting != null && this.waiting.apiAway();
	}

	/**
	 * How many rows the run has decided.
	 * @return the number of rows
	 */
	public long decided() {
		return this.accepted + this.rejected + this.inDoubt + this.unsendable;
	}

}
