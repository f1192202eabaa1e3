package io.bulksend.run.settings;

/**
 * The run cannot start as it is configured. Its message is one line for operators.
 */
public class ConfigurationException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	public ConfigurationException(String message) {
		super(message);
	}

}
