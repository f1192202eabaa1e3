package io.bulksend.run.recognition;

import java.nio.file.Path;
import java.util.List;

import io.bulksend.run.settings.ConfigurationException;

/**
 * The command would send what was sent; another one does what was meant.
 */
public final class AnotherCommandException extends ConfigurationException {

	private static final long serialVersionUID = 1L;

	private final String file;

	private final List<String> options;

	/**
	 * A run cannot go on as it was asked for.
	 * @param message what is wrong and what to do, for operators
	 * @param file the campaign's file, to be sent in place of the given one
	 * @param options what that takes, besides the options that were given
	 */
	AnotherCommandException(String message, Path file, List<String> options) {
		super(message);
		this.file = file.toString();
		this.options = List.copyOf(options);
	}

	public String file() {
		return this.file;
	}

	public List<String> options() {
		return this.options;
	}

}
