package io.bulksend.testsupport;

import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
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

	private static @Nullable IOException failure;

	private PostgresServer() {
	}

	/**
	 * Makes an empty database, or skips the test where PostgreSQL cannot be started.
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

	private static synchronized EmbeddedPostgres server() {
		if (server == null && failure == null) {
			try {
				server = EmbeddedPostgres.start();
			}
			catch (IOException ex) {
				failure = ex;
			}
		}
		EmbeddedPostgres started = server;
		Assumptions.assumeTrue(started != null, () -> "PostgreSQL cannot be started here: " + failure);
		return Objects.requireNonNull(started);
	}

}
