package io.bulksend.cli;

import java.io.PrintWriter;

import io.bulksend.cli.output.ExitCode;
import io.bulksend.send.StopReason;
import io.bulksend.send.StopSwitch;

/**
 * Turns SIGTERM, SIGHUP and Ctrl-C into a request to stop, so that the run can book what
 * is under way and end with its own exit code: a shutdown hook could only delay the
 * JVM's. A second signal ends the process at once; whatever was under way is then in
 * doubt.
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
		for (Signals signal : Signals.values()) {
			signal.on(signals::hear);
		}
	}

	private synchronized void hear() {
		this.heard++;
		if (this.heard > 1) {
			Runtime.getRuntime().halt(ExitCode.STOPPED);
		}
		this.stop.request(StopReason.SIGNAL, "Stopped by a signal. Run the same command to go on.");
		this.err.println("Stopping: waiting for the calls under way. Once more ends at once.");
		this.err.flush();
	}

}
