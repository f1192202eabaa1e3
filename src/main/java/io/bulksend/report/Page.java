package io.bulksend.report;

import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;

import io.bulksend.campaign.Code;
import io.bulksend.campaign.CodeCount;
import io.bulksend.campaign.Status;
import io.bulksend.campaign.delivery.DeliveryFunnel;
import io.bulksend.campaign.delivery.DeliveryStatus;
import org.jspecify.annotations.Nullable;

/**
 * What the page's template shows.
 */
final class Page {

	private static final String STYLE = Template.resource("report.css");

	private static final String SCRIPT = Template.resource("report.js");

	/** Nothing may be loaded, and no script may run but ours. */
	private static final String POLICY = "default-src 'none'; style-src " + hash(STYLE) + "; script-src " + hash(SCRIPT)
			+ "; base-uri 'none'; form-action 'none'";

	private Page() {
	}

	/**
	 * What is known before the rows.
	 *
	 * @param campaign the campaign's name
	 * @param policy what the page may do
	 * @param style the style sheet
	 */
	record Head(String campaign, String policy, String style) {
	}

	/**
	 * What is known after the rows.
	 *
	 * @param campaign the campaign's name
	 * @param input the name of its file
	 * @param results the name of the results file
	 * @param sandbox whether nothing really went out
	 * @param stop why it was stopped
	 * @param outcome the outcome in a sentence
	 * @param look how many rows need a look, in a sentence
	 * @param period when it was sent, or {@code null}
	 * @param counts the number of rows of each status
	 * @param deliveries the number of messages that have come at least so far; empty
	 * without receipts
	 * @param failures why messages were not delivered
	 * @param undelivered whether any was not delivered
	 * @param well whether nothing is left to do
	 * @param next what to do next
	 * @param bars the picture of messages over time, or {@code null} where there were
	 * none
	 * @param groups the numbers of rows by status and code
	 * @param table whether there is a table of rows
	 * @param left what the table leaves out
	 * @param words the words of statuses, codes and deliveries, as JSON
	 * @param script the page's script
	 */
	record Body(String campaign, String input, String results, boolean sandbox, @Nullable String stop, String outcome,
			String look, @Nullable Period period, List<Count> counts, List<Step> deliveries, List<Step> failures,
			boolean undelivered, boolean well, List<Card> next, @Nullable Bars bars, List<Line> groups, boolean table,
			List<String> left, String words, String script) {
	}

	/**
	 * What to do about some of the rows.
	 *
	 * @param id what the page calls it
	 * @param title how many rows, and what they need
	 * @param text what to do
	 * @param codes the codes of these rows
	 */
	record Card(String id, String title, String text, List<Label> codes) {
	}

	/**
	 * A code.
	 *
	 * @param code the code
	 * @param meaning what it means
	 */
	record Label(String code, String meaning) {
	}

	/**
	 * When messages were sent.
	 *
	 * @param from the first time
	 * @param to the last; empty where that is the first
	 * @param zone where it was that late
	 */
	record Period(String from, String to, String zone) {
	}

	/**
	 * How many rows a status has.
	 *
	 * @param status the status
	 * @param rows the number
	 * @param meaning what it says about a row
	 */
	record Count(String status, String rows, String meaning) {
	}

	/**
	 * How many of the accepted messages have come at least so far.
	 *
	 * @param name how far, or the reason why not
	 * @param messages the number
	 * @param share its part of the accepted
	 * @param meaning what it says about a message
	 */
	record Step(String name, String messages, String share, String meaning) {
	}

	/**
	 * How many rows a status and a code have.
	 *
	 * @param status the status
	 * @param code the code, or an empty string
	 * @param pieces the code, cut where it may go on in another line
	 * @param meaning what both mean
	 * @param rows the number
	 * @param share its part of all rows
	 * @param width how long its bar is, of 100 for all rows
	 * @param advice what to do
	 */
	record Line(String status, String code, List<String> pieces, String meaning, String rows, String share,
			String width, String advice) {
	}

	static Head head(ReportSubject subject) {
		return new Head(subject.campaign(), POLICY, STYLE);
	}

	static Body body(ReportSubject subject, ReportCounts counts, ReportRows rows, Timeline timeline,
			@Nullable Period period) {
		Outline outline = new Outline(counts, subject);
		List<Count> numbers = Arrays.stream(Status.values())
			.filter((status) -> counts.of(status) > 0)
			.map((status) -> new Count(status.name(), Words.number(counts.of(status)), status.meaning()))
			.toList();
		return new Body(subject.campaign(), subject.input(), subject.results(), subject.sandbox(),
				(counts.of(Status.NOT_SENT) > 0) ? subject.stop().orElse(null) : null,
				(outline.sentence() + " " + outline.delivered()).strip(), outline.look(), period, numbers,
				deliveries(counts), failures(counts), counts.undelivered() > 0, outline.isWell(), outline.next(),
				timeline.isEmpty() ? null : Bars.of(timeline), lines(counts),
				counts.of(Status.ACCEPTED) < counts.rows() || counts.undelivered() > 0, left(counts, rows),
				words(subject, counts, rows), SCRIPT);
	}

