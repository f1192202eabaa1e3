package io.bulksend.ledger;

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
		String name = "test" + DATABASES.incrementAndGet();
		try (Connection connection = server().getPostgresDatabase().getConnection();
				Statement statement = connection.createStatement()) {
			statement.execute("create database " + name);
			return name;
		}
		catch (SQLException ex) {
			throw new IllegalStateException(ex);
		}
	}

	public static String url(String database) {
		return server().getJdbcUrl("postgres", database);
	}

	static DataSource dataSource(String database) {
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
