package io.bulksend.launch;

import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.bulksend.process.Signals;
import org.jspecify.annotations.Nullable;

/**
 * Stands for a JVM until it ends, and prepares a faster start of the next one meanwhile.
 */
final class Launch {

	/** By then a run is on its way, or has ended. */
	private static final long UNDER_WAY = 4;

	/** Exit codes of a run that did nothing. */
	private static final Set<Integer> REFUSED = Set.of(2, 4);

	private final ChildJvm child;

	private final @Nullable ClassArchive archive;

	private final JvmOptions options;

	private final Path jar;

	private volatile boolean signalled;

	/**
	 * Stands for a JVM.
	 * @param child the JVM
	 * @param archive what to prepare if it is missing, or null for nothing
	 * @param options what the JVM was started with
	 * @param jar the program
	 */
	Launch(ChildJvm child, @Nullable ClassArchive archive, JvmOptions options, Path jar) {
		this.child = child;
		this.archive = archive;
		this.options = options;
		this.jar = jar;
	}

	/**
	 * Waits for the JVM's end.
	 * @return its exit code
	 */
	int await() {
		for (Signals signal : Signals.values()) {
			signal.on(new Runnable() {
				@Override
				public void run() {
					Launch.this.signalled = true;
					abandonArchive();
					Launch.this.child.signal(signal);
				}
			});
		}
		try {
			Process process = this.child.process();
			boolean ended = process.waitFor(UNDER_WAY, TimeUnit.SECONDS);
			// Wrong usage is corrected and tried again: that is not to be kept waiting.
			if (this.archive != null && !this.signalled && (!ended || !REFUSED.contains(process.exitValue()))) {
				this.archive.make(this.options, this.jar);
			}
			return process.waitFor();
		}
		catch (InterruptedException ex) {
			// Nobody interrupts the main thread; whoever does wants it to end.
			this.child.process().destroy();
			return Signals.TERM.exitCode();
		}
	}

	private void abandonArchive() {
		if (this.archive != null) {
			this.archive.abandon();
		}
	}

}
