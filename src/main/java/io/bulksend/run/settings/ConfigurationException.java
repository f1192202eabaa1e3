package io.bulksend.run.settings;

/**
 * The run cannot start as it is configured. Its message is one line for operators.
 */
public class ConfigurationException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/**
	 * A run cannot use what it was given.
	 * @param message what is wrong and what to do, for operators
	 */
	public ConfigurationException(String message) {
		super(message);
	}

}
