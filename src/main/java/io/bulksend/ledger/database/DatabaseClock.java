package io.bulksend.ledger.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;

/**
 * The clock of a ledger's database, by which several machines tell what came before what.
 */
public final class DatabaseClock {

	/** To ask for the time takes some as well. */
	private static final Duration NOTHING = Duration.ofMillis(250);

	private DatabaseClock() {
	}

	/**
	 * How far it is ahead of this machine's.
	 * @param connection a connection to the database
	 * @return the difference; zero where it is small, and where no other machine uses the
	 * database
	 * @throws SQLException if the connection is of no use
	 */
	public static Duration ahead(Connection connection) throws SQLException {
		if (!Vendor.isPostgres(connection)) {
			return Duration.ZERO;
		}
		try (Statement statement = connection.createStatement();
				ResultSet row = statement.executeQuery("select clock_timestamp()")) {
			row.next();
			Duration ahead = Duration.between(Instant.now(), row.getObject(1, OffsetDateTime.class).toInstant());
			return (ahead.abs().compareTo(NOTHING) < 0) ? Duration.ZERO : ahead;
		}
	}

}
