package io.bulksend.ledger;

import java.nio.file.Path;

import javax.sql.DataSource;

import io.bulksend.ledger.database.LedgerDatabase;
import org.h2.jdbcx.JdbcDataSource;

/**
 * A program of the tests in a process of its own, which may die, and the database file
 * that it leaves behind.
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
		return new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-cp",
				System.getProperty("java.class.path"), program.getName(), folder.toString());
	}

	/**
	 * A database file, as a run has it.
	 * @param folder where its folder is
	 * @param settings more of H2's settings, each after a semicolon
	 */
	public static DataSource database(Path folder, String settings) {
		JdbcDataSource dataSource = new JdbcDataSource();
		dataSource.setURL(LedgerDatabase.url(folder.resolve("ledger")) + settings);
		return dataSource;
	}

}
