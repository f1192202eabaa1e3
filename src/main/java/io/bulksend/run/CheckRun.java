package io.bulksend.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;

import io.bulksend.check.Preflight;
import io.bulksend.check.ReportCollector;
import io.bulksend.check.ResultsAsInput;
import io.bulksend.check.RowCheck;
import io.bulksend.input.CampaignFile;
import io.bulksend.input.Row;
import io.bulksend.input.Rows;
import io.bulksend.run.settings.CampaignSettings;
import io.bulksend.run.settings.RunSettings;
import io.bulksend.run.settings.SettingsReader;
import io.bulksend.send.SendSettings;

/**
 * Checks a campaign's file as it would be checked before sending, with the same settings
 * in the same order, but without an application around it: no database, no token, and
 * nothing is kept.
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
		AtomicReference<Row> sent = new AtomicReference<>();
		RowCheck check = RowChecks.of(settings);
		ReportCollector collector = new ReportCollector();
		AtomicLong guards = new AtomicLong();
		Preflight.Summary summary = preflight(file, check, collector, sent, guards);
		Optional<String> warning = Optional.ofNullable(sent.get())
			.filter((row) -> !campaign.named())
			.flatMap((row) -> ResultsAsInput.campaignOf(campaign.file())
				.map((name) -> ResultsAsInput.refusal(campaign.file(), row, name).getMessage()));
		return new CheckResult(campaign.file(), collector.report(summary),
				collector.notes(guards.get(), check.suppressed(), summary.repeatedRecipients()), collector.samples(),
				warning, settings.invalidShare().refusal(summary), sending.rate(), sending.window());
	}

	private static Preflight.Summary preflight(CampaignFile file, RowCheck check, ReportCollector collector,
			AtomicReference<Row> sent, AtomicLong guards) {
		Path temporaryFolder = Path.of(System.getProperty("java.io.tmpdir"));
		try (Rows rows = file.rows()) {
			return new Preflight(check, temporaryFolder).run(() -> {
				Row row = rows.next();
				if (row != null && row.wasSent()) {
					sent.compareAndSet(null, row);
				}
				guards.set(rows.guardsTakenOff());
				return row;
			}, collector);
		}
	}

}
