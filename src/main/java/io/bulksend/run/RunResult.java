package io.bulksend.run;

import java.nio.file.Path;
import java.util.Optional;

import io.bulksend.ledger.FailedDeliveries;
import io.bulksend.results.ResultsSummary;
import io.bulksend.send.StopSwitch.Stop;

/**
 * How a run ended.
 *
 * @param campaign the campaign's name
 * @param summary what the results say, in numbers
 * @param results where the results lie
 * @param report where the page for people lies
 * @param retry where the rows worth correcting and sending again lie, if there are any
 * @param stop why it ended before the campaign did, if so
 * @param corrections what became of the corrections, if there were any
 * @param sentBefore whether there was nothing left to do when it began
 * @param failures the rows whose delivery failed, where these were to be sent again
 * @param spared how many rows were to be sent again, and stay what they are, as their
 * recipients are not to be written to any more
 */
public record RunResult(String campaign, ResultsSummary summary, Path results, Path report, Optional<Path> retry,
		Optional<Stop> stop, Optional<CorrectionsTaken> corrections, boolean sentBefore,
		Optional<FailedDeliveries.Failures> failures, long spared) {

}
