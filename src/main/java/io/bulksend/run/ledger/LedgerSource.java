package io.bulksend.run.ledger;

import java.nio.file.Path;
import java.time.Duration;

import com.zaxxer.hikari.HikariDataSource;
import io.bulksend.ledger.database.CampaignLock;
import io.bulksend.ledger.database.LedgerDatabase;
import io.bulksend.run.settings.ConfigurationException;
import io.bulksend.run.settings.LedgerSettings;
import io.bulksend.send.Share;

import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/**
 * Finds the ledger's database by the settings: the embedded one, or a PostgreSQL. The
 * sandbox has its own beside the real one, whatever else is configured, so that trying
 * never counts as sending.
 */
public final class LedgerSource {

	/**
	 * What is committed must outlive a crash of the server too; and the lock of a machine
	 * that vanished is given up within a minute, not two hours. A session that holds the
	 * lock and is idle for hours must not be ended for that.
	 */
	private static final String POSTGRES_SESSION = """
			select set_config('tcp_keepalives_idle', '30', false), set_config('tcp_keepalives_interval', '10', false),
			set_config('tcp_keepalives_count', '3', false), set_config('synchronous_commit',
			coalesce(nullif(current_setting('synchronous_commit'), 'off'), 'on'), false),
			(select set_config(name, '0', false) from pg_settings where name = 'idle_session_timeout')""";

	private static final Duration CONNECTION_TIMEOUT = Duration.ofSeconds(3);

	private static final int CONNECTIONS = 6;

	private final LedgerSettings settings;

	private final Environment environment;

	/**
	 * A ledger's database.
	 * @param settings say which
	 * @param environment may say more of its connections, as Spring Boot names that
	 */
	public LedgerSource(LedgerSettings settings, Environment environment) {
		this.settings = settings;
		this.environment = environment;
	}

	/** Whether the database is embedded, and not a server's. */
	public boolean isEmbedded() {
		return this.settings.server() == null;
	}

	/** The embedded database's folder. */
	public Path folder() {
		return this.settings.folder();
	}

	/**
	 * Makes connections possible, and the embedded database's folder where it is missing.
	 * @return the database; nothing is opened before it is asked for a connection
	 * @throws ConfigurationException if the database is of another kind
	 */
	public HikariDataSource connect() {
		return connect(CONNECTIONS);
	}

	/**
	 * The same for those who share a campaign's rows: each chunk that is worked on has a
	 * connection of its own.
	 * @param shares how many campaigns at once
	 * @return the database
	 */
	public HikariDataSource connectFor(int shares) {
		return connect(CONNECTIONS + shares * Share.CONNECTIONS);
	}

	private HikariDataSource connect(int connections) {
		HikariDataSource dataSource = new HikariDataSource();
		LedgerSettings.Server server = this.settings.server();
		if (server == null) {
			dataSource.setJdbcUrl(LedgerDatabase.url(folder()));
			dataSource.setUsername("sa");
			dataSource.setPassword("");
		}
		else {
			usePostgres(dataSource, server);
		}
		// The step's, the ledger's, the lock's, the rate's and the day's connection, and
		// one to spare.
		dataSource.setMaximumPoolSize(connections);
		dataSource.setMinimumIdle(0);
		// A database that is gone is reported soon: all that is under way waits for it.
		dataSource.setConnectionTimeout(CONNECTION_TIMEOUT.toMillis());
		return Binder.get(this.environment)
			.bind("spring.datasource.hikari", Bindable.ofInstance(dataSource))
			.orElse(dataSource);
	}

	private static void usePostgres(HikariDataSource dataSource, LedgerSettings.Server server) {
		String url = server.url();
		if (!url.startsWith("jdbc:postgresql:")) {
			throw new ConfigurationException("spring.datasource.url must begin with jdbc:postgresql: but does not;"
					+ " leave it out for the embedded database, whose folder --data-dir names.");
		}
		dataSource.setJdbcUrl(url);
		dataSource.setUsername(server.username());
		dataSource.setPassword(server.password());
		dataSource.addDataSourceProperty("ApplicationName", CampaignLock.applicationName());
		dataSource.addDataSourceProperty("tcpKeepAlive", "true");
		dataSource.setConnectionInitSql(POSTGRES_SESSION);
	}

}
