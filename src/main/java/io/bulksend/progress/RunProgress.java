package io.bulksend.progress;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

import io.bulksend.campaign.Status;
import io.bulksend.check.Notes;
import io.bulksend.ledger.shared.Part;
import io.bulksend.send.ProgressBoard;
import io.bulksend.send.SendProgress;
import io.bulksend.send.SendSettings;
import org.jspecify.annotations.Nullable;

/**
 * How far a run has come, for whoever shows it. The run writes, any thread reads.
 */
public final class RunProgress {

	private final ProgressBoard board = new ProgressBoard();

	private volatile Phase phase = Phase.STARTING;

	private volatile long rowsRead;

	private volatile long rows;

	private volatile Map<Status, Long> before = Map.of();

	private volatile double rate;

	private volatile long limit;

	private volatile @Nullable Notes notes;

	private volatile List<Part> parts = List.of();

	private volatile Consumer<Departure> beforeDeparture = (departure) -> {
	};

	private volatile Runnable whenBegun = () -> {
	};

	/** What a run does, in this order. */
	public enum Phase {

		/** Opens the ledger and the file. */
		STARTING,

		/** Waits for another run that holds the campaign or the database. */
		WAITING,

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
	 * @param senders how many processes send its rows at the moment
	 * @param run what this run has done
	 */
	public record Standing(long rows, long done, long accepted, long rejected, long inDoubt, long left, double rate,
			int senders, SendProgress run) {
	}

	/**
	 * Asks to be told when it is clear that the run has something to do, and begins.
	 * @param told what is called then, in the run's thread
	 */
	public void whenBegun(Runnable told) {
		this.whenBegun = told;
	}

	/** The run has something to do, and begins. */
	public void begun() {
		this.whenBegun.run();
	}

	/**
	 * Asks to be told what is about to be sent, before a new campaign's first message.
	 * @param told is called then, in the run's thread, and may hold it up
	 */
	public void beforeDeparture(Consumer<Departure> told) {
		this.beforeDeparture = told;
	}

	/**
	 * The first message of a new campaign is about to be sent.
	 * @param departure what is
	 */
	public void departing(Departure departure) {
		this.beforeDeparture.accept(departure);
	}

	/** Another run is on, and this one waits for it. */
	public void waiting() {
		this.phase = Phase.WAITING;
	}

	/** The wait is over. */
	public void starting() {
		this.phase = Phase.STARTING;
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
	 * What a person should know about the file, although it is sent.
	 * @return the notes; {@code null} until the file is checked, and where an earlier run
	 * has checked it
	 */
	public @Nullable Notes notes() {
		return this.notes;
	}

	/**
	 * How the campaign stands. All zero before the sending begins.
	 * @return the standing
	 */
	public Standing standing() {
		SendProgress run = this.board.latest();
		Map<Status, Long> counts = counts(run);
		long left = counts.get(Status.NOT_SENT);
		if (this.limit > 0) {
			left = Math.min(left, Math.max(0, this.limit - (run.decided() - run.unsendable())));
		}
		return new Standing(this.rows, this.rows - counts.get(Status.NOT_SENT), counts.get(Status.ACCEPTED),
				counts.get(Status.REJECTED), counts.get(Status.IN_DOUBT), left, this.rate, senders(), run);
	}

	private int senders() {
		return Math.max(1, (int) this.parts.stream().filter(Part::there).count());
	}

	/**
	 * How many of the campaign's rows have each status. All zero before the sending
	 * begins.
	 * @return the number for every status
	 */
	public Map<Status, Long> counts() {
		return counts(this.board.latest());
	}

	private Map<Status, Long> counts(SendProgress run) {
		Map<Status, Long> counts = new EnumMap<>(Status.class);
		long decided = 0;
		for (Status status : Status.values()) {
			long count = this.before.getOrDefault(status, 0L);
			counts.put(status, count);
			decided += (status != Status.NOT_SENT) ? count : 0;
		}
		counts.merge(Status.ACCEPTED, run.accepted(), Long::sum);
		counts.merge(Status.REJECTED, run.rejected(), Long::sum);
		counts.merge(Status.IN_DOUBT, run.inDoubt(), Long::sum);
		counts.merge(Status.INVALID, run.unsendable(), Long::sum);
		counts.put(Status.NOT_SENT, this.rows - decided - run.decided());
		return counts;
	}

	/**
	 * Where the sending tells how far it is.
	 * @return the board, the same each time
	 */
	public ProgressBoard board() {
		return this.board;
	}

	/**
	 * The file is being checked.
	 * @param rows how many of its rows were
	 */
	public void checking(long rows) {
		this.rowsRead = rows;
		this.phase = Phase.CHECKING;
	}

	/**
	 * The file was checked.
	 * @param found what was found besides invalid rows
	 */
	public void checked(Notes found) {
		this.notes = found;
	}

	/**
	 * The sending begins.
	 * @param rows how many rows the file has
	 * @param decided how many of them have each status
	 * @param settings how they are sent
	 */
	public void sending(long rows, Map<Status, Long> decided, SendSettings settings) {
		this.before = Map.copyOf(decided);
		this.rows = rows;
		this.rate = settings.rate();
		this.limit = settings.limit();
		this.phase = Phase.SENDING;
	}

	/**
	 * Several send the rows.
	 * @param all what all have done together
	 * @param each what each has done
	 */
	public void shared(SendProgress all, List<Part> each) {
		this.parts = List.copyOf(each);
		this.board.show(all);
	}

	/**
	 * What each of those has done who send the rows.
	 * @return this process and the workers; empty where this process sends alone
	 */
	public List<Part> parts() {
		return this.parts;
	}

	/** All is sent that will be, and the results are being written. */
	public void writingResults() {
		this.phase = Phase.WRITING_RESULTS;
	}

}
