package io.bulksend.cli;

import java.util.List;

import picocli.CommandLine;
import picocli.CommandLine.IFactory;

/**
 * Makes the commands, and hands them the settings that were given Spring's way.
 */
final class SettingsFactory implements IFactory {

	private final List<String> settings;

	SettingsFactory(List<String> settings) {
		this.settings = settings;
	}

	@Override
	public <K> K create(Class<K> type) throws Exception {
		if (type == SendCommand.class) {
			return type.cast(new SendCommand(this.settings));
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
		return CommandLine.defaultFactory().create(type);
	}

}
