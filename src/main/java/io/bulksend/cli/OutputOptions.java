package io.bulksend.cli;

import java.io.PrintWriter;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * What a command prints, alike for all.
 */
final class OutputOptions {

	@Spec(Spec.Target.MIXEE)
	private CommandSpec spec;

	@Option(names = "--debug", description = "Print stack traces and details.")
	private boolean debug;

	boolean isDebug() {
		return this.debug;
	}

	PrintWriter out() {
		return this.spec.commandLine().getOut();
	}

	PrintWriter err() {
		return this.spec.commandLine().getErr();
	}

	/**
	 * Reports a failure.
	 * @param failure what went wrong
	 * @return the exit code
	 */
	int report(Failure failure) {
		return failure.report(err(), this.debug);
	}

	void addTo(GivenSettings given) {
		if (this.debug) {
			given.addRaw("logging.level.io.bulksend", "DEBUG");
			given.addRaw("logging.level.org.springframework.batch", "INFO");
		}
	}

}
