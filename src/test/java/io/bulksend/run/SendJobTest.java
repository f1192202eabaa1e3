package io.bulksend.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

import javax.sql.DataSource;

import io.bulksend.campaign.Status;
import io.bulksend.input.CampaignFile;
import io.bulksend.input.RowReader;
import io.bulksend.job.CurrentFile;
import io.bulksend.job.SendJobConfiguration;
import io.bulksend.ledger.Campaigns;
import io.bulksend.ledger.FileRecord;
import io.bulksend.ledger.MessageLedger;
import io.bulksend.progress.RunProgress;
import io.bulksend.run.settings.RunSettings;
import io.bulksend.run.settings.SettingsReader;
import io.bulksend.send.StopSwitch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.batch.core.BatchStatus;
import org.springframework.batch.core.job.JobExecution;
import org.springframework.batch.core.job.parameters.JobParameters;
import org.springframework.batch.core.job.parameters.JobParametersBuilder;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.test.JobOperatorTestUtils;
import org.springframework.batch.test.context.SpringBatchTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The job and its steps, as Spring Batch runs them.
 */
@SpringBatchTest
@SpringBootTest(classes = { RunConfiguration.class, SendJobTest.Controls.class })
@DirtiesContext
class SendJobTest {

	@TempDir
	private static Path folder;

	@Autowired
	private JobOperatorTestUtils job;

	@Autowired
	private Campaigns campaigns;

	@Autowired
	private CampaignFile file;

	@Autowired
	private CurrentFile current;

	@Autowired
	private DataSource dataSource;

	@DynamicPropertySource
	static void settings(DynamicPropertyRegistry registry) throws IOException {
		Path file = folder.resolve("spring.csv");
		Files.writeString(file,
				"recipient_whatsapp,source,attachment_id\n919833078369,s,1fc380aa-6953-4e95-aef9-f220a22d51a3\n12,s,1fc380aa-6953-4e95-aef9-f220a22d51a3\n"
						+ "919833078002,s,1fc380aa-6953-4e95-aef9-f220a22d51a3\n");
		registry.add("bulksend.file", file::toString);
		registry.add("bulksend.data-dir", folder::toString);
		registry.add("bulksend.sandbox", () -> true);
	}

	@Test
	void thePreflightBindsTheCampaignToItsFileAndSendsNothing() {
		JobParameters parameters = parameters("preflight alone");
		JobExecution execution = this.job.startStep("preflight", parameters, null);
		assertThat(execution.getStatus()).isEqualTo(BatchStatus.COMPLETED);
		FileRecord record = this.campaigns.currentFile("preflight alone").orElseThrow();
		assertThat(record.rows()).isEqualTo(3);
		try (MessageLedger ledger = new MessageLedger(this.dataSource, Clock.systemUTC(), record)) {
			assertThat(ledger.count()).containsOnlyKeys(Status.INVALID);
		}
	}

	@Test
	void theSendStepDecidesEveryRowAndKeepsItsPosition() throws Exception {
		JobExecution execution = this.job.startJob(parameters("whole job"));
		assertThat(execution.getStatus()).isEqualTo(BatchStatus.COMPLETED);
		StepExecution send = execution.getStepExecutions()
			.stream()
			.filter((step) -> step.getStepName().equals("send"))
			.findFirst()
			.orElseThrow();
		assertThat(send.getReadCount()).isEqualTo(3);
		assertThat(send.getWriteCount()).isEqualTo(3);
		assertThat(send.getExecutionContext().getLong(RowReader.POSITION)).isEqualTo(3);
		FileRecord record = this.campaigns.currentFile("whole job").orElseThrow();
		try (MessageLedger ledger = new MessageLedger(this.dataSource, Clock.systemUTC(), record)) {
			assertThat(ledger.count()).containsOnlyKeys(Status.ACCEPTED, Status.REJECTED, Status.INVALID);
		}
	}

	private JobParameters parameters(String campaign) {
		FileRecord record = this.campaigns.enter(campaign, this.file.fingerprint(), "spring.csv");
		this.current.set(record);
		return new JobParametersBuilder().addString(SendJobConfiguration.CAMPAIGN, campaign)
			.addString(SendJobConfiguration.SHA256, record.sha256())
			.addLong(SendJobConfiguration.PASS, (long) record.pass())
			.toJobParameters();
	}

	@TestConfiguration
	static class Controls {

		@Bean
		TypedWords typedWords() {
			return new TypedWords("");
		}

		@Bean
		RunSettings runSettings(ConfigurableEnvironment environment) {
			return SettingsReader.read(environment);
		}

		@Bean
		StopSwitch stopSwitch() {
			return new StopSwitch();
		}

		@Bean
		RunProgress runProgress() {
			return new RunProgress();
		}

	}

}
