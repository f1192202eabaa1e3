package io.bulksend.check;

import java.util.List;

import io.bulksend.campaign.Status;
import org.jspecify.annotations.Nullable;

/**
 * What the check of a whole file found, for people.
 *
 * @param rows all rows of the file
 * @param sendable the rows whose message would go out
 * @param findings why the others would not, one for each reason, the commonest of each
 * status first; immutable
 * @param countries where the messages would go, the commonest first; immutable
 * @param repeatedRecipients how many recipients would get more than one message
 */
public record FileReport(long rows, long sendable, List<Finding> findings, List<Country> countries,
		long repeatedRecipients) {

	public FileReport {
		findings = List.copyOf(findings);
		countries = List.copyOf(countries);
	}

	/**
	 * Says whether a person should look at the file.
	 * @return true if rows are invalid
	 */
	public boolean needsALook() {
		return this.findings.stream().anyMatch((finding) -> finding.status().needsALook());
	}

	/**
	 * One reason why rows are not sent.
	 *
	 * @param status INVALID, DUPLICATE or SUPPRESSED
	 * @param code the code of an invalid row; {@code null} for the others
	 * @param count how many rows, at least 1
	 * @param firstLines the lines where the first of them start, ascending; immutable
	 * @param example the first one's reason, in a sentence
	 */
	public record Finding(Status status, @Nullable String code, long count, List<Long> firstLines, String example) {

		public Finding {
			firstLines = List.copyOf(firstLines);
		}

	}

	/**
	 * One destination.
	 *
	 * @param name the calling code and the country, or what else the recipients are
	 * @param count how many messages, at least 1
	 */
	public record Country(String name, long count) {
	}

}
