package io.bulksend.input;

import java.nio.file.Path;

/**
 * A file that cannot be used. Its message is one line for people: which file, which line,
 * what is wrong and what to do.
 */
public class InputException extends RuntimeException {

	private static final long serialVersionUID = 1L;

	/**
	 * The file as a whole cannot be used.
	 * @param file the file
	 * @param problem what is wrong with it and what to do
	 */
	public InputException(Path file, String problem) {
		super(shown(file) + ": " + problem);
	}

	private InputException(String message, InputException cause) {
		super(message, cause);
	}

	/**
	 * The same, where a command reads several files.
	 * @param what what the file is to the command
	 * @return an exception whose message begins with that
	 */
	public InputException about(String what) {
		return new InputException(what + " " + getMessage(), this);
	}

	/**
	 * The file cannot be used because of one of its lines.
	 * @param file the file
	 * @param line the line, counted from 1
	 * @param problem what is wrong there and what to do
	 */
	public InputException(Path file, long line, String problem) {
		super(shown(file) + ", line " + line + ": " + problem);
	}

	/** The folder that one is in has no name of its own. */
	private static String shown(Path file) {
		String name = file.toString();
		return name.isEmpty() ? "." : name;
	}

}
