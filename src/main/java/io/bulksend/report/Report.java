package io.bulksend.report;

import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;

import io.bulksend.campaign.Outcome;
import io.bulksend.campaign.Status;
import io.bulksend.campaign.delivery.Delivery;
import io.bulksend.campaign.delivery.DeliveryStatus;
import io.bulksend.input.Header;
import io.bulksend.input.Row;
import io.bulksend.ledger.Entry;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.exc.JacksonIOException;

/**
 * Writes the report: a page that needs nothing but itself. The rows that were not
 * accepted, or not delivered, go into it as they come, so that memory stays flat; what is
 * shown above them is counted meanwhile and written at the end.
 * <p>
 * The page is the same for the same ledger, whenever it is written.
 */
public final class Report {

	/** A bar each must stay wide enough to be seen on a phone. */
	private static final int MOST_BARS = 90;

	private static final long QUARTER = 900;

	private final ReportSubject subject;

	private final Writer out;

	private final ReportRows rows;

	private final ReportCounts counts = new ReportCounts();

	private final Timeline timeline = new Timeline(Bars.KINDS.size(), MOST_BARS);

	private final ZoneId zone = ZoneId.systemDefault();

	private long first = Long.MAX_VALUE;

	private long last = Long.MIN_VALUE;

	private long quarter = Long.MIN_VALUE;

	private int offset;

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
		int kind = Bars.KINDS.indexOf(outcome.status());
		if (at != null && kind >= 0) {
			long second = at.toEpochSecond();
			this.timeline.add(second + offset(second), kind);
			this.first = Math.min(this.first, second);
			this.last = Math.max(this.last, second);
		}
		Delivery delivery = (entry != null) ? entry.delivery() : null;
		if (delivery != null && outcome.status() == Status.ACCEPTED) {
			this.counts.add(delivery);
		}
		if (outcome.status() != Status.ACCEPTED) {
			list(row, outcome, entry, at);
		}
		else if (delivery != null && delivery.status() == DeliveryStatus.FAILED) {
			list(row, Outcome.of(Status.ACCEPTED, null, delivery.remark()), entry, at);
		}
	}

	private void list(Row row, Outcome outcome, @Nullable Entry entry, @Nullable OffsetDateTime at) throws IOException {
		try {
			this.rows.add(row, outcome, (entry != null) ? entry.attempts() : 0,
					(at != null) ? at.atZoneSameInstant(this.zone) : null);
		}
		catch (JacksonIOException ex) {
			throw ex.getCause();
		}
	}

	/**
	 * What was counted of the rows that were added.
	 * @return the numbers, which grow with the rows
	 */
	public ReportCounts counts() {
		return this.counts;
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
		Template.BODY.write(Page.body(this.subject, this.counts, this.rows, this.timeline, period()), this.out);
	}

	private Page.@Nullable Period period() {
		return this.timeline.isEmpty() ? null : new Page.Period(Words.time(local(this.first)),
				(this.first == this.last) ? "" : Words.time(local(this.last)), this.zone.getId());
	}

	private ZonedDateTime local(long second) {
		return Instant.ofEpochSecond(second).atZone(this.zone);
	}

	/**
	 * What is to be added to a time to have it local. Clocks change at quarters alone.
	 */
	private int offset(long second) {
		long quarterOf = Math.floorDiv(second, QUARTER);
		if (quarterOf != this.quarter) {
			this.quarter = quarterOf;
			this.offset = local(second).getOffset().getTotalSeconds();
		}
		return this.offset;
	}

}
