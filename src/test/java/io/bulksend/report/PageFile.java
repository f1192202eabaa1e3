package io.bulksend.report;

import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.function.LongFunction;

import io.bulksend.campaign.Outcome;
import io.bulksend.campaign.Status;
import io.bulksend.campaign.delivery.Delivery;
import io.bulksend.input.CampaignFile;
import io.bulksend.input.InputSettings;
import io.bulksend.input.Row;
import io.bulksend.input.Rows;
import io.bulksend.ledger.Entry;
import org.jspecify.annotations.Nullable;

/**
 * A report of a file's rows, as a run would have written it.
 */
final class PageFile {

	private static final OffsetDateTime START = OffsetDateTime.of(2026, 3, 2, 9, 0, 0, 0, ZoneOffset.UTC);

	private PageFile() {
	}

	/**
	 * Writes a report.
	 * @param folder where to
	 * @param csv the campaign's file
	 * @param outcomes what became of each row, by its number
	 */
	static Path write(Path folder, CharSequence csv, LongFunction<Outcome> outcomes) throws IOException {
		return write(folder, csv, outcomes, subject("Spring", Optional.empty()));
	}

	static Path write(Path folder, CharSequence csv, LongFunction<Outcome> outcomes, ReportSubject subject)
			throws IOException {
		return write(folder, csv, outcomes, subject, (row) -> null);
	}

	static Path write(Path folder, CharSequence csv, LongFunction<Outcome> outcomes, ReportSubject subject,
			LongFunction<@Nullable Delivery> deliveries) throws IOException {
		CampaignFile file = CampaignFile.open(Files.writeString(folder.resolve(subject.input()), csv),
				InputSettings.defaults());
		Path page = folder.resolve("page.html");
		try (BufferedWriter out = Files.newBufferedWriter(page); Rows rows = file.rows()) {
			Report report = Report.begin(subject, file.header(), out);
			for (Row row = rows.next(); row != null; row = rows.next()) {
				Outcome outcome = outcomes.apply(row.number());
				boolean decided = outcome.status() != Status.NOT_SENT;
				Entry entry = new Entry(row.number(), outcome, decided ? 1 : 0,
						decided ? START.plusSeconds(row.number()) : null, deliveries.apply(row.number()));
				report.add(row, outcome, decided ? entry : null);
			}
			report.end();
		}
		return page;
	}

	static ReportSubject subject(String campaign, Optional<String> stop) {
		return new ReportSubject(campaign, "spring.csv", "spring-results.csv", "spring-retry.csv", false, stop, "");
	}

}
