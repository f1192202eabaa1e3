package io.bulksend.job;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;

import io.bulksend.check.Preflight;
import io.bulksend.check.ReportCollector;
import io.bulksend.check.RowCheck;
import io.bulksend.input.CampaignFile;
import io.bulksend.input.Row;
import io.bulksend.input.Rows;
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
		BulkSendProperties properties = Settings.own(Settings.read(arguments));
		SendSettings sending = properties.sendSettings();
		CampaignFile file = CampaignFile.open(properties.file(), properties.inputSettings());
		AtomicReference<Row> sent = new AtomicReference<>();
		ReportCollector collector = new ReportCollector();
		Preflight.Summary summary = preflight(file, properties.rowCheck(), sent, collector);
		Optional<String> warning = Optional.ofNullable(sent.get())
			.filter((row) -> properties.campaign() == null)
			.flatMap((row) -> ResultsAsInput.campaignOf(properties.file())
				.map((campaign) -> ResultsAsInput.refusal(properties.file(), row, campaign).getMessage()));
		return new CheckResult(properties.file(), collector.report(summary), warning,
				properties.invalidShare().refusal(summary), sending.rate(), sending.window());
	}

	private static Preflight.Summary preflight(CampaignFile file, RowCheck check, AtomicReference<Row> sent,
			ReportCollector collector) {
		Path temporaryFolder = Path.of(System.getProperty("java.io.tmpdir"));
		try (Rows rows = file.rows()) {
			return new Preflight(check, temporaryFolder).run(() -> {
				Row row = rows.next();
				if (row != null && row.wasSent()) {
					sent.compareAndSet(null, row);
				}
				return row;
			}, collector);
		}
	}

}
