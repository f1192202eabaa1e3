package io.bulksend.run.worker;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;

import com.zaxxer.hikari.HikariDataSource;
import io.bulksend.api.MediaApi;
import io.bulksend.ledger.database.DatabaseUnusableException;
import io.bulksend.ledger.database.LedgerException;
import io.bulksend.metrics.MetricsTargets;
import io.bulksend.metrics.RunMetrics;
import io.bulksend.run.ledger.LedgerSource;
import io.bulksend.run.ledger.OpenLedger;
import io.bulksend.run.settings.ConfigurationException;
import io.bulksend.run.settings.RunSettings;
import io.bulksend.run.settings.SettingsReader;
import io.bulksend.send.Account;
import io.bulksend.send.ApiCaller;
import io.bulksend.send.StopSwitch;

import org.springframework.core.env.ConfigurableEnvironment;

/**
 * A worker: takes part in the runs of its account, until somebody asks it to stop. Waits
 * where there is nothing to take part in, and while the database is away.
 */
public final class WorkerRun {

	/** Campaigns at a time. Others wait for their turn. */
	private static final int MOST_SHARES = 4;

	private static final long BETWEEN_LOOKS = TimeUnit.MILLISECONDS.toNanos(100);

	private static final long BETWEEN_TRIES = TimeUnit.SECONDS.toNanos(1);

	/** A connection that is cut is not waited for: others have the chunks by then. */
	private static final String SOCKET_TIMEOUT = "20";

	private WorkerRun() {
	}

	/**
	 * Takes part until a stop is asked for.
	 * @param arguments settings as <code>--name=value</code>; they win over all others
	 * @param stop ends it
	 * @param say is told what it does, in sentences for operators
	 * @throws ConfigurationException if it cannot take part as it is set up
	 * @throws DatabaseUnusableException if the ledger is of another version
	 */
	public static void run(List<String> arguments, StopSwitch stop, Consumer<String> say) {
		ConfigurableEnvironment environment = SettingsReader.environment(arguments);
		RunSettings settings = SettingsReader.read(environment);
		Account account = settings.account();
		if (!account.shared()) {
			throw new ConfigurationException(
					"A worker takes part in what send --workers hands out by a PostgreSQL: name"
							+ " the same one in SPRING_DATASOURCE_URL");
		}
		int concurrency = settings.send().concurrency();
		RunMetrics metrics = MetricsTargets.of(environment, () -> "worker of " + account.name(), settings.metrics());
		LedgerSource source = new LedgerSource(settings.ledger(), environment);
		try (MediaApi api = new MediaApi(settings.api());
				OpenLedger ledger = new OpenLedger(source.connectFor(MOST_SHARES))) {
			HikariDataSource dataSource = ledger.dataSource();
			dataSource.addDataSourceProperty("socketTimeout", SOCKET_TIMEOUT);
			WorkerShares shares = new WorkerShares(dataSource, account, metrics.measured(new ApiCaller(api)),
					concurrency, MOST_SHARES, stop, say);
			metrics.begin(shares::progress, Map::of);
			boolean done = false;
			try {
				awaitLedger(ledger, stop, say);
				say.accept(
						"Waits for campaigns of the account \"" + account.name() + "\" that are sent with --workers.");
				takePart(shares, stop, say);
				done = true;
			}
			finally {
				shares.close();
				metrics.end(done ? RunMetrics.End.DONE : RunMetrics.End.FAILED, null, Map.of());
			}
		}
	}

	private static void takePart(WorkerShares shares, StopSwitch stop, Consumer<String> say) {
		boolean away = false;
		while (stop.requested().isEmpty()) {
			try {
				shares.look();
				if (away) {
					say.accept("The ledger's database is there again.");
				}
				away = false;
				pause(BETWEEN_LOOKS);
			}
			catch (LedgerException ex) {
				if (!away) {
					say.accept(ex.getMessage() + " Waits until it is there again.");
				}
				away = true;
				pause(BETWEEN_TRIES);
			}
		}
	}

	/** Nobody but a run makes a ledger; until then there is nothing to take part in. */
	private static void awaitLedger(OpenLedger ledger, StopSwitch stop, Consumer<String> say) {
		String told = "";
		while (stop.requested().isEmpty()) {
			String trouble = "The database has no ledger yet.";
			try {
				if (ledger.open()) {
					return;
				}
			}
			catch (LedgerException ex) {
				trouble = String.valueOf(ex.getMessage());
			}
			if (!trouble.equals(told)) {
				say.accept(trouble + " Waits for it.");
			}
			told = trouble;
			pause(BETWEEN_TRIES);
		}
	}

	private static void pause(long nanos) {
		LockSupport.parkNanos(nanos);
	}

}
