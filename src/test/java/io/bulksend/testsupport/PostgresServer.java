package io.bulksend.testsupport;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.concurrent.atomic.AtomicInteger;

import javax.sql.DataSource;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;

/**
 * A real PostgreSQL, one for all tests of this JVM; each test has a database of its own.
 */
public final class PostgresServer {

	private static final AtomicInteger DATABASES = new AtomicInteger();

	private static @Nullable EmbeddedPostgres server;

	private static @Nullable Exception failure;

	private PostgresServer() {
	}

	/**
	 * Makes an empty database. Where PostgreSQL cannot be started the test is skipped, or
	 * fails in CI.
	 * @return its name
	 */
	public static String newDatabase() {
		return copyOf("template1");
	}

	/**
	 * Makes a copy of a database, which takes less time than to make its tables anew.
	 * @param template the other's name; nobody may be using it
	 * @return its name
	 */
	public static String copyOf(String template) {
		String name = "test" + DATABASES.incrementAndGet();
		try (Connection connection = server().getPostgresDatabase().getConnection();
				Statement statement = connection.createStatement()) {
			statement.execute("create database " + name + " template " + template);
			return name;
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	public static String url(String database) {
		return server().getJdbcUrl("postgres", database);
	}

	public static DataSource dataSource(String database) {
		return server().getDatabase("postgres", database);
	}

	/**
	 * Starts one that a test may bring down, and start again.
	 * @param port where it listens
	 * @param data the folder of its data
	 */
	public static EmbeddedPostgres start(int port, Path data) {
		try {
			return EmbeddedPostgres.builder()
				.setPort(port)
				.setDataDirectory(data)
				.setCleanDataDirectory(false)
				// What is committed is there after a crash, as wherever it matters.
				.setServerConfig("synchronous_commit", "on")
				.start();
		}
		catch (IOException ex) {
			throw missing(ex, isInCi());
		}
	}

	/**
	 * Skips the test. A run in CI fails instead: it would say that all is well on a
	 * database that was never there.
	 * @param cause why PostgreSQL cannot be started
	 * @param inCi whether this is a run in CI
	 * @return never: for the compiler
	 */
	static RuntimeException missing(Exception cause, boolean inCi) {
		if (inCi) {
			throw new AssertionError("PostgreSQL cannot be started here", cause);
		}
		return Assumptions.abort("PostgreSQL cannot be started here: " + cause);
	}

	private static boolean isInCi() {
		return Boolean.parseBoolean(System.getenv("CI"));
	}

	private static synchronized EmbeddedPostgres server() {
		EmbeddedPostgres started = server;
		if (failure != null) {
			throw missing(failure, isInCi());
		}
		if (started == null) {
			try {
				// No disk is waited for: the database lives no longer than this JVM.
				started = EmbeddedPostgres.builder()
					.setServerConfig("fsync", "off")
					.setServerConfig("full_page_writes", "off")
					.start();
				server = started;
			}
			// Not only what it cannot read: it also gives up waiting, or has no program.
			catch (IOException | RuntimeException ex) {
				failure = ex;
				throw missing(ex, isInCi());
			}
		}
		return started;
	}

}
