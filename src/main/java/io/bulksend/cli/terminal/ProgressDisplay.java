package io.bulksend.cli.terminal;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import io.bulksend.check.Notes;
import io.bulksend.progress.PaceWatch;
import io.bulksend.progress.RunProgress;
import io.bulksend.progress.RunProgress.Standing;
import io.bulksend.send.RateMeter;

/**
 * Shows how far a run has come, while it is on: on a terminal as one line that changes,
 * elsewhere as a line every few seconds. Reads what the run publishes, and never makes it
 * wait.
 */
public final class ProgressDisplay {

	private static final long TICK_MILLIS = 250;

	/**
	 * A terminal may be made wider or narrower, but to ask for its width costs a process.
	 */
	private static final int TICKS_A_WIDTH = 40;

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");

	private final RunProgress progress;

	private final LiveLine liveLine;

	private final PrintWriter err;

	private final Function<Notes, List<String>> words;

	private final ScheduledExecutorService timer;

	private final RateMeter meter = new RateMeter();

	private final PaceWatch pace = new PaceWatch();

	private final long begin = System.nanoTime();

	private boolean shows;

	private boolean remarked;

	private long lines;

	private long ticks;

	private int width;

	private boolean started;

	private boolean noted;

	/**
	 * A display of one run.
	 * @param progress how far the run has come
	 * @param liveLine the terminal's line
	 * @param err where lines go if there is no terminal
	 * @param words says what a person should know about the file, in lines
	 */
	public ProgressDisplay(RunProgress progress, LiveLine liveLine, PrintWriter err,
			Function<Notes, List<String>> words) {
		this.progress = progress;
		this.liveLine = liveLine;
		this.err = err;
		this.words = words;
		this.timer = Executors.newSingleThreadScheduledExecutor((task) -> {
			Thread thread = new Thread(task, "progress");
			thread.setDaemon(true);
			return thread;
		});
	}

	/**
	 * Shows the run from now on.
	 * @param interval how often a line is written where there is no terminal
	 */
	public void start(Duration interval) {
		this.started = true;
		Runnable show = Terminal.isThere() ? this::draw : () -> print(interval.toNanos());
		Runnable tick = () -> {
			notes();
			pace();
			show.run();
		};
		this.timer.scheduleAtFixedRate(tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
	}

	/** Once, as soon as they are known. */
	private void notes() {
		Notes notes = this.progress.notes();
		if (notes != null && !this.noted) {
			this.noted = true;
			this.liveLine.clear();
			this.words.apply(notes).forEach(this.err::println);
			this.err.flush();
		}
	}

	private void pace() {
		this.pace.look(this.progress.standing()).ifPresent((text) -> {
			this.err.println(TIME.format(LocalDateTime.now()) + " " + text);
			this.err.flush();
		});
	}

	private void draw() {
		if (this.ticks++ % TICKS_A_WIDTH == 0) {
			// One less, as a full line makes some terminals go on to the next.
			this.width = Terminal.width() - 1;
		}
		String text = switch (this.progress.phase()) {
			case STARTING -> "Starting";
			case WAITING -> "Waiting for another run to end";
			case CHECKING -> "Checking the file: " + rowsRead();
			case SENDING -> sending(true);
			case WRITING_RESULTS -> "Writing the results";
		};
		this.liveLine.draw(text);
	}

	private void print(long interval) {
		long elapsed = System.nanoTime() - this.begin;
		String text = switch (this.progress.phase()) {
			case STARTING -> "starting";
			case WAITING -> "waiting for another run to end";
			case CHECKING -> "checking the file, " + rowsRead() + " so far";
			case SENDING -> sending(false);
			case WRITING_RESULTS -> "writing the results";
		};
		if (elapsed >= (this.lines + 1) * interval) {
			this.lines = elapsed / interval;
			this.err.println(TIME.format(LocalDateTime.now()) + " " + text);
			this.err.flush();
		}
	}

	private String rowsRead() {
		long rows = this.progress.rowsRead();
		return (rows == 1) ? "1 row" : "%,d rows".formatted(rows);
	}

	private String sending(boolean line) {
		Standing standing = this.progress.standing();
		double rate = this.meter.read(System.nanoTime(), standing.run().calls());
		return line ? ProgressText.line(standing, rate, this.width) : ProgressText.sentence(standing, rate);
	}

	/** Shows it no more, and leaves nothing of the changing line. */
	public void stop() {
		this.timer.shutdown();
		try {
			this.timer.awaitTermination(1, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		this.liveLine.clear();
		if (this.started) {
			notes();
		}
	}

}
