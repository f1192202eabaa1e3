package io.bulksend.job;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import javax.sql.DataSource;

import io.bulksend.campaign.Status;
import io.bulksend.input.CampaignFile;
import io.bulksend.input.InputException;
import io.bulksend.input.InputSettings;
import io.bulksend.ledger.CampaignLock;
import io.bulksend.ledger.Campaigns;
import io.bulksend.ledger.FileRecord;
import io.bulksend.ledger.MessageLedger;
import io.bulksend.ledger.Retry;
import io.bulksend.results.ResultsSummary;
import io.bulksend.results.ResultsWriter;
import io.bulksend.send.StopSwitch;

/**
 * One run of a campaign, safe to repeat: takes the campaign's lock, recovers what a dead
 * run left behind, sends what is left to send, and writes the results from the ledger,
 * however the sending ended.
 */
public final class SendRun {

	private final BulkSendProperties properties;

	private final InputSettings inputSettings;

	private final DataSource dataSource;

	private final Campaigns campaigns;

	private final Clock clock;

	private final SendExecution execution;

	private final StopSwitch stop;

	SendRun(BulkSendProperties properties, InputSettings inputSettings, DataSource dataSource, Campaigns campaigns,
			Clock clock, SendExecution execution, StopSwitch stop) {
		this.properties = properties;
		this.inputSettings = inputSettings;
		this.dataSource = dataSource;
		this.campaigns = campaigns;
		this.clock = clock;
		this.execution = execution;
		this.stop = stop;
	}

	/**
	 * Runs.
	 * @return how it ended
	 * @throws InputException if the file cannot be used; nothing was sent
	 * @throws ConfigurationException if the run contradicts an earlier one; nothing was
	 * sent
	 * @throws io.bulksend.ledger.CampaignLockedException if another run holds the
	 * campaign; nothing was sent
	 * @throws RunFailedException if something failed on the way; the same command goes on
	 */
	public RunResult run() {
		Path path = this.properties.file();
		CampaignFile file = CampaignFile.open(path, this.inputSettings);
		requireResultsElsewhere();
		String campaign = this.properties.campaignName();
		String sha256 = CampaignFile.sha256(path);
		CampaignLock lock = CampaignLock.acquire(this.dataSource, campaign);
		try {
			bind(campaign, sha256);
			boolean complete = isComplete(campaign, sha256);
			if (!complete) {
				this.execution.run(campaign, sha256, path, this.stop);
			}
			FileRecord record = this.campaigns.file(campaign, sha256)
				.filter(FileRecord::planned)
				.orElseThrow(() -> new RunFailedException("The run was stopped before anything was sent."));
			ResultsSummary summary = writeResults(file, record);
			return new RunResult(campaign, summary, this.properties.resultsFile(), this.stop.requested(), complete);
		}
		finally {
			lock.close();
		}
	}

	private void requireResultsElsewhere() {
		Path results = this.properties.resultsFile().toAbsolutePath().normalize();
		if (results.equals(this.properties.file().toAbsolutePath().normalize())) {
			throw new ConfigurationException(
					"results would overwrite the input file " + results + ": choose another file with --results");
		}
		if (!Files.isDirectory(results.getParent()) || Files.isDirectory(results)) {
			throw new ConfigurationException("results cannot be written to " + results
					+ ": its folder does not exist, or it is a folder itself; see --results");
		}
	}

	/**
	 * Makes the file the campaign's, where it may be; the preflight then binds the two.
	 */
	private void bind(String campaign, String sha256) {
		Optional<FileRecord> current = this.campaigns.currentFile(campaign);
		if (current.isPresent() && !current.get().sha256().equals(sha256)) {
			if (!this.properties.amend()) {
				throw new ConfigurationException("The campaign \"" + campaign + "\" was started with another file ("
						+ current.get().name() + ", SHA-256 " + current.get().sha256().substring(0, 12)
						+ "…), so nothing was sent. If this file replaces it, add --amend; a new campaign needs its own"
						+ " name with --campaign.");
			}
			interruptUnfinished(current.get());
		}
		this.campaigns.enter(campaign, sha256, String.valueOf(this.properties.file().getFileName()));
	}

	private void interruptUnfinished(FileRecord record) {
		try (MessageLedger ledger = new MessageLedger(this.dataSource, this.clock, record)) {
			ledger.interruptUnfinished();
		}
	}

	/**
	 * Says whether nothing is left to send. Rows to retry are opened again first, but for
	 * a pass that was opened so and did not end: it just goes on.
	 */
	private boolean isComplete(String campaign, String sha256) {
		Optional<FileRecord> record = this.campaigns.file(campaign, sha256).filter(FileRecord::planned);
		if (record.isEmpty()) {
			return false;
		}
		// No other run can be under way: this one holds the lock.
		interruptUnfinished(record.get());
		boolean complete = isDecided(record.get());
		Set<Status> retry = this.properties.retryStatuses();
		if (!retry.isEmpty() && (complete || !record.get().retrying())) {
			return new Retry(this.dataSource).open(record.get(), retry) == 0 && complete;
		}
		return complete;
	}

	private boolean isDecided(FileRecord record) {
		try (MessageLedger ledger = new MessageLedger(this.dataSource, this.clock, record)) {
			Map<Status, Long> counts = ledger.count();
			long decided = counts.values().stream().mapToLong(Long::longValue).sum()
					- counts.getOrDefault(Status.NOT_SENT, 0L);
			return decided == record.rows();
		}
	}

	private ResultsSummary writeResults(CampaignFile file, FileRecord record) {
		try (MessageLedger ledger = new MessageLedger(this.dataSource, this.clock, record)) {
			ResultsSummary summary = new ResultsWriter(file, ledger).write(this.properties.resultsFile());
			requireClosedCount(record, summary, ledger.count());
			return summary;
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
