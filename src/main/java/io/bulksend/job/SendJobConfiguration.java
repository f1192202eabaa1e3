package io.bulksend.job;

import java.time.Clock;

import javax.sql.DataSource;

import io.bulksend.api.ApiSettings;
import io.bulksend.api.MediaApi;
import io.bulksend.api.UploadApi;
import io.bulksend.check.CheckProcessor;
import io.bulksend.check.Checked;
import io.bulksend.check.RowCheck;
import io.bulksend.check.suppression.SuppressionList;
import io.bulksend.input.CampaignFile;
import io.bulksend.input.Row;
import io.bulksend.input.RowReader;
import io.bulksend.ledger.AttachmentPlan;
import io.bulksend.ledger.Campaigns;
import io.bulksend.ledger.Corrections;
import io.bulksend.ledger.CountedEntries;
import io.bulksend.ledger.FileRecord;
import io.bulksend.ledger.FirstMessages;
import io.bulksend.ledger.KeptMedia;
import io.bulksend.ledger.MessageLedger;
import io.bulksend.ledger.OptOuts;
import io.bulksend.ledger.RecentRecipients;
import io.bulksend.ledger.shared.SharedDay;
import io.bulksend.media.FileInspector;
import io.bulksend.media.KeptIds;
import io.bulksend.media.PlannedFiles;
import io.bulksend.media.UploadSettings;
import io.bulksend.media.Uploads;
import io.bulksend.metrics.RunMetrics;
import io.bulksend.progress.RunProgress;
import io.bulksend.send.Account;
import io.bulksend.send.ApiCaller;
import io.bulksend.send.Caller;
import io.bulksend.send.Canary;
import io.bulksend.send.DailyLimit;
import io.bulksend.send.FilesFirst;
import io.bulksend.send.Gate;
import io.bulksend.send.SendSettings;
import io.bulksend.send.StopSwitch;
import io.bulksend.send.ThrottledWriter;

import org.springframework.batch.core.configuration.annotation.JobScope;
import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.ChunkOrientedStepBuilder;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.support.transaction.ResourcelessTransactionManager;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * The job, in the order in which it runs: the whole file is read and checked, then what
 * may be sent is sent.
 * <p>
 * The steps' own transactions hold nothing: the ledger commits on a connection of its
 * own, and the job repository's updates are transactions of their own. So no database
 * transaction is left open while a chunk waits for its turn at the allowed rate.
 * <p>
 * Both steps are always gone through again: what was planned and decided is in the
 * ledger, not in a step's status.
 */
@Configuration(proxyBeanMethods = false)
public class SendJobConfiguration {

	static final String JOB = "send";

	public static final String CAMPAIGN = "campaign";

	public static final String SHA256 = "sha256";

	public static final String PASS = "pass";

	static final String FILE = "file";

	/**
	 * Rows a chunk: one look into the ledger, and one entry in the job repository, for so
	 * many rows. No call starts while a chunk is read.
	 */
	private static final int CHUNK = 500;

	/** In so many pieces a file is handed out at the least. */
	private static final int PIECES = 32;

	/** Rows that are handed out together at the least. */
	private static final int FEWEST = 20;

	@Bean
	CurrentFile currentFile() {
		return new CurrentFile();
	}

	@Bean
	Job sendJob(JobRepository jobRepository, Step preflightStep, Step sendStep) {
		return new JobBuilder(JOB, jobRepository).start(preflightStep).next(sendStep).build();
	}

	@Bean
	@JobScope
	Step preflightStep(JobRepository jobRepository, CampaignFile file, CurrentFile current, RowCheck rowCheck,
			FileInspector inspector, UploadSettings uploads, ApiSettings apiSettings, Campaigns campaigns,
			DataSource dataSource, Clock clock, PlanSettings plan, StopSwitch stop, RunProgress progress) {
		inspector
			.uploadedBefore(new KeptIds(uploads, new KeptMedia(dataSource, UploadApi.address(apiSettings)), clock));
		PreflightTasklet tasklet = new PreflightTasklet(file, current, sparing(rowCheck, dataSource), inspector,
				uploads, plan, campaigns, dataSource, clock, stop, progress);
		return new StepBuilder("preflight", jobRepository).tasklet(tasklet, new ResourcelessTransactionManager())
			.allowStartIfComplete(true)
			.build();
	}

