package io.bulksend.send;

import io.bulksend.campaign.Status;
import org.jspecify.annotations.Nullable;

/**
 * Where the thread that sends writes how far it has come, for any other thread to read.
 * It counts in plain fields, which no other thread sees, and publishes them together once
 * a turn: sending costs one small object and one volatile write a turn, and a message
 * costs an addition.
 */
public final class ProgressBoard {

	private volatile SendProgress latest = SendProgress.NONE;

	private long calls;

	private long repeated;

	private long accepted;

	private long rejected;

	private long inDoubt;

	private long unsendable;

	private UploadProgress uploads = UploadProgress.NONE;

	/**
	 * How far the sending has come. Safe for use by several threads.
	 * @return what was published last
	 */
	public SendProgress latest() {
		return this.latest;
	}

	/**
	 * Shows what several have done together, in place of what was counted here.
	 * @param all what all have done
	 */
	public void show(SendProgress all) {
		this.latest = all;
	}

	void call(boolean again) {
		this.calls++;
		if (again) {
			this.repeated++;
		}
	}

	void decided(Status status) {
		switch (status) {
			case ACCEPTED -> this.accepted++;
			case REJECTED -> this.rejected++;
			case IN_DOUBT -> this.inDoubt++;
			case NOT_SENT -> {
				// Will be tried again, now or by the next run.
			}
			default -> this.unsendable++;
		}
	}

	void uploads(UploadProgress progress) {
		this.uploads = progress;
	}

	void publish(int inFlight, double rate, @Nullable Waiting waiting) {
		this.latest = new SendProgress(this.calls, this.repeated, this.accepted, this.rejected, this.inDoubt,
				this.unsendable, inFlight, rate, waiting, this.uploads);
	}

}
