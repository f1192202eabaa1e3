package io.bulksend.run;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

import io.bulksend.ledger.database.LedgerDatabase;
import org.h2.api.Trigger;
import org.h2.jdbcx.JdbcDataSource;

/**
 * Does something before each statement that changes what an embedded ledger has of
 * campaigns, files and messages: whoever copies its folder then has what a process leaves
 * that dies there.
 */
public final class BeforeEachChange implements Trigger {

	private static final List<String> TABLES = List.of("bulksend_campaign", "bulksend_file", "bulksend_message");

	private static volatile Runnable action = () -> {
	};

	/** Watches a ledger that nobody has open, from now on. */
	static void watch(Path ledger) throws SQLException {
		try (Connection connection = dataSource(ledger).getConnection();
				Statement statement = connection.createStatement()) {
			for (String table : TABLES) {
				statement.execute(
						"create trigger if not exists before_%1$s before insert, update, delete on %1$s call '%2$s'"
							.formatted(table, BeforeEachChange.class.getName()));
			}
		}
	}

	static void does(Runnable something) {
		action = something;
	}

	static void doesNothing() {
		action = () -> {
		};
	}

	static JdbcDataSource dataSource(Path ledger) {
		JdbcDataSource dataSource = new JdbcDataSource();
		dataSource.setURL(LedgerDatabase.url(ledger));
		dataSource.setUser("sa");
		return dataSource;
	}

	@Override
	public void fire(Connection connection, Object[] before, Object[] after) {
		action.run();
	}

}
