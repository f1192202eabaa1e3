package io.bulksend.testsupport;

import java.nio.file.Path;

/**
 * A program of the tests in a process of its own, which may die.
 */
public final class OtherProcess {

	private OtherProcess() {
	}

	/**
	 * A process to be started.
	 * @param program its main class, whose one argument is the folder
	 * @param folder where its database is
	 */
	public static ProcessBuilder running(Class<?> program, Path folder) {
		return new ProcessBuilder(PackagedProgram.java(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-cp",
				System.getProperty("java.class.path"), program.getName(), folder.toString());
	}

}
