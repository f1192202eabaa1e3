package io.bulksend.run.recognition;

/**
 * Commands as they can be typed or copied.
 */
public final class CommandText {

	private CommandText() {
	}

	/**
	 * Quotes an argument where a shell needs it.
	 * @param argument any text
	 * @return the text as a shell takes it for one argument
	 */
	public static String argument(String argument) {
		return argument.matches("[\\w@%+=:,./-]+") ? argument : "'" + argument.replace("'", "'\\''") + "'";
	}

	/**
	 * A file's name without its extension, which is its campaign's unless another is
	 * given.
	 * @param file the file's name
	 * @return the name
	 */
	public static String baseName(String file) {
		int dot = file.lastIndexOf('.');
		return (dot > 0) ? file.substring(0, dot) : file;
	}

}
