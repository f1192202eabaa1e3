package io.bulksend.report;

import java.util.Optional;

/**
 * What a report is about, besides its rows.
 *
 * @param campaign the campaign's name
 * @param input the name of the campaign's file
 * @param results the name of the results file
 * @param retry the name of the file with the rows to send again
 * @param sandbox whether nothing really went out
 * @param stop why the campaign was stopped before its end, in a sentence, if it was
 * @param first what has to be so before the same command sends what is left, as
 * <code>When the account is in order</code>; empty where it just goes on
 */
public record ReportSubject(String campaign, String input, String results, String retry, boolean sandbox,
		Optional<String> stop, String first) {

}
