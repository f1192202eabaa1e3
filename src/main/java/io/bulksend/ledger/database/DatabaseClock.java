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

	/** Clocks of one machine may be read so far apart. */
	private static final Duration NOTHING = Duration.ofMillis(5);

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
		Instant before = Instant.now();
		try (Statement statement = connection.createStatement();
				ResultSet row = statement.executeQuery("select clock_timestamp()")) {
			row.next();
			Instant there = row.getObject(1, OffsetDateTime.class).toInstant();
			Instant after = Instant.now();
			// To ask took some time: the difference is at least what lies beyond it.
			if (there.isBefore(before.minus(NOTHING))) {
				return Duration.between(before, there);
			}
			return there.isAfter(after.plus(NOTHING)) ? Duration.between(after, there) : Duration.ZERO;
		}
	}

}
