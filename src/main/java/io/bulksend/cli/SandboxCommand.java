package io.bulksend.cli;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;

import io.bulksend.cli.output.ExitCode;
import io.bulksend.run.settings.SettingsReader;
import io.bulksend.sandbox.SandboxServer;
import io.bulksend.sandbox.SandboxSettings;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * Serves a simulated API until it is stopped.
 */
@Command(name = "sandbox", description = "Serves a simulated API until stopped.")
final class SandboxCommand implements Callable<Integer> {

	private final List<String> settings;

	@Spec
	private CommandSpec spec;

	@Option(names = "--port", paramLabel = "PORT", defaultValue = "8089",
			description = "Where it listens, on 127.0.0.1 alone; 0 for any free port; default: ${DEFAULT-VALUE}.")
	private int port;

	SandboxCommand(List<String> settings) {
		this.settings = settings;
	}

	@Override
	public Integer call() throws Exception {
		// None of them counts here, and one that is misspelt may be meant for the next.
		SettingsReader.read(SettingsReader.environment(this.settings));
		try (SandboxServer server = SandboxServer.start(SandboxSettings.inProcess().withPort(this.port))) {
			this.spec.commandLine()
				.getOut()
				.println("The simulated API listens at " + server.url() + " and takes any token. Ctrl-C stops it.");
			this.spec.commandLine().getOut().flush();
			server.awaitClose();
			return ExitCode.DONE;
		}
		catch (IOException ex) {
			this.spec.commandLine()
				.getErr()
				.println("bulk-send: port " + this.port + " cannot be used (" + ex.getMessage()
						+ "): choose another with --port.");
			return ExitCode.NOTHING_SENT;
		}
	}

}
