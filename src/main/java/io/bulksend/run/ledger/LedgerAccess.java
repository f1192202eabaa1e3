package io.bulksend.run.ledger;

import java.io.Closeable;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;

import com.zaxxer.hikari.HikariDataSource;
import io.bulksend.ledger.Campaigns;
import io.bulksend.ledger.LedgerAge;
import io.bulksend.ledger.database.DatabaseHeldException;
import io.bulksend.ledger.database.LedgerDatabase;
import io.bulksend.ledger.database.LedgerSchema;
import io.bulksend.run.settings.RunSettings;
import io.bulksend.run.settings.SettingsReader;
import org.flywaydb.core.Flyway;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.ConfigurableEnvironment;

/**
 * The ledger that the settings name, for commands that send nothing: opened only where
 * there is one, and without an application around it. Needs no token.
 */
public final class LedgerAccess implements Closeable {

	private final RunSettings settings;

	private final HikariDataSource dataSource;

	private final Clock clock = Clock.systemDefaultZone();

	private LedgerAccess(RunSettings settings, HikariDataSource dataSource) {
		this.settings = settings;
		this.dataSource = dataSource;
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
		LedgerSource source = new LedgerSource(settings.ledger());
		Path folder = source.folder().toAbsolutePath().normalize();
		if (source.isEmbedded() && !LedgerDatabase.exists(folder) && !make) {
			throw new NoLedgerException(folder.toString());
		}
		HikariDataSource dataSource = Binder.get(environment)
			.bind("spring.datasource.hikari", Bindable.ofInstance(source.open()))
			.orElseGet(source::open);
		LedgerAccess access = new LedgerAccess(settings, dataSource);
		try {
			access.migrate(make);
			return access;
		}
		catch (RuntimeException ex) {
			access.close();
			throw ex;
		}
	}

	private void migrate(boolean make) {
		String url = this.dataSource.getJdbcUrl();
		Flyway flyway = Flyway.configure().dataSource(this.dataSource).locations(LedgerSchema.locations(url)).load();
		try {
			if (make) {
				LedgerSchema.migrate(flyway, url);
			}
			else if (!LedgerSchema.migrateExisting(flyway, url)) {
				throw new NoLedgerException(LedgerDatabase.place(url));
			}
			new LedgerAge(this.dataSource).requireNewest(url);
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
		return this.dataSource;
	}

	/**
	 * The ledger's campaigns.
	 * @return the campaigns
	 */
	public Campaigns campaigns() {
		return new Campaigns(this.dataSource, this.clock);
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
		this.dataSource.close();
	}

}
