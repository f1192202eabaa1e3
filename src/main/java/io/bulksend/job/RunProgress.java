package io.bulksend.job;

import java.time.Duration;
import java.util.Map;

import io.bulksend.campaign.Status;
import io.bulksend.send.ProgressBoard;
import io.bulksend.send.SendProgress;
import io.bulksend.send.SendSettings;

/**
 * How far a run has come, for whoever shows it. The run writes, any thread reads.
 */
public final class RunProgress {

	private final ProgressBoard board = new ProgressBoard();

	private volatile Duration interval = Duration.ofSeconds(10);

	private volatile Phase phase = Phase.STARTING;

	private volatile long rowsRead;

	private volatile Before before = new Before(0, 0, 0, 0, 0);

	private volatile double rate;

	private volatile long limit;

	/** What a run does, in this order. */
	public enum Phase {

		/** Opens the ledger and the file. */
		STARTING,

		/** Reads and checks the whole file. */
		CHECKING,

		/** Sends. */
		SENDING,

		/** Writes the results. */
		WRITING_RESULTS

	}

	/**
	 * How the whole campaign stands, what earlier runs decided included.
	 *
	 * @param rows how many rows the file has
	 * @param done how many of them are decided
	 * @param accepted how many the API took
	 * @param rejected how many it refused
	 * @param inDoubt how many may have arrived
	 * @param left how many rows this run may still decide
	 * @param rate messages a second that were asked for at the most; 0 for no limit
	 * @param run what this run has done
	 */
	public record Standing(long rows, long done, long accepted, long rejected, long inDoubt, long left, double rate,
			SendProgress run) {
	}

	/** What was decided when the sending began. */
	private record Before(long rows, long done, long accepted, long rejected, long inDoubt) {
	}

	/**
	 * What the run does now.
	 * @return the phase
	 */
	public Phase phase() {
		return this.phase;
	}

	/**
	 * How many rows were checked. Grows while the file is checked, some rows at a time.
	 * @return the number of rows
	 */
	public long rowsRead() {
		return this.rowsRead;
	}

	/**
	 * How the campaign stands. All zero before the sending begins.
	 * @return the standing
	 */
	public Standing standing() {
		Before earlier = this.before;
		SendProgress run = this.board.latest();
		long done = earlier.done() + run.decided();
		long left = earlier.rows() - done;
		if (this.limit > 0) {
			left = Math.min(left, Math.max(0, this.limit - (run.decided() - run.unsendable())));
		}
		return new Standing(earlier.rows(), done, earlier.accepted() + run.accepted(),
				earlier.rejected() + run.rejected(), earlier.inDoubt() + run.inDoubt(), left, this.rate, run);
	}

	/**
	 * How often a line is written where there is no terminal.
	 * @return the time between two lines
	 */
	public Duration interval() {
		return this.interval;
	}

	void linesEvery(Duration time) {
		this.interval = time;
	}

	ProgressBoard board() {
		return this.board;
	}

	void checking(long rows) {
		this.rowsRead = rows;
		this.phase = Phase.CHECKING;
	}

	/**
	 * The sending begins.
	 * @param rows how many rows the file has
	 * @param decided how many of them have each status
	 * @param settings how they are sent
	 */
	void sending(long rows, Map<Status, Long> decided, SendSettings settings) {
		long done = decided.values().stream().mapToLong(Long::longValue).sum()
				- decided.getOrDefault(Status.NOT_SENT, 0L);
		this.before = new Before(rows, done, decided.getOrDefault(Status.ACCEPTED, 0L),
				decided.getOrDefault(Status.REJECTED, 0L), decided.getOrDefault(Status.IN_DOUBT, 0L));
		this.rate = settings.rate();
		this.limit = settings.limit();
		this.phase = Phase.SENDING;
	}

	void writingResults() {
		this.phase = Phase.WRITING_RESULTS;
	}

}