	private static List<Line> lines(ReportCounts counts) {
		List<Line> lines = new ArrayList<>();
		for (CodeCount group : counts.groups()) {
			Status status = group.status();
			String code = shown(group);
			String meaning = code.isEmpty() ? status.meaning() : Code.explain(code).meaning();
			String advice = Code.adviceFor(status, group.code());
			lines.add(new Line(status.name(), code, pieces(code), meaning, Words.number(group.count()),
					Words.share(group.count(), counts.rows()),
					String.format(Locale.ROOT, "%.2f", Math.max(0.5, 100.0 * group.count() / counts.rows())),
					advice.isEmpty() ? status.advice() : advice));
		}
		return lines;
	}

	private static String shown(CodeCount group) {
		return (group.code() != null) ? group.code() : "";
	}

	private static List<String> pieces(String code) {
		return List.of(code.split("(?<=_)"));
	}

	private static List<Step> deliveries(ReportCounts counts) {
		DeliveryFunnel funnel = counts.funnel();
		if (!funnel.isKnown()) {
			return List.of();
		}
		List<Step> steps = new ArrayList<>();
		steps.add(step("accepted", funnel.accepted(), funnel, "The API took it."));
		steps.add(step("sent", funnel.sent(), funnel, "On its way, or further."));
		steps.add(step("delivered", funnel.delivered(), funnel, "On the recipient's device."));
		steps.add(step("read", funnel.read(), funnel, "Seen by the recipient."));
		if (funnel.failed() > 0) {
			steps.add(step("failed", funnel.failed(), funnel, "Not delivered, and it won't be."));
		}
		return steps;
	}

	private static Step step(String name, long messages, DeliveryFunnel funnel, String meaning) {
		return new Step(name, Words.number(messages), Words.share(messages, funnel.accepted()), meaning);
	}

	private static List<Step> failures(ReportCounts counts) {
		return counts.failures()
			.stream()
			.map((failure) -> step(failure.reason().isEmpty() ? "No reason was given." : failure.reason(),
					failure.count(), counts.funnel(), ""))
			.toList();
	}

	private static List<String> left(ReportCounts counts, ReportRows rows) {
		return Arrays.stream(Status.values())
			.filter((status) -> rows.shown(status) < listed(counts, status))
			.map((status) -> Words.number(rows.shown(status)) + " of " + Words.number(listed(counts, status)) + " "
					+ status.name())
			.toList();
	}

	private static long listed(ReportCounts counts, Status status) {
		return (status == Status.ACCEPTED) ? counts.undelivered() : counts.of(status);
	}

	private static String words(ReportSubject subject, ReportCounts counts, ReportRows rows) {
		StringWriter out = new StringWriter();
		try (tools.jackson.core.JsonGenerator json = ReportRows.json(out)) {
			json.writeStartObject();
			json.writeArrayPropertyStart("statuses");
			for (Status status : Status.values()) {
				json.writeStartObject();
				json.writeStringProperty("name", status.name());
				json.writeStringProperty("meaning", status.meaning());
				json.writeStringProperty("advice", status.advice());
				json.writeBooleanProperty("look", status.needsALook());
				json.writeNumberProperty("rows", counts.of(status));
				json.writeNumberProperty("shown", rows.shown(status));
				json.writeEndObject();
			}
			json.writeEndArray();
			json.writeStringProperty("undeliveredAdvice", DeliveryStatus.FAILED.advice());
			json.writeStringProperty("campaign", subject.campaign());
			json.writeStringProperty("results", subject.results());
			json.writeNumberProperty("look", counts.needingALook());
			json.writeArrayPropertyStart("codes");
			for (CodeCount group : counts.groups()) {
				String code = shown(group);
				Code.Explanation explanation = Code.explain(code);
				json.writeStartArray();
				json.writeString(code);
				json.writeString(explanation.meaning());
				json.writeString(explanation.advice());
				json.writeString(group.status().name());
				Action action = Action.of(group.status(), group.code());
				json.writeString((action != null) ? action.id() : "");
				json.writeEndArray();
			}
			json.writeEndArray();
			json.writeEndObject();
		}
		return out.toString();
	}

	private static String hash(String text) {
		try {
			byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
			return "'sha256-" + Base64.getEncoder().encodeToString(digest) + "'";
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

}
