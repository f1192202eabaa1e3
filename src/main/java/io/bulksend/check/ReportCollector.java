package io.bulksend.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import io.bulksend.campaign.Outcome;
import io.bulksend.campaign.Status;
import io.bulksend.check.FileReport.Country;
import io.bulksend.check.FileReport.Finding;
import io.bulksend.check.rules.CallingCodes;
import io.bulksend.check.suppression.SuppressionList;
import org.jspecify.annotations.Nullable;

/**
 * Gathers a report while a preflight runs. Memory stays flat however many rows there are.
 * For one thread.
 */
public final class ReportCollector implements Preflight.Sink {

	private static final int LINES = 5;

	private static final int COUNTRIES = 10;

	private final Map<Reason, Rows> found = new HashMap<>();

	private final NotesCollector notes = new NotesCollector();

	private final Samples samples = new Samples();

	@Override
	public void sound(Checked.Sendable sendable) {
		this.notes.sound(sendable);
		this.samples.add(sendable);
	}

	@Override
	public void unsendable(long row, long line, Outcome outcome) {
		this.notes.unsendable(outcome);
		this.found.computeIfAbsent(new Reason(outcome.status(), outcome.errorCode()), (reason) -> new Rows(outcome))
			.add(line);
	}

	/**
	 * The report, once the preflight has ended.
	 * @param summary what the preflight returned
	 * @return the report
	 */
	public FileReport report(Preflight.Summary summary) {
		Comparator<Finding> order = Comparator.comparing(Finding::status)
			.thenComparing(Finding::count, Comparator.reverseOrder())
			.thenComparing((finding) -> finding.firstLines().get(0));
		List<Finding> findings = new ArrayList<>();
		this.found.forEach((reason, rows) -> findings
			.add(new Finding(reason.status(), reason.code(), rows.count, rows.firstLines, rows.example)));
		findings.sort(order);
		return new FileReport(summary.rows(), summary.sendable(), findings, countries(summary.countries()),
				summary.repeatedRecipients());
	}

	/**
	 * What else was found, once the preflight has ended.
	 * @param guards in how many cells a spreadsheet's apostrophe was taken off
	 * @param list the suppression list
	 * @param repeatedRecipients how many recipients get more than one message
	 * @return the notes
	 */
	public Notes notes(long guards, SuppressionList list, long repeatedRecipients) {
		return this.notes.notes(guards, list, repeatedRecipients);
	}

	/**
	 * The first row of each kind of message.
	 * @return the rows, in the file's order; immutable
	 */
	public List<Checked.Sendable> samples() {
		return this.samples.rows();
	}

	/**
	 * Countries by name.
	 * @param counts how many messages go to each calling code
	 * @return the commonest first, and the others as one; immutable
	 */
	public static List<Country> countries(Map<Integer, Long> counts) {
		List<Map.Entry<Integer, Long>> commonest = counts.entrySet()
			.stream()
			.sorted(Map.Entry.<Integer, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
			.toList();
		List<Country> countries = new ArrayList<>();
		commonest.stream()
			.limit(COUNTRIES)
			.forEach((entry) -> countries.add(new Country(name(entry.getKey()), entry.getValue())));
		if (commonest.size() > COUNTRIES) {
			List<Map.Entry<Integer, Long>> others = commonest.subList(COUNTRIES, commonest.size());
			countries.add(new Country(others.size() + " others", others.stream().mapToLong(Map.Entry::getValue).sum()));
		}
		return countries;
	}

	private static String name(int callingCode) {
		return (callingCode != CallingCodes.NONE) ? CallingCodes.name(callingCode) : "groups";
	}

	private record Reason(Status status, @Nullable String code) {
	}

	private static final class Rows {

		private final List<Long> firstLines = new ArrayList<>(LINES);

		private final String example;

		private long count;

		Rows(Outcome first) {
			this.example = Objects.requireNonNullElse(first.errorMessage(), "");
		}

		void add(long line) {
			this.count++;
			if (this.firstLines.size() < LINES) {
				this.firstLines.add(line);
			}
		}

	}

}
