package io.bulksend.job;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.bulksend.api.ApiSettings;
import io.bulksend.api.MediaApi;
import io.bulksend.check.RowCheck;
import io.bulksend.input.CampaignFile;
import io.bulksend.ledger.Campaigns;
import io.bulksend.ledger.LedgerSchema;
import io.bulksend.metrics.MetricsTargets;
import io.bulksend.metrics.RunMetrics;
import io.bulksend.sandbox.SandboxServer;
import io.bulksend.sandbox.SandboxSettings;
import io.bulksend.send.SendSettings;
import io.bulksend.send.StopSwitch;
import org.jspecify.annotations.Nullable;

import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.batch.jdbc.autoconfigure.BatchJdbcAutoConfiguration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.flyway.autoconfigure.FlywayAutoConfiguration;
import org.springframework.boot.flyway.autoconfigure.FlywayConfigurationCustomizer;
import org.springframework.boot.flyway.autoconfigure.FlywayMigrationStrategy;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceTransactionManagerAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.DependsOn;
import org.springframework.context.annotation.Import;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.Environment;

/**
 * What a run is made of: each stage's settings, taken from the configuration and checked
 * at start, and the stages. Of Spring Boot's own configuration it takes just what a run
 * uses: to look at all of it would delay every start.
 */
@Configuration(proxyBeanMethods = false)
@ImportAutoConfiguration({ DataSourceTransactionManagerAutoConfiguration.class, FlywayAutoConfiguration.class,
		BatchJdbcAutoConfiguration.class })
@EnableConfigurationProperties({ BulkSendProperties.class, DataSourceProperties.class })
@Import(SendJobConfiguration.class)
class RunConfiguration {

	private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(30);

	/** Short, so that trying does not wait long for the reply that never comes. */
	private static final Duration SANDBOX_RESPONSE_TIMEOUT = Duration.ofSeconds(2);

	@Bean
	Clock clock() {
		return Clock.systemDefaultZone();
	}

	/**
	 * Opened once it is sure that the run can use what it was given: till then it leaves
	 * no trace.
	 */
	@Bean
	@DependsOn({ "campaignFile", "sendSettings", "rowCheck", "apiSettings" })
	@ConfigurationProperties("spring.datasource.hikari")
	HikariDataSource dataSource(BulkSendProperties properties, DataSourceProperties configured) {
		return new LedgerSource(properties, configured).open();
	}

	@Bean
	FlywayConfigurationCustomizer ledgerMigrations(HikariDataSource dataSource) {
		return (flyway) -> flyway.locations(LedgerSchema.locations(dataSource.getJdbcUrl()));
	}

	/** Refuses a ledger that is newer, before anything is read from it. */
	@Bean
	FlywayMigrationStrategy ledgerSchema(HikariDataSource dataSource) {
		return (flyway) -> LedgerSchema.migrate(flyway, dataSource.getJdbcUrl());
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
	CampaignFile campaignFile(BulkSendProperties properties) {
		return CampaignFile.open(properties.file(), properties.inputSettings());
	}

	@Bean
	SendSettings sendSettings(BulkSendProperties properties) {
		return properties.sendSettings();
	}

	@Bean
	RowCheck rowCheck(BulkSendProperties properties) {
		return properties.rowCheck();
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
	ApiSettings apiSettings(BulkSendProperties properties, ObjectProvider<SandboxServer> sandbox) {
		BulkSendProperties.Api api = properties.api();
		if (properties.sandbox()) {
			return apiSettings(properties, sandbox.getObject().url(), "sandbox", SANDBOX_RESPONSE_TIMEOUT);
		}
		String token = api.token();
		if (token == null || token.isBlank()) {
			throw new ConfigurationException("BULKSEND_API_TOKEN is not set. Put the account's token into that"
					+ " environment variable, or try it all without an account with --sandbox.");
		}
		return apiSettings(properties, api.url(), token, RESPONSE_TIMEOUT);
	}

	private static ApiSettings apiSettings(BulkSendProperties properties, URI url, String token,
			Duration responseTimeout) {
		BulkSendProperties.Api api = properties.api();
		@Nullable Duration configured = api.responseTimeout();
		return new ApiSettings(url, token, properties.concurrency(), api.connectTimeout(),
				(configured != null) ? configured : responseTimeout);
	}

	@Bean
	MediaApi mediaApi(ApiSettings settings) {
		return new MediaApi(settings);
	}

	@Bean
	SendExecution sendExecution(Job sendJob, JobOperator jobOperator, JobRepository jobRepository,
			Campaigns campaigns) {
		return new SendExecution(sendJob, jobOperator, jobRepository, campaigns);
	}

	@Bean
	CampaignResults campaignResults(BulkSendProperties properties, CampaignFile file, DataSource dataSource,
			Clock clock) {
		return new CampaignResults(properties, file, dataSource, clock);
	}

	/** Where metrics are wanted at all. */
	@Bean
	RunMetrics runMetrics(BulkSendProperties properties, Environment environment) {
		return MetricsTargets.of(environment, properties::campaignName, properties.metrics(),
				properties.metricsInterval());
	}

	@Bean
	SendRun sendRun(BulkSendProperties properties, CampaignFile file, DataSource dataSource, Campaigns campaigns,
			Clock clock, SendExecution execution, CampaignResults results, StopSwitch stop, RunProgress progress,
			ConfigurableEnvironment environment) {
		return new SendRun(properties, file, dataSource, campaigns, clock, CommandStart.read(), execution, results,
				stop, progress, ConfiguredOptions.in(environment));
	}

	@Bean
	WatchedRun watchedRun(BulkSendProperties properties, RunProgress progress, Environment environment,
			RunMetrics metrics, SendRun run) {
		return new WatchedRun(properties, progress, new RunLog(environment), metrics, run);
	}

}
