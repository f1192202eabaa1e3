package io.bulksend.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import io.bulksend.check.FileReport;
import io.bulksend.check.Preflight;
import io.bulksend.check.ReportCollector;
import io.bulksend.check.RowCheck;
import io.bulksend.input.CampaignFile;
import io.bulksend.input.Rows;
import io.bulksend.ledger.database.DatabaseHeldException;
import io.bulksend.ledger.database.DatabaseUnusableException;
import io.bulksend.ledger.database.LedgerException;
import io.bulksend.run.settings.CampaignSettings;
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

	private CheckRun() {
	}

	/**
	 * Reads and checks the whole file.
	 * @param arguments settings as <code>--name=value</code>; they win over all others
	 * @return what it came to
	 * @throws io.bulksend.input.InputException if the file cannot be used
	 * @throws IllegalArgumentException if a setting cannot be used
	 */
	public static CheckResult run(List<String> arguments) {
		RunSettings settings = SettingsReader.read(SettingsReader.environment(arguments));
		CampaignSettings campaign = settings.campaign();
		SendSettings sending = settings.send();
		CampaignFile file = CampaignFile.open(campaign.file(), settings.input());
		RowCheck check = RowChecks.of(settings);
		try (LedgerAccess ledger = LedgerAccess.open(arguments)) {
			Optional<String> refusal = refusal(
					new Recognition(settings, file, ledger.dataSource(), ledger.campaigns()));
			DecidedBefore before = DecidedBefore.of(settings, file, ledger);
			return result(file, report(file, check, before), before, Optional.empty(), refusal, sending);
		}
		catch (NoLedgerException ex) {
			return withoutLedger(file, check, Optional.empty(), refusal(new Recognition(settings, file)), sending);
		}
		catch (DatabaseUnusableException ex) {
			return withoutLedger(file, check, Optional.empty(), Optional.ofNullable(ex.getMessage()), sending);
		}
		catch (DatabaseHeldException | LedgerException ex) {
			return withoutLedger(file, check,
					Optional.of(ex.getMessage() + " So this does not tell what was sent before."), Optional.empty(),
					sending);
		}
	}

	private static CheckResult withoutLedger(CampaignFile file, RowCheck check, Optional<String> warning,
			Optional<String> refusal, SendSettings sending) {
		DecidedBefore nothing = DecidedBefore.nothing();
		return result(file, report(file, check, nothing), nothing, warning, refusal, sending);
	}

	private static CheckResult result(CampaignFile file, FileReport report, DecidedBefore before,
			Optional<String> warning, Optional<String> refusal, SendSettings sending) {
		return new CheckResult(file.path(), report, before.now(report.sendable()), warning, refusal, sending.rate(),
				sending.window());
	}

	private static FileReport report(CampaignFile file, RowCheck check, DecidedBefore before) {
		ReportCollector collector = new ReportCollector();
		Path temporaryFolder = Path.of(System.getProperty("java.io.tmpdir"));
		try (Rows rows = file.rows()) {
			return collector
				.report(new Preflight(check, temporaryFolder).run(rows::next, before, before.sink(collector)));
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
