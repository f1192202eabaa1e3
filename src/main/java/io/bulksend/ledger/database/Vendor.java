package io.bulksend.ledger.database;

import java.sql.Connection;
import java.sql.SQLException;

/**
 * Which database a ledger is in.
 */
public final class Vendor {

	private Vendor() {
	}

	/**
	 * Says whether several processes share it.
	 * @param connection a connection to it
	 * @return whether it is a PostgreSQL
	 */
	public static boolean isPostgres(Connection connection) throws SQLException {
		return connection.getMetaData().getDatabaseProductName().equals("PostgreSQL");
	}

}
