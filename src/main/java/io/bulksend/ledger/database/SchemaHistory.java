package io.bulksend.ledger.database;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * What Flyway has noted of a ledger's migrations, read without Flyway, which takes a
 * tenth of a short run to say that nothing is to be done.
 */
final class SchemaHistory {

	/** The checksums of an embedded database's migrations, from version 1 on. */
	static final List<Integer> EMBEDDED = List.of(626234305, 2064796784, -1100145630, -1112786577, -569904975,
			2077648678, 1508032907, -264919734, -867451201);

	/** The checksums of a PostgreSQL's migrations, from version 1 on. */
	static final List<Integer> SERVER = List.of(231207459, 2064796784, -1100145630, -1112786577, -569904975, 2077648678,
			1508032907, -264919734, -867451201, -2059539368, 624278918, 2094430848, -1084771236, -1226200655);

	/** In the schema that tables are made in, not in others that are looked at too. */
	private static final String TABLES = "select count(*),"
			+ " count(case when table_name = 'flyway_schema_history' then 1 end)"
			+ " from information_schema.tables where table_schema = current_schema";

	private static final String APPLIED = "select \"version\", \"checksum\", \"success\" from \"flyway_schema_history\""
			+ " where \"version\" is not null order by \"installed_rank\"";

	private SchemaHistory() {
	}

	/** How far a ledger is. */
	enum State {

		/** There is no table. */
		EMPTY,

		/** All is as this version of the program makes it. */
		CURRENT,

		/** It is older or newer, of another make, or half done. */
		OTHER

	}

	/**
	 * Looks how far a ledger is.
	 * @param connection a connection to its database
	 * @param checksums those of all migrations that it is to have
	 * @return how far it is
	 */
	static State read(Connection connection, List<Integer> checksums) throws SQLException {
		try (Statement statement = connection.createStatement()) {
			try (ResultSet tables = statement.executeQuery(TABLES)) {
				tables.next();
				if (tables.getInt(2) == 0) {
					return (tables.getInt(1) == 0) ? State.EMPTY : State.OTHER;
				}
			}
			try (ResultSet applied = statement.executeQuery(APPLIED)) {
				return isComplete(applied, checksums) ? State.CURRENT : State.OTHER;
			}
		}
	}

	private static boolean isComplete(ResultSet applied, List<Integer> checksums) throws SQLException {
		int migrations = 0;
		while (applied.next()) {
			if (migrations == checksums.size() || !applied.getString(1).equals(String.valueOf(migrations + 1))
					|| applied.getInt(2) != checksums.get(migrations) || !applied.getBoolean(3)) {
				return false;
			}
			migrations++;
		}
		return migrations == checksums.size();
	}

}
