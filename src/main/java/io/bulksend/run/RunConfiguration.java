package io.bulksend.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.bulksend.api.ApiSettings;
import io.bulksend.api.MediaApi;
import io.bulksend.check.RowCheck;
import io.bulksend.input.CampaignFile;
import io.bulksend.job.CurrentFile;
import io.bulksend.job.PlanSettings;
import io.bulksend.job.RunFailedException;
import io.bulksend.job.SendExecution;
import io.bulksend.job.SendJobConfiguration;
import io.bulksend.ledger.Campaigns;
import io.bulksend.ledger.CountedEntries;
import io.bulksend.ledger.Retry;
import io.bulksend.ledger.RunCommand;
import io.bulksend.ledger.database.LedgerDatabase;
import io.bulksend.ledger.shared.HandOuts;
import io.bulksend.media.AttachmentFolder;
import io.bulksend.media.FileInspector;
import io.bulksend.media.UploadSettings;
import io.bulksend.metrics.MetricsTargets;
import io.bulksend.metrics.RunMetrics;
import io.bulksend.progress.RunProgress;
import io.bulksend.run.ledger.LedgerSource;
import io.bulksend.run.ledger.OpenLedger;
import io.bulksend.run.logging.RunLog;
import io.bulksend.run.recognition.Recognition;
import io.bulksend.run.settings.RunSettings;
import io.bulksend.sandbox.SandboxServer;
import io.bulksend.sandbox.SandboxSettings;
import io.bulksend.send.Account;
import io.bulksend.send.DailyLimit;
import io.bulksend.send.SendSettings;
import io.bulksend.send.StopSwitch;

import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.batch.jdbc.autoconfigure.BatchJdbcAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

/**
 * What a run is made of: each stage's settings, taken from the configuration and checked
 * at start, and the stages. Of Spring Boot's own configuration it takes just what a run
 * uses: to look at all of it would delay every start.
 */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({ DataSourceTransactionManagerAutoConfiguration.class, BatchJdbcAutoConfiguration.class })
@Import(SendJobConfiguration.class)
class RunConfiguration {

	@Bean
	Clock clock() {
		return Clock.systemDefaultZone();
	}

	/**
	 * Opened once it is sure that the run can use what it was given: till then it leaves
	 * no trace. One that another run has open is waited for.
	 */
	@Bean
	@DependsOn({ "campaignFile", "sendSettings", "account", "rowCheck", "apiSettings", "uploadSettings" })
	OpenLedger ledger(RunSettings settings, CampaignFile file, Account account, Turn turn, Environment environment) {
		LedgerSource source = new LedgerSource(settings.ledger(), environment);
		if (source.isEmbedded() && !LedgerDatabase.exists(source.folder())) {
			new Recognition(settings, file).require(Optional.empty());
		}
		OpenLedger ledger = new OpenLedger(account.workers() ? source.connectFor(1) : source.connect());
		try {
			turn.await(() -> {
				ledger.openOrMake();
				return ledger;
			});
			return ledger;
		}
		catch (RuntimeException ex) {
			ledger.close();
			throw ex;
		}
	}

	@Bean
	HikariDataSource dataSource(OpenLedger ledger) {
		return ledger.dataSource();
	}

	@Bean
	Turn turn(RunSettings settings, StopSwitch stop, RunProgress progress) {
		return new Turn(settings.waitForOthers(), stop, progress);
	}

	@Bean
	CountedEntries countedEntries(OpenLedger ledger) {
		return ledger.counted();
	}

	@Bean
	Campaigns campaigns(DataSource dataSource, Clock clock) {
		return new Campaigns(dataSource, clock);
	}

	/**
	 * The file as it was when the run began: every pass over it makes sure that it still
	 * is.
	 */
	@Bean
	CampaignFile campaignFile(RunSettings settings) {
		return CampaignFile.open(settings.campaign().file(), settings.input());
	}

	@Bean
	SendSettings sendSettings(RunSettings settings) {
		return settings.send();
	}

	@Bean
	Account account(RunSettings settings) {
		return settings.account();
	}

	@Bean
	DailyLimit dailyLimit(RunSettings settings) {
		return new DailyLimit(settings.perDay());
	}

	@Bean
	RowCheck rowCheck(RunSettings settings, FileInspector inspector) {
		return RowChecks.of(settings, inspector);
	}

	@Bean
	FileInspector fileInspector(RunSettings settings) {
		return new FileInspector(new AttachmentFolder(settings.attachments()));
	}

	@Bean
	UploadSettings uploadSettings(RunSettings settings) {
		return settings.uploads();
	}

