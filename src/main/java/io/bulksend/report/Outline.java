package io.bulksend.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import io.bulksend.campaign.Code;
import io.bulksend.campaign.CodeCount;
import io.bulksend.campaign.Status;
import io.bulksend.campaign.delivery.DeliveryFunnel;

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
		long look = this.counts.needingALook();
		if (look == 0) {
			return "No row needs a look.";
		}
		return Words.count(look, "row needs", "rows need") + " a look.";
	}

	/**
	 * Whether nothing is left to do or to look at.
	 */
	boolean isWell() {
		return this.counts.needingALook() == 0 && this.counts.of(Status.NOT_SENT) == 0;
	}

	/**
	 * What to do next, first what is to be known before anything is sent again, then what
	 * most rows ask for.
	 */
	List<Page.Card> next() {
		Map<Action, Long> rows = new EnumMap<>(Action.class);
		Map<Action, List<Page.Label>> codes = new EnumMap<>(Action.class);
		for (CodeCount group : this.counts.groups()) {
			Action action = Action.of(group.status(), group.code());
			if (action != null) {
				rows.merge(action, group.count(), Long::sum);
				if (group.code() != null) {
					codes.computeIfAbsent(action, (key) -> new ArrayList<>())
						.add(new Page.Label(group.code(), Code.explain(group.code()).meaning()));
				}
			}
		}
		if (this.counts.undelivered() > 0) {
			rows.put(Action.UNDELIVERED, this.counts.undelivered());
		}
		return rows.entrySet()
			.stream()
			.sorted(Comparator.<Map.Entry<Action, Long>>comparingInt(
					(each) -> (each.getKey().compareTo(Action.LEFT) > 0) ? 1 : 0)
				.thenComparing((each) -> (each.getKey().compareTo(Action.LEFT) > 0) ? -each.getValue() : 0)
				.thenComparing(Map.Entry::getKey))
			.map((each) -> card(each.getKey(), each.getValue(), codes.getOrDefault(each.getKey(), List.of())))
			.toList();
	}

	private Page.Card card(Action action, long rows, List<Page.Label> codes) {
		return new Page.Card(action.id(), action.title(rows),
				(action == Action.LEFT) ? left(rows) : action.advice(rows, this.subject),
				(action == Action.LEFT) ? List.of() : codes);
	}

	/** The same that the terminal says. */
	private String left(long rows) {
		String ask = "sk your operator to send %s: bulk-send status has the command."
			.formatted((rows == 1) ? "it" : "these");
		return this.subject.first().isEmpty() ? "A" + ask : this.subject.first() + ", a" + ask;
	}

}
