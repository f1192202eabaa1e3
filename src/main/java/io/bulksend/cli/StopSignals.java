package io.bulksend.cli;

import java.io.PrintWriter;
import java.util.concurrent.atomic.AtomicInteger;

import io.bulksend.cli.output.ExitCode;
import io.bulksend.process.ParentProcess;
import io.bulksend.process.Signals;
import io.bulksend.send.StopReason;
import io.bulksend.send.StopSwitch;

/**
 * Turns SIGTERM, SIGHUP and Ctrl-C into a request to stop, so that the run can book what
 * is under way and end with its own exit code: a shutdown hook could only delay the
 * JVM's. A second signal ends the process at once; whatever was under way is then in
 * doubt.
 * <p>
 * A terminal sends Ctrl-C to the process that started this one as well, which passes it
 * on: one signal may be heard on both ways, and counts once.
 */
final class StopSignals {

	private final StopSwitch stop;

	private final PrintWriter err;

	private int heard;

	private StopSignals(StopSwitch stop, PrintWriter err) {
		this.stop = stop;
		this.err = err;
	}

	static void install(StopSwitch stop, PrintWriter err) {
		StopSignals signals = new StopSignals(stop, err);
		AtomicInteger direct = new AtomicInteger();
		AtomicInteger passedOn = new AtomicInteger();
		for (Signals signal : Signals.values()) {
			signal.on(() -> signals.hear(direct.incrementAndGet()));
		}
		ParentProcess.onSignal((signal) -> signals.hear(passedOn.incrementAndGet()));
	}

	/** Hears the n-th signal on one of the ways. */
	private synchronized void hear(int number) {
		if (number <= this.heard) {
			return;
		}
		this.heard = number;
		if (number > 1) {
			Runtime.getRuntime().halt(ExitCode.STOPPED);
		}
		this.stop.request(StopReason.SIGNAL, "Stopped by a signal. Run the same command to go on.");
		this.err.println("Stopping: waiting for the calls under way. Once more ends at once.");
		this.err.flush();
	}

}
