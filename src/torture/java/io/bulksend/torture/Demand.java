package io.bulksend.torture;

import java.util.List;
import java.util.Set;

/**
 * What is asked of the runs: the campaign's file, and what of it is to be sent again.
 *
 * @param input the file's rows
 * @param since the first run that was given this file
 * @param retried the recipients whose message may go out once more
 * @param retriedSince the first run that was asked to
 * @param corrected whether rows of the file are given anew, by corrections
 */
record Demand(List<InputRow> input, int since, Set<String> retried, int retriedSince, boolean corrected) {

	static Demand first(List<InputRow> input) {
		return new Demand(input, 1, Set.of(), 0, false);
	}

	/** Another file takes this one's place. */
	Demand amended(List<InputRow> amended, int run) {
		return new Demand(amended, run, Set.of(), 0, false);
	}

	/** Some rows are to be sent again. */
	Demand retrying(Set<String> recipients, int run) {
		return new Demand(this.input, this.since, recipients, run, false);
	}

	/** Some rows go to another recipient now. */
	Demand corrected(List<InputRow> rows) {
		return new Demand(rows, this.since, Set.of(), 0, true);
	}

	/** Nothing more is asked of the runs. */
	Demand repeated() {
		return new Demand(this.input, this.since, Set.of(), 0, this.corrected);
	}

	boolean isAmended() {
		return this.since > 1;
	}

	boolean isRetrying() {
		return this.retriedSince > 0;
	}

	/** Says whether a call between two runs was asked for by name. */
	boolean mayFollow(Call earlier, Call later) {
		return isBefore(earlier) && later.run() >= this.retriedSince;
	}

	/** Says whether what came of a call counts no more, as it is to be made again. */
	boolean isBefore(Call call) {
		return this.retried.contains(call.recipient()) && call.run() < this.retriedSince;
	}

}
