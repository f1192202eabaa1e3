package io.bulksend.ledger;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.util.UUID;

import javax.sql.DataSource;

import io.bulksend.ledger.database.LedgerDatabase;
import io.bulksend.ledger.database.LedgerException;
import io.bulksend.testsupport.PostgresServer;
import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;
import org.jspecify.annotations.Nullable;

/**
 * A ledger with all its tables, in memory, for the tests of all packages.
 */
public final class LedgerFixture {

	private static @Nullable String migratedOnPostgres;

	private final DataSource dataSource;

	private LedgerFixture(DataSource dataSource) {
		this.dataSource = dataSource;
	}

	public static LedgerFixture inMemory() {
		JdbcDataSource dataSource = new JdbcDataSource();
		dataSource.setURL("jdbc:h2:mem:" + UUID.randomUUID()
				+ ";DB_CLOSE_DELAY=-1;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH");
		try (Connection connection = dataSource.getConnection(); Statement statement = connection.createStatement()) {
			statement.execute("runscript from 'classpath:db/new-ledger.sql'");
		}
		catch (SQLException ex) {
			throw new LedgerException(ex);
		}
		return new LedgerFixture(dataSource);
	}

	public static LedgerFixture onPostgres() {
		return new LedgerFixture(PostgresServer.dataSource(databaseOnPostgres()));
	}

	/**
	 * A database with a ledger: a copy of one that was migrated once, as migrating each
	 * takes longer.
	 * @return its name
	 */
	public static synchronized String databaseOnPostgres() {
		String template = migratedOnPostgres;
		if (template == null) {
			template = PostgresServer.newDatabase();
			on(PostgresServer.dataSource(template), "postgresql");
			migratedOnPostgres = template;
		}
		return PostgresServer.copyOf(template);
	}

	/**
	 * A database file, as a run has it.
	 * @param folder where its folder is
	 * @param settings more of H2's settings, each after a semicolon
	 */
	public static DataSource file(Path folder, String settings) {
		JdbcDataSource dataSource = new JdbcDataSource();
		dataSource.setURL(LedgerDatabase.url(folder.resolve("ledger")) + settings);
		return dataSource;
	}

	public static LedgerFixture on(DataSource dataSource, String vendor) {
		migrations(dataSource, vendor).migrate();
		return new LedgerFixture(dataSource);
	}

	/**
	 * What migrates a ledger.
	 * @param dataSource the database
	 * @param vendor which migrations are its own
	 */
	public static Flyway migrations(DataSource dataSource, String vendor) {
		return Flyway.configure()
			.dataSource(dataSource)
			.locations("classpath:db/migration/all", "classpath:db/migration/" + vendor)
			.load();
	}

	public DataSource dataSource() {
		return this.dataSource;
	}

	public Campaigns campaigns() {
		return new Campaigns(this.dataSource, Clock.systemUTC());
	}

	/**
	 * Enters a planned file and opens its ledger.
	 * @param campaign the campaign's name
	 * @param rows how many rows the file has
	 * @return the ledger
	 */
	public MessageLedger plannedFile(String campaign, long rows) {
		return plannedFile(campaign, rows, Clock.systemUTC());
	}

	/**
	 * Enters a planned file and opens its ledger.
	 * @param campaign the campaign's name
	 * @param rows how many rows the file has
	 * @param clock is asked for the time while rows are claimed
	 * @return the ledger
	 */
	public MessageLedger plannedFile(String campaign, long rows, Clock clock) {
		FileRecord file = campaigns().enter(campaign, "sha of " + campaign, "file.csv");
		campaigns().planned(file, rows, false);
		return new MessageLedger(this.dataSource, clock, file);
	}

}
