package io.bulksend.run.ledger;

import java.io.Closeable;

import com.zaxxer.hikari.HikariDataSource;
import io.bulksend.ledger.CountedEntries;
import io.bulksend.ledger.LedgerAge;
import io.bulksend.ledger.database.DatabaseHeldException;
import io.bulksend.ledger.database.DatabaseUnusableException;
import io.bulksend.ledger.database.LedgerException;
import io.bulksend.ledger.database.LedgerSchema;

/**
 * A ledger as everybody opens it, whether they send or not: its tables are brought to
 * what this version works with, and one that is newer than this program, or older than it
 * was, is refused before anything is done by it.
 */
public final class OpenLedger implements Closeable {

	private final HikariDataSource dataSource;

	private final CountedEntries counted;

	private final LedgerAge age;

	/**
	 * A ledger that is not opened yet.
	 * @param dataSource its database; closed with it
	 */
	public OpenLedger(HikariDataSource dataSource) {
		this.dataSource = dataSource;
		this.counted = new CountedEntries(dataSource);
		this.age = new LedgerAge(dataSource, this.counted);
	}

	/**
	 * Opens it, or makes it where there never was one. Can be tried again.
	 * @throws DatabaseHeldException if another process has the embedded database open
	 * @throws DatabaseUnusableException if it is of another version, gone, damaged or
	 * older than it was, or another user's
	 * @throws LedgerException if the database cannot be used
	 */
	public void openOrMake() {
		LedgerSchema.migrate(this.dataSource, url());
		this.age.requireNewest(url());
	}

	/**
	 * Opens it where there is one. Can be tried again.
	 * @return whether there is
	 * @throws DatabaseHeldException if another process has the embedded database open
	 * @throws DatabaseUnusableException if it is of another version, gone, damaged or
	 * older than it was, or another user's
	 * @throws LedgerException if the database cannot be used
	 */
	public boolean open() {
		if (!LedgerSchema.migrateExisting(this.dataSource, url())) {
			return false;
		}
		this.age.requireNewest(url());
		return true;
	}

	/** Its database. */
	public HikariDataSource dataSource() {
		return this.dataSource;
	}

	/** What of it was counted when it was opened. */
	public CountedEntries counted() {
		return this.counted;
	}

	/** How old it is. */
	public LedgerAge age() {
		return this.age;
	}

	private String url() {
		return this.dataSource.getJdbcUrl();
	}

	@Override
	public void close() {
		this.dataSource.close();
	}

}
