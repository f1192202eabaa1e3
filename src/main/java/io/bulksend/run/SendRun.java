package io.bulksend.run;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import javax.sql.DataSource;

import io.bulksend.campaign.Retried;
import io.bulksend.campaign.Status;
import io.bulksend.input.CampaignFile;
import io.bulksend.input.Dialect;
import io.bulksend.input.InputException;
import io.bulksend.job.RunFailedException;
import io.bulksend.job.SendExecution;
import io.bulksend.ledger.Campaigns;
import io.bulksend.ledger.CountedEntries;
import io.bulksend.ledger.FailedDeliveries;
import io.bulksend.ledger.FileRecord;
import io.bulksend.ledger.MessageLedger;
import io.bulksend.ledger.Retry;
import io.bulksend.ledger.database.CampaignLock;
import io.bulksend.progress.RunProgress;
import io.bulksend.results.ResultsFiles;
import io.bulksend.results.ResultsSummary;
import io.bulksend.run.recognition.Recognition;
import io.bulksend.run.settings.CampaignSettings;
import io.bulksend.run.settings.ConfigurationException;
import io.bulksend.run.settings.MessageSettings;
import io.bulksend.run.settings.MessageSettings.Difference;
import io.bulksend.send.StopSwitch;
import io.bulksend.send.StopSwitch.Stop;

/**
 * One run of a campaign, safe to repeat: takes the campaign's lock, recovers what a dead
 * run left behind, sends what is left to send, and writes the results from the ledger,
 * however the sending ended.
 */
final class SendRun {

	private final CampaignSettings campaign;

	private final MessageSettings messages;

	private final KeptSuppression suppression;

	private final Retry retry;

	private final CampaignFile file;

	private final DataSource dataSource;

	private final Campaigns campaigns;

	private final CountedEntries counted;

	private final Clock clock;

	private final Instant begun;

	private final Recognition recognition;

	private final SendExecution execution;

	private final CorrectionsRun corrections;

	private final CampaignResults results;

	private final Turn turn;

	/** Ends what an earlier run of a campaign has handed out. */
	private final Consumer<String> earlier;

	private final StopSwitch stop;

	private final RunProgress progress;

	private final ProgressKeeper keeper;

	SendRun(CampaignSettings campaign, MessageSettings messages, KeptSuppression suppression, Retry retry,
			CampaignFile file, DataSource dataSource, Campaigns campaigns, CountedEntries counted, Clock clock,
			Instant begun, Recognition recognition, SendExecution execution, CorrectionsRun corrections,
			CampaignResults results, Turn turn, Consumer<String> earlier, StopSwitch stop, RunProgress progress,
			ProgressKeeper keeper) {
		this.campaign = campaign;
		this.messages = messages;
		this.suppression = suppression;
		this.retry = retry;
		this.file = file;
		this.dataSource = dataSource;
		this.campaigns = campaigns;
		this.counted = counted;
		this.clock = clock;
		this.begun = begun;
		this.recognition = recognition;
		this.execution = execution;
		this.corrections = corrections;
		this.results = results;
		this.turn = turn;
		this.earlier = earlier;
		this.stop = stop;
		this.progress = progress;
		this.keeper = keeper;
	}

	/**
	 * Runs.
	 * @param held is told when the campaign is this run's alone
	 * @param begins is told when there is something to do, before it is done
	 * @return how it ended
	 * @throws InputException if the file cannot be used; nothing was sent
	 * @throws ConfigurationException if the run contradicts an earlier one; nothing was
	 * sent
	 * @throws io.bulksend.ledger.database.CampaignLockedException if another run holds
	 * the campaign for longer than this one is to wait; nothing was sent
	 * @throws RunFailedException if something failed on the way; the same command goes on
	 */
	RunResult run(Runnable held, Runnable begins) {
		this.results.requirePlace();
		String campaign = this.campaign.name();
		String sha256 = this.file.fingerprint();
		CampaignLock lock = this.turn.await(() -> CampaignLock.acquire(this.dataSource, campaign));
		try {
			held.run();
			this.earlier.accept(campaign);
			Optional<FileRecord> current = this.campaigns.currentFile(campaign);
			this.recognition.require(current);
			FileRecord record = bind(current, sha256);
			Optional<CorrectionsTaken> taken = takeInCorrections(record);
			if (taken.isPresent()) {
				record = this.campaigns.file(campaign, sha256).orElseThrow();
			}
			record = open(record);
			this.keeper.begin(record);
			boolean complete = isDecided(record);
			if (!complete) {
				begins.run();
				record = send(record);
			}
			if (!record.planned()) {
				throw new RunFailedException("The run was stopped before anything was sent.");
			}
			ResultsSummary summary = writeResults(record);
			if (record.retrying() && summary.count(Status.NOT_SENT) == 0) {
				this.campaigns.endRetry(record);
			}
			this.keeper.end(summary.rows(), summary.counts());
			ResultsFiles files = this.results.files();
			Optional<Path> retry = Optional.of(files.retry()).filter((file) -> summary.worthSendingAgain() > 0);
			return new RunResult(campaign, summary, files.results(), files.report(), retry, this.stop.requested(),
					taken, complete, failures(record), this.retry.countSpared(record, this.campaign.retry()));
		}
		finally {
			this.keeper.close();
			lock.close();
		}
	}

	private Optional<CorrectionsTaken> takeInCorrections(FileRecord record) {
		Path given = this.campaign.corrections();
		if (given == null) {
			return Optional.empty();
		}
		this.suppression.require(record.campaign(), () -> true);
		interruptUnfinished(record);
		CorrectionsTaken taken = this.corrections.takeIn(given, record);
		this.counted.changed();
		return Optional.of(taken);
	}

