package io.bulksend.ledger.database;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

import javax.sql.DataSource;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.FlywayException;
import org.flywaydb.core.api.MigrationInfo;
import org.flywaydb.core.api.MigrationState;
import org.jspecify.annotations.Nullable;

/**
 * Brings the ledger's tables to what this version of the program works with, and refuses
 * what it does not know. The first to open the database, so that it tells who keeps it
 * locked.
 */
public final class LedgerSchema {

	/** H2: the database's file is locked. */
	private static final int ALREADY_OPEN = 90020;

	/** What only a version with other migrations than this one's can have left. */
	private static final Set<MigrationState> UNKNOWN = EnumSet.of(MigrationState.FUTURE_SUCCESS,
			MigrationState.FUTURE_FAILED, MigrationState.MISSING_SUCCESS, MigrationState.MISSING_FAILED);

	private LedgerSchema() {
	}

	/**
	 * Migrates an older ledger, or makes a new one.
	 * @param dataSource the database
	 * @param url its JDBC URL
	 * @throws DatabaseHeldException if another process has the embedded database open
	 * @throws DatabaseUnusableException if the ledger is newer than this program, or
	 * somebody has altered its tables' history
	 * @throws LedgerException if the database cannot be reached, read or written
	 */
	public static void migrate(DataSource dataSource, String url) {
		migrate(dataSource, url, true);
	}

	/**
	 * Migrates an older ledger, and makes none.
	 * @param dataSource the database
	 * @param url its JDBC URL
	 * @return whether there is a ledger
	 * @throws DatabaseHeldException if another process has the embedded database open
	 * @throws DatabaseUnusableException if the ledger is newer than this program, or
	 * somebody has altered its tables' history
	 * @throws LedgerException if the database cannot be reached, read or written
	 */
	public static boolean migrateExisting(DataSource dataSource, String url) {
		return migrate(dataSource, url, false);
	}

	private static boolean migrate(DataSource dataSource, String url, boolean make) {
		boolean embedded = LedgerDatabase.folder(url).isPresent();
		try {
			SchemaHistory.State state = state(dataSource, embedded);
			if (state == SchemaHistory.State.EMPTY && embedded) {
				requireNew(url);
				if (!make) {
					return false;
				}
				make(dataSource);
			}
			else if (state != SchemaHistory.State.CURRENT && !migrate(flyway(dataSource, embedded), url, make)) {
				return false;
			}
		}
		catch (DatabaseUnusableException ex) {
			throw ex;
		}
		catch (SQLException ex) {
			throw translate(new LedgerException(ex), url);
		}
		catch (RuntimeException ex) {
			throw translate(ex, url);
		}
		LedgerDatabase.folder(url).ifPresent((folder) -> {
			LedgerRewrite.clearRemains(folder);
			Holder.write(folder);
		});
		return true;
	}

	private static SchemaHistory.State state(DataSource dataSource, boolean embedded) throws SQLException {
		try (Connection connection = dataSource.getConnection()) {
			return SchemaHistory.read(connection, embedded ? SchemaHistory.EMBEDDED : SchemaHistory.SERVER);
		}
	}

	/** All migrations in one, as most of them alter what others made a moment before. */
	private static void make(DataSource dataSource) throws SQLException {
		try (Connection connection = dataSource.getConnection(); Statement statement = connection.createStatement()) {
			statement.execute("runscript from 'classpath:db/new-ledger.sql'");
		}
	}

	private static Flyway flyway(DataSource dataSource, boolean embedded) {
		return Flyway.configure()
			.dataSource(dataSource)
			.locations("classpath:db/migration/all", "classpath:db/migration/" + (embedded ? "h2" : "postgresql"))
			.load();
	}

	private static boolean migrate(Flyway flyway, String url, boolean make) {
		MigrationInfo[] applied = flyway.info().applied();
		if (applied.length == 0) {
			requireNew(url);
			if (!make) {
				return false;
			}
		}
		boolean halfDone = false;
		for (MigrationInfo migration : applied) {
			requireKnown(migration, url);
			halfDone |= migration.getState() == MigrationState.FAILED;
		}
		if (halfDone) {
			// Every statement leaves alone what is there, so the migration can run again.
			flyway.repair();
		}
		flyway.migrate();
		return true;
	}

	/** A file that was cut far enough opens as if it were a new one. */
	private static void requireNew(String url) {
		LedgerDatabase.folder(url).filter(LedgerDatabase::isBegun).ifPresent((folder) -> {
			throw damaged(folder, null);
		});
	}

	private static DatabaseUnusableException damaged(Path folder, @Nullable Throwable cause) {
		return new DatabaseUnusableException(
				"The ledger in " + folder + " is damaged. " + LedgerDatabase.restore(folder), cause);
	}

	private static void requireKnown(MigrationInfo migration, String url) {
		String ledger = "The ledger in " + LedgerDatabase.place(url);
		if (UNKNOWN.contains(migration.getState())) {
			throw new DatabaseUnusableException(ledger + " was written by a newer version of bulk-send (its tables are"
					+ " at version " + migration.getVersion() + "): use that version. Nothing was sent.", null);
		}
		if (!migration.isChecksumMatching()) {
			throw new DatabaseUnusableException(ledger + " has tables of another make (version "
					+ migration.getVersion() + " differs from this program's): use the version of bulk-send that"
					+ " wrote it. Nothing was sent.", null);
		}
	}

	private static RuntimeException translate(RuntimeException failure, String url) {
		Optional<Path> folder = LedgerDatabase.folder(url);
		if (folder.isPresent() && Damage.isIn(failure)) {
			return damaged(folder.get(), failure);
		}
		SQLException reported = null;
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof SQLException database) {
				if (database.getErrorCode() == ALREADY_OPEN) {
					return new DatabaseHeldException(
							LedgerDatabase.folder(url).map(Holder::read).orElse(Holder.UNKNOWN), failure);
				}
				reported = database;
			}
		}
		if (reported != null) {
			return new LedgerException(reported);
		}
		if (failure instanceof FlywayException) {
			return new DatabaseUnusableException(
					"The ledger in " + LedgerDatabase.place(url) + " cannot be used: "
							+ String.valueOf(failure.getMessage()).lines().findFirst().orElse("no reason given"),
					failure);
		}
		return failure;
	}

}
