package io.bulksend.cli;

import java.io.PrintWriter;

import io.bulksend.cli.output.ExitCode;
import io.bulksend.send.StopReason;
import io.bulksend.send.StopSwitch;

/**
 * Turns SIGTERM, SIGHUP and Ctrl-C into a request to stop, so that the run can book what
 * is under way and end with its own exit code: a shutdown hook could only delay the
 * JVM's. A second signal ends the waiting for calls under way, a third the process. A
 * hang-up counts once, as both the system and a shell tell of a closed terminal.
 */
final class StopSignals {

	private final StopSwitch stop;

	private final PrintWriter err;

	private int heard;

	private boolean hungUp;

	private StopSignals(StopSwitch stop, PrintWriter err) {
		this.stop = stop;
		this.err = err;
	}

	static void install(StopSwitch stop, PrintWriter err) {
		StopSignals signals = new StopSignals(stop, err);
		for (Signals signal : Signals.values()) {
			signal.on(() -> signals.hear(signal));
		}
	}

	private synchronized void hear(Signals signal) {
		if (signal == Signals.HUP && this.hungUp) {
			return;
		}
		this.hungUp |= signal == Signals.HUP;
		this.heard++;
		switch (this.heard) {
			case 1 -> {
				this.stop.request(StopReason.SIGNAL, "Stopped by a signal. Run the same command to go on.");
				say("Stopping: waiting for the calls under way. Once more does not wait for them.");
			}
			case 2 -> {
				this.stop.hurry();
				say("Stopping without waiting: calls without an answer are in doubt. Once more ends at once, without"
						+ " results.");
			}
			default -> Runtime.getRuntime().halt(ExitCode.STOPPED);
		}
	}

	private void say(String text) {
		this.err.println(text);
		this.err.flush();
	}

}
