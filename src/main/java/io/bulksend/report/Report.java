package io.bulksend.report;

import java.io.IOException;
import java.io.Writer;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.Set;

import io.bulksend.campaign.Outcome;
import io.bulksend.campaign.Status;
import io.bulksend.input.Header;
import io.bulksend.input.Row;
import io.bulksend.ledger.Entry;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.exc.JacksonIOException;

/**
 * Writes the report: a page that needs nothing but itself. The rows that were not
 * accepted go into it as they come, so that memory stays flat; what is shown above them
 * is counted meanwhile and written at the end.
 * <p>
 * The page is the same for the same ledger, whenever it is written.
 */
public final class Report {

	/** A bar each must stay wide enough to be seen on a phone. */
	private static final int MOST_BARS = 90;

	private static final Set<Status> CALLED = Set.of(Status.ACCEPTED, Status.REJECTED, Status.IN_DOUBT);

	private final ReportSubject subject;

	private final Writer out;

	private final ReportRows rows;

	private final ReportCounts counts = new ReportCounts();

	private final Timeline timeline = new Timeline(Bars.KINDS.size(), MOST_BARS);

	private final ZoneId zone = ZoneId.systemDefault();

	private @Nullable ZonedDateTime first;

	private @Nullable ZonedDateTime last;

	private Report(ReportSubject subject, Header header, Writer out) throws IOException {
		this.subject = subject;
		this.out = out;
		Template.HEAD.write(Page.head(subject), out);
		this.rows = new ReportRows(header, out);
	}

	/**
	 * Begins a page.
	 * @param subject what it is about
	 * @param header the columns of the campaign's file
	 * @param out where it is written, as UTF-8; neither flushed nor closed
	 * @return the report, ready for its rows
	 * @throws IOException if writing fails
	 */
	public static Report begin(ReportSubject subject, Header header, Writer out) throws IOException {
		return new Report(subject, header, out);
	}

	/**
	 * Adds a row, in the file's order.
	 * @param row the row
	 * @param outcome what became of it
	 * @param entry what the ledger holds about it, or {@code null} where it was not tried
	 * @throws IOException if writing fails
	 */
	public void add(Row row, Outcome outcome, @Nullable Entry entry) throws IOException {
		this.counts.add(outcome);
		OffsetDateTime at = (entry != null) ? entry.completedAt() : null;
		ZonedDateTime when = (at != null) ? at.atZoneSameInstant(this.zone) : null;
		if (when != null && CALLED.contains(outcome.status())) {
			this.timeline.add(when.toLocalDateTime().toEpochSecond(ZoneOffset.UTC),
					Bars.KINDS.indexOf(outcome.status()));
			this.first = (this.first == null || when.isBefore(this.first)) ? when : this.first;
			this.last = (this.last == null || when.isAfter(this.last)) ? when : this.last;
		}
		if (outcome.status() != Status.ACCEPTED) {
			try {
				this.rows.add(row, outcome, (entry != null) ? entry.attempts() : 0, when);
			}
			catch (JacksonIOException ex) {
				throw ex.getCause();
			}
		}
	}

	/**
	 * Ends the page.
	 * @throws IOException if writing fails
	 */
	public void end() throws IOException {
		try {
			this.rows.end();
		}
		catch (JacksonIOException ex) {
			throw ex.getCause();
		}
		Template.BODY.write(Page.body(this.subject, this.counts, this.rows, this.timeline, this.first, this.last),
				this.out);
	}

}
