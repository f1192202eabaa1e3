package io.bulksend.report;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

import io.bulksend.campaign.Code;
import io.bulksend.campaign.CodeCount;
import io.bulksend.campaign.DeliveryFunnel;
import io.bulksend.campaign.Status;

/**
 * The outcome in a sentence, and what to do next.
 */
final class Outline {

	private final ReportCounts counts;

	private final ReportSubject subject;

	Outline(ReportCounts counts, ReportSubject subject) {
		this.counts = counts;
		this.subject = subject;
	}

	/**
	 * The outcome, most important first.
	 */
	String sentence() {
		long rows = this.counts.rows();
		long accepted = this.counts.of(Status.ACCEPTED);
		if (accepted == rows) {
			return (rows == 1) ? "The one message was accepted."
					: "All " + Words.number(rows) + " messages were accepted.";
		}
		if (this.counts.of(Status.NOT_SENT) == rows) {
			return (rows == 1) ? "The one message is still to be sent."
					: "All " + Words.number(rows) + " messages are still to be sent.";
		}
		return Words.number(accepted) + " of " + Words.count(rows, "row", "rows") + " "
				+ ((accepted == 1) ? "was" : "were") + " accepted, " + Words.share(accepted, rows) + ".";
	}

	/**
	 * How far the accepted messages have come, in a sentence; empty without receipts.
	 */
	String delivered() {
		DeliveryFunnel funnel = this.counts.funnel();
		if (!funnel.isKnown()) {
			return "";
		}
		String text = "Of the accepted, " + part(funnel.delivered(), funnel) + " "
				+ ((funnel.delivered() == 1) ? "was" : "were") + " delivered and " + part(funnel.read(), funnel)
				+ " read";
		return text + ((funnel.failed() > 0) ? "; " + part(funnel.failed(), funnel) + " failed." : ".");
	}

	private static String part(long messages, DeliveryFunnel funnel) {
		return Words.number(messages) + " (" + Words.share(messages, funnel.accepted()) + ")";
	}

	/**
	 * How many rows a person should look at, in a sentence.
	 */
	String look() {
		long look = needALook();
		if (look == 0) {
			return "No row needs a look.";
		}
		return Words.count(look, "row needs", "rows need") + " a look.";
	}

	private long needALook() {
		long look = this.counts.undelivered();
		for (Status status : Status.values()) {
			look += status.needsALook() ? this.counts.of(status) : 0;
		}
		return look;
	}

	/**
	 * What to do next, in sentences.
	 */
	List<String> next() {
		List<String> next = new ArrayList<>();
		// First what is to be known before anything is sent again.
		long inDoubt = this.counts.of(Status.IN_DOUBT);
		if (inDoubt > 0) {
			next.add("Find out about the " + Words.count(inDoubt, "row", "rows") + " in doubt: "
					+ ((inDoubt == 1) ? "it" : "they") + " may have arrived, so nobody sends "
					+ ((inDoubt == 1) ? "it" : "them") + " again unasked.");
		}
		long malformed = count((group) -> Code.MALFORMED_ROW.name().equals(group.code()));
		long again = count((group) -> Code.isWorthSendingAgain(group.status(), group.code()));
		if (again > 0) {
			next.add("Correct the " + Words.count(again, "row", "rows") + " in " + this.subject.retry()
					+ " and hand the file to your operator, who sends the campaign with these corrections. Of the rows in it only those"
					+ " that you changed are sent again, unless you ask for all.");
		}
		if (malformed > 0) {
			next.add("Correct the " + Words.count(malformed, "row", "rows") + " with " + Code.MALFORMED_ROW + " in "
					+ this.subject.input() + " itself: " + ((malformed == 1) ? "it" : "they")
					+ " could not be read as rows.");
		}
		long undelivered = this.counts.undelivered();
		if (undelivered > 0) {
			next.add("Find out why " + Words.count(undelivered, "message was", "messages were")
					+ " accepted and then not delivered. Nobody sends " + ((undelivered == 1) ? "it" : "them")
					+ " again unasked.");
		}
		long notSent = this.counts.of(Status.NOT_SENT);
		if (notSent > 0) {
			next.add("Ask your operator to run the same command again: it goes on with the "
					+ Words.count(notSent, "row", "rows") + " that " + ((notSent == 1) ? "was" : "were")
					+ " not sent yet.");
		}
		return next;
	}

	private long count(Predicate<CodeCount> wanted) {
		return this.counts.groups().stream().filter(wanted).mapToLong(CodeCount::count).sum();
	}

}
