package io.bulksend.cli;

import java.io.PrintWriter;
import java.util.stream.Collectors;

import io.bulksend.campaign.Status;
import io.bulksend.job.RunResult;
import io.bulksend.results.ResultsSummary;

/**
 * Tells at the end of a run what became of the campaign and what to do next.
 */
final class SummaryPrinter {

	private final PrintWriter out;

	SummaryPrinter(PrintWriter out) {
		this.out = out;
	}

	void print(RunResult result) {
		ResultsSummary summary = result.summary();
		this.out.printf("Campaign %s: %,d rows%n", result.campaign(), summary.rows());
		for (Status status : Status.values()) {
			if (summary.count(status) > 0) {
				this.out.printf("  %-10s %,9d%n", status, summary.count(status));
			}
		}
		if (!summary.codes().isEmpty()) {
			this.out.println("Codes: " + summary.codes()
				.entrySet()
				.stream()
				.map((code) -> code.getKey() + " " + code.getValue())
				.collect(Collectors.joining(", ")));
		}
		result.stop().ifPresent((stop) -> this.out.println(stop.message()));
		if (result.sentBefore()) {
			this.out.println("Everything was decided by earlier runs: nothing was sent now.");
		}
		this.out.println("Results: " + result.results());
		this.out.println("Report:  " + result.report());
		result.retry().ifPresent((retry) -> this.out.println("To correct and send again: " + retry));
		this.out.flush();
	}

}