	@Bean
	@JobScope
	Step sendStep(JobRepository jobRepository, CampaignFile file, CurrentFile current, RowCheck rowCheck, MediaApi api,
			FileInspector inspector, UploadSettings uploadSettings, ApiSettings apiSettings, DataSource dataSource,
			CountedEntries counted, Clock clock, SendSettings sendSettings, Account account, DailyLimit daily,
			StopSwitch stop, RunProgress progress, RunMetrics metrics) {
		FileRecord record = current.get();
		Corrections corrections = new Corrections(dataSource, record);
		MessageLedger ledger = new MessageLedger(dataSource, clock, record);
		count(daily, account, dataSource, clock, record);
		progress.sending(record.rows(), counted.of(record.id()).counts(), sendSettings);
		counted.changed();
		PlannedFiles files = PlannedFiles.planned(inspector, new AttachmentPlan(dataSource, record));
		Uploads uploads = new Uploads(uploadSettings, files, new KeptMedia(dataSource, UploadApi.address(apiSettings)),
				() -> new UploadApi(apiSettings, UploadSettings.CONCURRENCY), clock);
		Caller caller = metrics.measured(new ApiCaller(api));
		Canary canary = canary(sendSettings, dataSource, record);
		ChunkOrientedStepBuilder<Row, Checked> step = new StepBuilder("send", jobRepository)
			.<Row, Checked>chunk(account.workers() ? handedOut(sendSettings.rate(), record.rows()) : CHUNK)
			.transactionManager(new ResourcelessTransactionManager())
			.reader(new RowReader(file.corrected(corrections.addedColumns(), corrections::between)))
			.processor(new CheckProcessor(sparing(rowCheck, dataSource).by(record.keyVersion()).with(files)));
		if (account.workers()) {
			FilesFirst first = new FilesFirst(uploads, stop);
			OwnShare share = new OwnShare(dataSource, record, account, sendSettings, caller, stop, progress,
					first::progress);
			HandOutWriter writer = new HandOutWriter(dataSource, record, ledger,
					new Gate(sendSettings, canary, daily, stop), first, stop, clock, file::requireUnchanged, share);
			step.writer(writer).listener(writer);
		}
		else {
			ThrottledWriter writer = ThrottledWriter.create(caller, uploads, ledger, sendSettings, stop, canary, daily,
					progress.board(), account.pace(dataSource, sendSettings), file, record);
			step.writer(writer).listener(writer);
		}
		return step.allowStartIfComplete(true).build();
	}

	/** Whom the ledger's source has written to lately, and does meanwhile. */
	private static void count(DailyLimit daily, Account account, DataSource dataSource, Clock clock,
			FileRecord record) {
		if (daily.isOn()) {
			RecentRecipients recent = new RecentRecipients(dataSource);
			if (account.shared()) {
				recent.mark();
				daily.shareBy((heard) -> new SharedDay(dataSource, record.id(), heard),
						(now) -> recent.forEachNew(record.id(), now.minus(DailyLimit.WINDOW), daily::count));
			}
			recent.forEach(clock.instant().minus(DailyLimit.WINDOW), daily::count);
		}
	}

	/**
	 * A quarter of a second's rows: soon decided, and few to hand out again. Of a small
	 * campaign each is to get something.
	 */
	private static int handedOut(double rate, long rows) {
		double soon = (rate == 0) ? CHUNK : rate / 4;
		return (int) Math.max(FEWEST, Math.min(Math.min(soon, rows / PIECES), CHUNK));
	}

	/** Who has opted out by now: what was planned before may be for them. */
	private static RowCheck sparing(RowCheck rowCheck, DataSource dataSource) {
		return rowCheck.sparing(SuppressionList.of(OptOuts.persons(dataSource)));
	}

	private static Canary canary(SendSettings settings, DataSource dataSource, FileRecord record) {
		return (settings.canary() > 0) ? new Canary(settings.canary(), settings.canaryShare(),
				new FirstMessages(dataSource).count(record, settings.canary())) : Canary.none();
	}

}
