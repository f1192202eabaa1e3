package io.bulksend.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

import io.bulksend.check.Preflight;
import io.bulksend.check.ReportCollector;
import io.bulksend.check.RowCheck;
import io.bulksend.input.CampaignFile;
import io.bulksend.input.Dialect;
import io.bulksend.input.Row;
import io.bulksend.input.Rows;
import io.bulksend.ledger.FileRecord;
import io.bulksend.ledger.database.DatabaseHeldException;
import io.bulksend.ledger.database.DatabaseUnusableException;
import io.bulksend.ledger.database.LedgerException;
import io.bulksend.run.recognition.Recognition;
import io.bulksend.run.settings.ConfigurationException;
import io.bulksend.run.settings.RunSettings;
import io.bulksend.run.settings.SettingsReader;
import io.bulksend.send.SendSettings;

/**
 * Checks a campaign's file as it would be checked before sending, with the same settings
 * in the same order, but without an application around it: no token, nothing is sent, and
 * nothing is kept. Where there is a ledger it is asked what was decided before, which
 * changes nothing in it but to bring it to this version's tables.
 */
public final class CheckRun {

	private final RunSettings settings;

	private final SendSettings sending;

	private final CampaignFile file;

	private final RowCheck check;

	private CheckRun(RunSettings settings) {
		this.settings = settings;
		settings.campaign();
		this.sending = settings.send();
		this.file = CampaignFile.open(settings.campaign().file(), settings.input());
		this.check = RowChecks.of(settings);
	}

	/**
	 * Reads and checks the whole file.
	 * @param arguments settings as <code>--name=value</code>; they win over all others
	 * @return what it came to
	 * @throws io.bulksend.input.InputException if the file cannot be used
	 * @throws IllegalArgumentException if a setting cannot be used
	 */
	public static CheckResult run(List<String> arguments) {
		return new CheckRun(SettingsReader.read(SettingsReader.environment(arguments))).with(arguments);
	}

	private CheckResult with(List<String> arguments) {
		try (LedgerAccess ledger = LedgerAccess.open(arguments)) {
			Optional<FileRecord> campaign = ledger.campaigns().currentFile(this.settings.campaign().name());
			campaign.ifPresent((record) -> this.file.readAs(Dialect.of(record.keyVersion())));
			Recognition recognition = new Recognition(this.settings, this.file, ledger.dataSource(),
					ledger.campaigns());
			Optional<String> refusal = refusal(recognition);
			RowCheck same = campaign.map((record) -> this.check.by(record.keyVersion())).orElse(this.check);
			return result(same, DecidedBefore.of(this.settings, this.file, ledger), Optional.empty(), refusal);
		}
		catch (NoLedgerException ex) {
			return withoutLedger(Optional.empty(), refusal(new Recognition(this.settings, this.file)));
		}
		catch (DatabaseUnusableException ex) {
			return withoutLedger(Optional.empty(), Optional.ofNullable(ex.getMessage()));
		}
		catch (DatabaseHeldException | LedgerException ex) {
			return withoutLedger(Optional.of(ex.getMessage() + " So this does not tell what was sent before."),
					Optional.empty());
		}
	}

	private CheckResult withoutLedger(Optional<String> warning, Optional<String> refusal) {
		return result(this.check, DecidedBefore.nothing(), warning, refusal);
	}

	private CheckResult result(RowCheck rowCheck, DecidedBefore before, Optional<String> warning,
			Optional<String> refusal) {
		ReportCollector collector = new ReportCollector();
		AtomicLong guards = new AtomicLong();
		Preflight.Summary summary = preflight(rowCheck, before, collector, guards);
		return new CheckResult(this.file.path(), collector.report(summary),
				collector.notes(guards.get(), this.check.suppressed(), summary.repeatedRecipients()),
				collector.samples(), before.now(summary.sendable()), warning,
				refusal.or(() -> before.isPlanned() ? Optional.empty()
						: this.settings.invalidShare().refusal(summary).map((reason) -> reason + ".")),
				this.sending.rate(), this.sending.window());
	}

	private Preflight.Summary preflight(RowCheck rowCheck, DecidedBefore before, ReportCollector collector,
			AtomicLong guards) {
		Path temporaryFolder = Path.of(System.getProperty("java.io.tmpdir"));
		try (Rows rows = this.file.rows()) {
			return new Preflight(rowCheck, temporaryFolder).run(() -> {
				Row row = rows.next();
				guards.set(rows.guardsTakenOff());
				return row;
			}, before, before.sink(collector));
		}
	}

	private static Optional<String> refusal(Recognition recognition) {
		try {
			recognition.require();
			return Optional.empty();
		}
		catch (ConfigurationException ex) {
			return Optional.ofNullable(ex.getMessage());
		}
	}

}
