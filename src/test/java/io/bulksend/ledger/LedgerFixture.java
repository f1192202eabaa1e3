package io.bulksend.ledger;

import java.time.Clock;
import java.util.UUID;

import javax.sql.DataSource;

import org.flywaydb.core.Flyway;
import org.h2.jdbcx.JdbcDataSource;

/**
 * A ledger with all its tables, in memory, for the tests of all packages.
 */
public final class LedgerFixture {

	private final DataSource dataSource;

	private LedgerFixture(DataSource dataSource) {
		this.dataSource = dataSource;
	}

	public static LedgerFixture inMemory() {
		JdbcDataSource dataSource = new JdbcDataSource();
		dataSource.setURL("jdbc:h2:mem:" + UUID.randomUUID()
				+ ";DB_CLOSE_DELAY=-1;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH");
		return on(dataSource, "h2");
	}

	public static LedgerFixture onPostgres() {
		return new LedgerFixture(PostgresServer.dataSource(PostgresServer.newLedger()));
	}

	public static LedgerFixture on(DataSource dataSource, String vendor) {
		Flyway.configure()
			.dataSource(dataSource)
			.locations("classpath:db/migration/all", "classpath:db/migration/" + vendor)
			.load()
			.migrate();
		return new LedgerFixture(dataSource);
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
