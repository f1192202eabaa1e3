package io.bulksend.cli;

import java.util.List;

import io.bulksend.cli.help.CompletionCommand;
import io.bulksend.cli.terminal.LiveLine;
import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/**
 * Makes the commands, and hands them the settings that were given Spring's way, and the
 * terminal's line.
 */
final class SettingsFactory implements IFactory {

	private final List<String> settings;

	private final LiveLine liveLine;

	SettingsFactory(List<String> settings, LiveLine liveLine) {
		this.settings = settings;
		this.liveLine = liveLine;
	}

	@Override
	public <K> K create(Class<K> type) throws Exception {
		if (type == SendCommand.class) {
			return type.cast(new SendCommand(this.settings, this.liveLine));
		}
		if (type == CheckCommand.class) {
			return type.cast(new CheckCommand(this.settings));
		}
		if (type == StatusCommand.class) {
			return type.cast(new StatusCommand(this.settings));
		}
		if (type == ResultsCommand.class) {
			return type.cast(new ResultsCommand(this.settings));
		}
		if (type == ReceiptsCommand.class) {
			return type.cast(new ReceiptsCommand(this.settings));
		}
		if (type == WorkerCommand.class) {
			return type.cast(new WorkerCommand(this.settings));
		}
		if (type == OptOutsCommand.class) {
			return type.cast(new OptOutsCommand(this.settings));
		}
		if (type == ForgetCommand.class) {
			return type.cast(new ForgetCommand(this.settings));
		}
		if (type == SandboxCommand.class) {
			return type.cast(new SandboxCommand(this.settings));
		}
		if (type == CompletionCommand.class) {
			return type.cast(new CompletionCommand(() -> BulkSend.commandLine(List.of(), this.liveLine, "")));
		}
		return CommandLine.defaultFactory().create(type);
	}

}
