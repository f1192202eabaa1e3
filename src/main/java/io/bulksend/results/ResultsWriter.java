package io.bulksend.results;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;

import io.bulksend.campaign.Code;
import io.bulksend.campaign.Outcome;
import io.bulksend.campaign.Status;
import io.bulksend.input.CampaignFile;
import io.bulksend.input.Row;
import io.bulksend.input.Rows;
import io.bulksend.ledger.Entry;
import io.bulksend.ledger.MessageLedger;
import io.bulksend.report.Report;
import io.bulksend.report.ReportSubject;
import org.jspecify.annotations.Nullable;

/**
 * Writes what people get of a campaign, in one pass over the input's rows, each with what
 * became of it: the results, the rows worth sending again, and the report. Each file is
 * complete or it is not there. Memory stays flat however many rows there are.
 */
public final class ResultsWriter {

	private static final int PAGE = 1_000;

	private static final Outcome NOT_TRIED = Outcome.of(Status.NOT_SENT, null, null);

	private final CampaignFile file;

	private final MessageLedger ledger;

	private final ReportSubject subject;

	/**
	 * A writer of one file's results.
	 * @param file the campaign's file
	 * @param ledger what was decided about its rows
	 * @param subject what the report is about
	 */
	public ResultsWriter(CampaignFile file, MessageLedger ledger, ReportSubject subject) {
		this.file = file;
		this.ledger = ledger;
		this.subject = subject;
	}

	/**
	 * Writes the files.
	 * @param files where they go; replaced if they exist
	 * @return what the results say, in numbers
	 * @throws ResultsNotWrittenException if they could not be written; the results are
	 * then as they were
	 */
	public ResultsSummary write(ResultsFiles files) {
		ResultsRow format = new ResultsRow(this.file.header(), this.subject.campaign());
		try (ResultsCsv results = new ResultsCsv(files.results(), ResultsCsv.COMMA, format.header());
				RetryFile retry = new RetryFile(files.retry(), files.results(), this.file.delimiter(), format.header());
				ReportFile page = new ReportFile(files.report())) {
			Report report = Report.begin(this.subject, this.file.header(), page.writer());
			forEachRow((row, outcome, entry) -> {
				String[] cells = format.row(row, outcome, entry);
				results.write(cells);
				if (Code.isWorthSendingAgain(outcome.status(), outcome.errorCode())) {
					retry.write(cells);
				}
				report.add(row, outcome, entry);
			});
			report.end();
			retry.finish();
			results.finish();
			page.finish(files.results());
			return ResultsSummary.of(report.counts(), retry.rows());
		}
		catch (IOException ex) {
			throw new ResultsNotWrittenException(files.results(), ex);
		}
	}

	/**
	 * Rows and entries are both in the file's order: they are merged, a page at a time.
	 */
	private void forEachRow(RowSink sink) throws IOException {
		Iterator<Entry> entries = List.<Entry>of().iterator();
		Entry entry = null;
		try (Rows rows = this.file.rows()) {
			for (Row row = rows.next(); row != null; row = rows.next()) {
				if ((row.number() - 1) % PAGE == 0) {
					entries = this.ledger.findDelivered(row.number(), row.number() + PAGE - 1).iterator();
					entry = entries.hasNext() ? entries.next() : null;
				}
				if (entry != null && entry.row() == row.number()) {
					sink.row(row, entry.outcome(), entry);
					entry = entries.hasNext() ? entries.next() : null;
				}
				else {
					sink.row(row, NOT_TRIED, null);
				}
			}
		}
	}

	private interface RowSink {

		void row(Row row, Outcome outcome, @Nullable Entry entry) throws IOException;

	}

}
