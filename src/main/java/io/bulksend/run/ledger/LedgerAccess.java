package io.bulksend.run.ledger;

import java.io.Closeable;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

import com.zaxxer.hikari.HikariDataSource;
import io.bulksend.ledger.Campaigns;
import io.bulksend.ledger.database.DatabaseHeldException;
import io.bulksend.ledger.database.LedgerDatabase;
import io.bulksend.run.settings.RunSettings;
import io.bulksend.run.settings.SettingsReader;

import org.springframework.core.env.ConfigurableEnvironment;

/**
 * The ledger that the settings name, for commands that send nothing: opened only where
 * there is one, and without an application around it. Needs no token.
 */
public final class LedgerAccess implements Closeable {

	private final RunSettings settings;

	private final OpenLedger ledger;

	private final Clock clock = Clock.systemDefaultZone();

	private LedgerAccess(RunSettings settings, OpenLedger ledger) {
		this.settings = settings;
		this.ledger = ledger;
	}

	/**
	 * Opens the ledger; an older one is migrated first.
	 * @param arguments settings as <code>--name=value</code>; they win over all others
	 * @return the ledger
	 * @throws NoLedgerException if there is none
	 * @throws DatabaseHeldException if another process has the embedded database open
	 * @throws io.bulksend.ledger.database.DatabaseUnusableException if it is of another
	 * version, gone, damaged or older than it was, or another user's
	 * @throws io.bulksend.ledger.database.LedgerException if the database cannot be used
	 */
	public static LedgerAccess open(List<String> arguments) {
		return open(arguments, false);
	}

	/**
	 * Opens the ledger, or makes one where there never was any.
	 * @param arguments settings as <code>--name=value</code>; they win over all others
	 * @return the ledger
	 * @throws DatabaseHeldException if another process has the embedded database open
	 * @throws io.bulksend.ledger.database.DatabaseUnusableException if it is of another
	 * version, gone, damaged or older than it was, or another user's
	 * @throws io.bulksend.ledger.database.LedgerException if the database cannot be used
	 */
	public static LedgerAccess openOrMake(List<String> arguments) {
		return open(arguments, true);
	}

	private static LedgerAccess open(List<String> arguments, boolean make) {
		ConfigurableEnvironment environment = SettingsReader.environment(arguments);
		RunSettings settings = SettingsReader.read(environment);
		LedgerSource source = new LedgerSource(settings.ledger(), environment);
		Path folder = source.folder().toAbsolutePath().normalize();
		if (source.isEmbedded() && !LedgerDatabase.exists(folder) && !make) {
			throw new NoLedgerException(folder.toString());
		}
		LedgerAccess access = new LedgerAccess(settings, new OpenLedger(source.connect()));
		try {
			access.open(make);
			return access;
		}
		catch (RuntimeException ex) {
			access.close();
			throw ex;
		}
	}

	private void open(boolean make) {
		try {
			if (make) {
				this.ledger.openOrMake();
			}
			else if (!this.ledger.open()) {
				throw new NoLedgerException(LedgerDatabase.place(dataSource().getJdbcUrl()));
			}
		}
		catch (DatabaseHeldException ex) {
			throw ex.forReaders();
		}
	}

	/**
	 * What the command was given.
	 * @return the settings
	 */
	public RunSettings settings() {
		return this.settings;
	}

	/**
	 * The ledger's database.
	 * @return the database
	 */
	public HikariDataSource dataSource() {
		return this.ledger.dataSource();
	}

	/**
	 * The ledger's campaigns.
	 * @return the campaigns
	 */
	public Campaigns campaigns() {
		return new Campaigns(dataSource(), this.clock);
	}

	/**
	 * The time.
	 * @return the clock
	 */
	public Clock clock() {
		return this.clock;
	}

	@Override
	public void close() {
		this.ledger.close();
	}

}