	@Bean
	@Lazy
	SandboxServer sandboxServer() {
		try {
			return SandboxServer.start(SandboxSettings.inProcess());
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The sandbox could not be started", ex);
		}
	}

	@Bean
	ApiSettings apiSettings(RunSettings settings, ObjectProvider<SandboxServer> sandbox) {
		return settings.sandbox() ? settings.sandboxApi(sandbox.getObject().url()) : settings.api();
	}

	/** What the job's plan of a file depends on besides the file. */
	@Bean
	PlanSettings planSettings(RunSettings settings, CampaignFile file) {
		return new PlanSettings(settings.check().oncePer(), settings.bound(file.delimiter()), settings.invalidShare(),
				settings.changed(), settings.campaign().retry());
	}

	@Bean
	MediaApi mediaApi(ApiSettings settings) {
		return new MediaApi(settings);
	}

	@Bean
	SendExecution sendExecution(Job sendJob, JobOperator jobOperator, JobRepository jobRepository, Campaigns campaigns,
			CurrentFile current, RunSettings settings, TypedWords typed) {
		RunCommand command = new RunCommand(typed.text(), Path.of("").toAbsolutePath().toString(),
				settings.configured(), settings.results().retry().toString());
		return new SendExecution(sendJob, jobOperator, jobRepository, campaigns, current, command);
	}

	@Bean
	CampaignResults campaignResults(RunSettings settings, CampaignFile file, DataSource dataSource, Clock clock) {
		return new CampaignResults(settings, file, dataSource, clock);
	}

	@Bean
	CorrectionsRun correctionsRun(RunSettings settings, CampaignFile file, RowCheck rowCheck, FileInspector inspector,
			DataSource dataSource, Clock clock, StopSwitch stop, RunProgress progress) {
		return new CorrectionsRun(settings.corrections(), settings.check().oncePer(), settings.changed(), file,
				settings.results().retry(), rowCheck, inspector, dataSource, clock, stop, progress);
	}

	/** Where metrics are wanted at all. */
	@Bean
	RunMetrics runMetrics(RunSettings settings, Environment environment) {
		return MetricsTargets.of(environment, () -> settings.campaign().name(), settings.metrics());
	}

	@Bean
	Recognition recognition(RunSettings settings, CampaignFile file, HikariDataSource dataSource, Campaigns campaigns) {
		return new Recognition(settings, file, dataSource, campaigns);
	}

	/** What the run tells those who cannot ask the embedded database meanwhile. */
	@Bean
	ProgressKeeper progressKeeper(OpenLedger ledger, Clock clock, RunProgress progress) {
		return new ProgressKeeper(LedgerDatabase.folder(ledger.dataSource().getJdbcUrl()), ledger.age(), clock,
				progress);
	}

	@Bean
	SendRun sendRun(RunSettings settings, CampaignFile file, DataSource dataSource, Campaigns campaigns,
			CountedEntries counted, Clock clock, Recognition recognition, SendExecution execution,
			CorrectionsRun corrections, CampaignResults results, Turn turn, Account account, StopSwitch stop,
			RunProgress progress, ProgressKeeper keeper, RowCheck rowCheck) {
		Retry retry = new Retry(dataSource, clock, rowCheck.suppressed()::containsAddress);
		KeptSuppression suppression = new KeptSuppression(campaigns, settings, file.delimiter());
		return new SendRun(settings.campaign(), settings.messages(file.delimiter()), suppression, retry, file,
				dataSource, campaigns, counted, clock, CommandStart.read(), recognition, execution, corrections,
				results, turn, (name) -> endHandOut(dataSource, account, name, stop), stop, progress, keeper);
	}

	/**
	 * Workers may still be sending what an earlier run of the campaign has handed out.
	 */
	private static void endHandOut(DataSource dataSource, Account account, String campaign, StopSwitch stop) {
		boolean ended = !account.shared()
				|| new HandOuts(dataSource).end(campaign, () -> stop.requested().isPresent(), () -> {
				});
		if (!ended) {
			throw new RunFailedException(
					"The run was stopped while it waited for workers to end what an earlier run had"
							+ " handed out. Nothing was sent by this one. Run the same command again to go on.");
		}
	}

	@Bean
	WatchedRun watchedRun(RunSettings settings, RunProgress progress, Environment environment, RunMetrics metrics,
			SendRun run, SendExecution execution) {
		return new WatchedRun(settings, progress, new RunLog(environment, settings.logsOnConsole()), metrics, run,
				execution);
	}

}
