package io.bulksend.run;

import java.nio.file.Path;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.bulksend.input.CampaignFile;
import io.bulksend.input.Dialect;
import io.bulksend.input.InputException;
import io.bulksend.ledger.CampaignOverview;
import io.bulksend.ledger.FileRecord;
import io.bulksend.ledger.RunRecord;
import io.bulksend.ledger.Runs;
import io.bulksend.ledger.database.CampaignLock;
import io.bulksend.results.ResultsFiles;
import io.bulksend.results.ResultsSummary;
import io.bulksend.run.ledger.LedgerAccess;
import io.bulksend.run.settings.ConfigurationException;
import io.bulksend.send.StopReason;

/**
 * Writes the results of a campaign as the ledger has them, without sending: at any time,
 * and without a token.
 */
public final class ResultsRun {

	private ResultsRun() {
	}

	/**
	 * Writes the results.
	 * @param arguments settings as <code>--name=value</code>; they win over all others
	 * @return what they say
	 * @throws InputException if the file cannot be used
	 * @throws ConfigurationException if the campaign is not there, or has another file
	 * @throws io.bulksend.ledger.database.DatabaseHeldException if a run has the embedded
	 * database open
	 */
	public static RunResult run(List<String> arguments) {
		try (LedgerAccess ledger = LedgerAccess.open(arguments)) {
			CampaignFile file = CampaignFile.open(ledger.settings().campaign().file(), ledger.settings().input());
			CampaignResults results = new CampaignResults(ledger.settings(), file, ledger.dataSource(), ledger.clock());
			results.requirePlace();
			FileRecord record = record(ledger, file);
			file.readAs(Dialect.of(record.keyVersion()));
			boolean running = CampaignLock.holder(ledger.dataSource(), record.campaign()).isPresent();
			ResultsSummary summary = running ? results.writeBesideItsRun(record)
					: writeStopped(results, record, ledger);
			if (summary.rows() != record.rows()) {
				throw new ConfigurationException("The campaign \"" + record.campaign() + "\" has " + record.rows()
						+ " rows, but read with these settings the file has " + summary.rows()
						+ ": the results are not to be trusted. Give --delimiter as send had it.");
			}
			ResultsFiles files = results.files();
			Optional<Path> retry = Optional.of(files.retry()).filter((path) -> summary.worthSendingAgain() > 0);
			return new RunResult(record.campaign(), summary, files.results(), files.report(), retry, Optional.empty(),
					Optional.empty(), false, Optional.empty(), 0);
		}
	}

	/** With what the latest run said when it stopped, if it did. */
	private static ResultsSummary writeStopped(CampaignResults results, FileRecord record, LedgerAccess ledger) {
		List<RunRecord> runs = new Runs(ledger.dataSource()).of(record.campaign(), false);
		if (runs.isEmpty()) {
			return results.write(record, Optional.empty());
		}
		RunRecord latest = runs.get(runs.size() - 1);
		String first = Stream.of(StopReason.values())
			.filter((reason) -> reason.name().equals(latest.end()))
			.map(StopReason::first)
			.findFirst()
			.orElse("");
		return results.write(record, Optional.of(latest.message()).filter((message) -> !message.isEmpty()), first);
	}

	private static FileRecord record(LedgerAccess ledger, CampaignFile file) {
		String campaign = ledger.settings().campaign().name();
		CampaignOverview overview = new CampaignOverview(ledger.dataSource(), ledger.campaigns());
		if (overview.find(campaign).isEmpty()) {
			throw StatusRun.unknown(campaign, overview);
		}
		ledger.campaigns().forgottenAt(campaign).ifPresent((at) -> {
			throw new ConfigurationException("The campaign \"" + campaign + "\" was forgotten on "
					+ at.atZoneSameInstant(ZoneId.systemDefault()).toLocalDate()
					+ ": the ledger no longer knows what became of its rows. The results were left as they are; status"
					+ " has its counts.");
		});
		FileRecord current = ledger.campaigns()
			.currentFile(campaign)
			.orElseThrow(() -> new ConfigurationException("The campaign \"" + campaign
					+ "\" has no results yet: its file was not read to its end. Run send first."));
		String sha256 = file.fingerprint();
		if (current.sha256().equals(sha256)) {
			return current;
		}
		String problem = ledger.campaigns().file(campaign, sha256).isPresent()
				? "was replaced by another one (" + current.name() + "): give that one"
				: "is not the one that the campaign \"" + campaign + "\" was sent with (" + current.name()
						+ ", SHA-256 " + current.sha256().substring(0, 12)
						+ "…), or it was changed since: give that one, or name this one's campaign with --campaign";
		throw new InputException(ledger.settings().campaign().file(), "this file " + problem);
	}

}
