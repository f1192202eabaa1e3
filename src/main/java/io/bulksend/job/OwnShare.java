package io.bulksend.job;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

import javax.sql.DataSource;

import io.bulksend.ledger.FileRecord;
import io.bulksend.ledger.database.LedgerException;
import io.bulksend.ledger.shared.HandOut;
import io.bulksend.ledger.shared.HandOuts;
import io.bulksend.ledger.shared.Part;
import io.bulksend.ledger.shared.Participant;
import io.bulksend.progress.RunProgress;
import io.bulksend.send.Account;
import io.bulksend.send.Caller;
import io.bulksend.send.ProgressBoard;
import io.bulksend.send.SendProgress;
import io.bulksend.send.SendSettings;
import io.bulksend.send.Share;
import io.bulksend.send.StopSwitch;
import io.bulksend.send.UploadProgress;
import org.jspecify.annotations.Nullable;

/**
 * The hand-out of a run, and the share that its own process has in it; and how far all
 * shares have come together. Used by the thread that hands rows out.
 */
final class OwnShare {

	private static final long BETWEEN_LOOKS = TimeUnit.MILLISECONDS.toNanos(200);

	/** How long the others have for telling their last numbers. */
	private static final long LAST_WORDS = TimeUnit.MILLISECONDS.toNanos(400);

	private final DataSource dataSource;

	private final HandOuts handOuts;

	private final FileRecord file;

	private final Account account;

	private final SendSettings settings;

	private final Caller caller;

	private final StopSwitch stop;

	private final RunProgress progress;

	private final Supplier<UploadProgress> uploads;

	private final ProgressBoard board = new ProgressBoard();

	private long unsendable;

	private long handOut;

	private @Nullable Share share;

	private @Nullable Thread thread;

	private long lookAt = System.nanoTime();

	/**
	 * A share that has not begun.
	 * @param dataSource the ledger's database
	 * @param file the file whose rows are handed out
	 * @param account whose workers may take part
	 * @param settings how the rows are sent
	 * @param caller starts this process's calls
	 * @param stop asks for an early end
	 * @param progress is told how far all have come
	 * @param uploads tells how far the files have come that rows wait for
	 */
	OwnShare(DataSource dataSource, FileRecord file, Account account, SendSettings settings, Caller caller,
			StopSwitch stop, RunProgress progress, Supplier<UploadProgress> uploads) {
		this.dataSource = dataSource;
		this.handOuts = new HandOuts(dataSource);
		this.file = file;
		this.account = account;
		this.settings = settings;
		this.caller = caller;
		this.stop = stop;
		this.progress = progress;
		this.uploads = uploads;
	}

	/**
	 * Begins: from now on workers take part, and this process does.
	 * @return the hand-out's id
	 */
	long begin() {
		this.handOut = this.handOuts.begin(this.file, this.account.name(), this.settings);
		HandOut handed = new HandOut(this.handOut, this.file.campaign(), this.file.id(),
				HandOut.thisProgram(SendSettings.class), "", null);
		Share own = new Share(this.dataSource, new Share.Terms(this.account, Participant.run(), handed, this.settings),
				this.caller, this.stop, this.board, this.settings::concurrency);
		this.share = own;
		Thread sending = new Thread(own, "share");
		this.thread = sending;
		sending.start();
		return this.handOut;
	}

	/** Rows were found not to be sent only now. */
	void unsendable(int rows) {
		this.unsendable += rows;
	}

	/**
	 * Looks how far all have come, every now and then.
	 * @throws LedgerException if this process's share has failed
	 */
	void look() {
		Share own = this.share;
		if (own != null && own.failure() != null) {
			throw own.failure();
		}
		if (System.nanoTime() >= this.lookAt) {
			this.lookAt = System.nanoTime() + BETWEEN_LOOKS;
			show();
		}
	}

	/**
	 * Waits until this process's share has booked all it knows. One that was halted, and
	 * whose rows others have decided meanwhile, may know better.
	 */
	void awaitQuiet() {
		Share own = Objects.requireNonNull(this.share);
		Thread sending = Objects.requireNonNull(this.thread);
		int before = own.quietTurns();
		while (sending.isAlive() && own.quietTurns() == before) {
			LockSupport.parkNanos(BETWEEN_LOOKS / 20);
			look();
		}
	}

	private SendProgress show() {
		List<Part> parts = this.handOuts.parts(this.handOut);
		SendProgress own = this.board.latest();
		SendProgress all = new SendProgress(sum(parts, Part::calls), sum(parts, Part::repeated),
				sum(parts, Part::accepted), sum(parts, Part::rejected), sum(parts, Part::inDoubt), this.unsendable,
				(int) sum(parts, Part::inFlight), own.rate(), own.waiting(), this.uploads.get());
		this.progress.shared(all, parts);
		return all;
	}

	private static long sum(List<Part> parts, ToLongFunction<Part> count) {
		return parts.stream().mapToLong(count).sum();
	}

	/**
	 * Ends: waits until nobody works on the run's rows any more.
	 */
	void end() {
		Share own = this.share;
		Thread sending = this.thread;
		if (own == null || sending == null) {
			return;
		}
		own.end();
		try {
			sending.join();
			if (own.failure() == null) {
				this.handOuts.end(this.file.campaign(), this.stop::isHurried, this::lastLook);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void lastLook() {
		long until = System.nanoTime() + LAST_WORDS;
		while (show().inFlight() > 0 || System.nanoTime() < until) {
			if (System.nanoTime() > until) {
				return;
			}
			LockSupport.parkNanos(BETWEEN_LOOKS / 4);
		}
	}

}