	private FileRecord send(FileRecord record) {
		if (!record.planned()) {
			// Its plan makes entries.
			this.counted.changed();
		}
		try {
			this.execution.run(record, this.campaign.file(), this.stop);
			return this.execution.file();
		}
		catch (InputException ex) {
			withdraw(record);
			throw ex;
		}
		catch (RunFailedException ex) {
			try {
				if (this.execution.file().planned()) {
					this.results.write(this.execution.file(), Optional.ofNullable(ex.getMessage()));
				}
			}
			catch (RuntimeException results) {
				ex.addSuppressed(results);
			}
			throw ex;
		}
	}

	/**
	 * Keeps nothing of a file that was refused before it was planned.
	 */
	private void withdraw(FileRecord record) {
		boolean planned = this.campaigns.file(record.campaign(), record.sha256())
			.filter(FileRecord::planned)
			.isPresent();
		if (!planned) {
			this.keeper.withdraw();
			try (MessageLedger ledger = new MessageLedger(this.dataSource, this.clock, record)) {
				ledger.clear();
			}
			this.campaigns.withdraw(record);
		}
	}

	/**
	 * Makes the file the campaign's; the preflight then binds the two.
	 */
	private FileRecord bind(Optional<FileRecord> current, String sha256) {
		String campaign = this.campaign.name();
		if (current.isPresent() && !current.get().sha256().equals(sha256)) {
			this.suppression.require(campaign, () -> true);
			interruptUnfinished(current.get());
		}
		FileRecord record = this.campaigns.enter(campaign, sha256, this.campaign.fileName());
		this.file.readAs(Dialect.of(record.keyVersion()));
		CorrectionsRun.fill(this.file, this.campaign.corrections(), this.campaigns.bound().of(record));
		return withSameSettings(record);
	}

	/** Other settings make other messages of the same rows: they are planned anew. */
	private FileRecord withSameSettings(FileRecord record) {
		List<Difference> differences = this.campaigns.bound()
			.of(record)
			.flatMap(MessageSettings::parse)
			.map(this.messages::differencesFrom)
			.orElse(List.of());
		if (record.planned() && !differences.isEmpty()) {
			this.suppression.require(record.campaign(), () -> true);
			interruptUnfinished(record);
			return this.campaigns.enterAnew(record);
		}
		return record;
	}

	private void interruptUnfinished(FileRecord record) {
		if (this.counted.of(record.id()).underWay() == 0) {
			return;
		}
		try (MessageLedger ledger = new MessageLedger(this.dataSource, this.clock, record)) {
			ledger.interruptUnfinished();
		}
		this.counted.changed();
	}

	/**
	 * Opens the rows to retry again, but for a pass that was opened so and did not end:
	 * it just goes on.
	 */
	private FileRecord open(FileRecord record) {
		if (!record.planned()) {
			this.suppression.require(record.campaign(), () -> true);
			return record;
		}
		// No other run can be under way: this one holds the lock.
		interruptUnfinished(record);
		Retried retried = this.campaign.retry();
		this.suppression.require(record.campaign(), () -> !isDecided(record) || opens(record, retried));
		this.suppression.keep(record);
		if (retried.isEmpty() || record.retrying()) {
			return record;
		}
		FileRecord opened = this.retry.open(record, retried, this.begun);
		this.counted.changed();
		return opened;
	}

	private boolean opens(FileRecord record, Retried retried) {
		return !retried.isEmpty() && !this.retry.count(record, retried).isEmpty();
	}

	private boolean isDecided(FileRecord record) {
		return record.planned() && this.counted.of(record.id()).decided() == record.rows();
	}

	private ResultsSummary writeResults(FileRecord record) {
		this.progress.writingResults();
		ResultsSummary summary;
		try {
			summary = this.results.write(record, this.stop.requested().map(Stop::message),
					this.stop.requested().map((stop) -> stop.reason().first()).orElse(""));
		}
		catch (InputException ex) {
			throw new RunFailedException("The results could not be written: " + ex.getMessage()
					+ ". Put the file back as it was and run the same command to go on.", ex);
		}
		requireClosedCount(record, summary, count(record));
		return summary;
	}

	/** What --retry failed has left alone, and for how long. */
	private Optional<FailedDeliveries.Failures> failures(FileRecord record) {
		return this.campaign.retry().failed() ? Optional.of(this.retry.failures(record)) : Optional.empty();
	}

	private Map<Status, Long> count(FileRecord record) {
		try (MessageLedger ledger = new MessageLedger(this.dataSource, this.clock, record)) {
			return ledger.count();
		}
	}

	/** Spring Batch alone would not notice rows that were never read. */
	private void requireClosedCount(FileRecord record, ResultsSummary summary, Map<Status, Long> ledger) {
		long decided = ledger.values().stream().mapToLong(Long::longValue).sum();
		boolean complete = this.stop.requested().isPresent()
				|| (decided == record.rows() && summary.count(Status.NOT_SENT) == 0);
		if (summary.rows() != record.rows() || decided > record.rows() || !complete) {
			throw new RunFailedException("The count does not close: the file has " + record.rows()
					+ " rows, the results have " + summary.rows() + " and the ledger has decided " + decided + ", "
					+ summary.count(Status.NOT_SENT)
					+ " of the results not sent. Run the same command again to go on.");
		}
	}

}
