package io.bulksend.run;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.bulksend.campaign.MaskedNumbers;
import io.bulksend.campaign.Status;
import io.bulksend.ledger.FileRecord;
import io.bulksend.ledger.LedgerAge;
import io.bulksend.ledger.database.LatestRun;
import io.bulksend.ledger.database.LatestRun.Mark;
import io.bulksend.progress.RunProgress;
import io.bulksend.progress.RunProgress.Phase;
import io.bulksend.send.RateMeter;
import io.bulksend.send.Waiting;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the small file beside an embedded database up to date while a run has it. What a
 * run publishes of its progress is committed by then, so the file never tells of more
 * than the database has.
 */
final class ProgressKeeper implements Closeable {

	private static final long EVERY_MILLIS = 250;

	private final Optional<Path> folder;

	private final LedgerAge ledger;

	private final Clock clock;

	private final RunProgress progress;

	private @Nullable Keeping keeping;

	/**
	 * Keeps a file, where there is a place for it.
	 * @param folder the embedded database's folder, or empty where a server has the
	 * database
	 * @param ledger tells how far the ledger is when the run begins
	 * @param clock the time
	 * @param progress how far the run has come
	 */
	ProgressKeeper(Optional<Path> folder, LedgerAge ledger, Clock clock, RunProgress progress) {
		this.folder = folder;
		this.ledger = ledger;
		this.clock = clock;
		this.progress = progress;
	}

	/**
	 * Begins to keep it. Of a file that is not planned the ledger may still lose what it
	 * has, as it may be refused, or planned from the beginning.
	 * @param file the campaign's file, as the ledger has it
	 */
	void begin(FileRecord file) {
		if (this.folder.isPresent()) {
			Mark before = file.planned() ? this.ledger.mark(file.id()) : new Mark(file.id(), 0, 0);
			this.keeping = new Keeping(this.folder.get(), file.campaign(), before);
		}
	}

	/**
	 * The run has ended in good order.
	 * @param rows how many rows the campaign has
	 * @param counts how many of them have each status
	 */
	void end(long rows, Map<Status, Long> counts) {
		Keeping current = this.keeping;
		if (current != null) {
			current.stop();
			current.write(LatestRun.ENDED, rows, counts);
		}
	}

	/**
	 * The run is refused, and nothing of it is kept: what was told of the run before it
	 * holds again.
	 */
	void withdraw() {
		Keeping current = this.keeping;
		if (current != null) {
			current.stop();
			current.restore();
		}
	}

	@Override
	public void close() {
		Keeping current = this.keeping;
		if (current != null) {
			current.close();
		}
	}

	/** The file of one run. */
	private final class Keeping implements Closeable {

		private final Path folder;

		private final String campaign;

		private final Mark before;

		/** Of the run before, which counts until this one has sent something. */
		private final Optional<LatestRun> earlier;

		private final Instant begun = ProgressKeeper.this.clock.instant();

		private final RateMeter meter = new RateMeter();

		private final ScheduledExecutorService writer = Executors.newSingleThreadScheduledExecutor((task) -> {
			Thread thread = new Thread(task, "progress-file");
			thread.setDaemon(true);
			return thread;
		});

		Keeping(Path folder, String campaign, Mark before) {
			this.folder = folder;
			this.campaign = campaign;
			this.before = before;
			this.earlier = LatestRun.read(folder);
			this.writer.scheduleWithFixedDelay(this::write, 0, EVERY_MILLIS, TimeUnit.MILLISECONDS);
		}

		private void write() {
			Phase phase = ProgressKeeper.this.progress.phase();
			boolean counted = phase.compareTo(Phase.SENDING) >= 0;
			write(phase.name().toLowerCase(Locale.ROOT), counted ? ProgressKeeper.this.progress.standing().rows() : 0,
					counted ? ProgressKeeper.this.progress.counts() : Map.of());
		}

		/** By one thread at a time. */
		void write(String phase, long rows, Map<Status, Long> counts) {
			long calls = ProgressKeeper.this.progress.board().latest().calls();
			Waiting waiting = phase.equals(LatestRun.ENDED) ? null
					: ProgressKeeper.this.progress.standing().run().waiting();
			Mark own = new Mark(this.before.file(), this.before.calls() + calls,
					Math.max(this.before.accepted(), counts.getOrDefault(Status.ACCEPTED, 0L)));
			Optional<LatestRun> sentLast = this.earlier.filter((run) -> calls == 0
					&& (own.isBlank() || (run.mark().file() != own.file() && !run.mark().isBlank())));
			LatestRun latest = new LatestRun(this.campaign, this.begun, ProgressKeeper.this.clock.instant(), phase,
					rows, counts, this.meter.read(System.nanoTime(), calls), ProcessHandle.current().pid(),
					sentLast.map(LatestRun::mark).orElse(own), sentLast.map(LatestRun::sent).orElse(this.campaign),
					(waiting != null) ? new LatestRun.Wait(MaskedNumbers.in(waiting.reason()), waiting.givesUp())
							: null);
			try {
				latest.write(this.folder);
			}
			catch (IOException ex) {
				// The next time may work, and the ledger says what is wrong with the
				// disk.
				return;
			}
		}

		/** After the last write. */
		void restore() {
			try {
				if (this.earlier.isPresent()) {
					this.earlier.get().write(this.folder);
				}
				else {
					Files.deleteIfExists(this.folder.resolve(LatestRun.FILE));
				}
			}
			catch (IOException ex) {
				throw new UncheckedIOException("The file beside the ledger could not be written", ex);
			}
		}

		/** Lets a write that is under way end. */
		void stop() {
			this.writer.shutdown();
			try {
				this.writer.awaitTermination(1, TimeUnit.SECONDS);
			}
			catch (InterruptedException ex) {
				Thread.currentThread().interrupt();
			}
		}

		@Override
		public void close() {
			if (!this.writer.isShutdown()) {
				stop();
				write();
			}
		}

	}

}
