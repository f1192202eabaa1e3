package io.bulksend.torture;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.bulksend.torture.Answer.Meaning;

/**
 * Compares results with the API's own record, and says what does not fit.
 */
final class Audit {

	/** What was decided so shortly before a kill may still be in doubt. */
	private static final long UNBOOKED = TimeUnit.MILLISECONDS.toNanos(250);

	private static final int TECHNICAL_ERRORS = 3;

	private final Demand demand;

	private final FaultyApi api;

	private final List<Child> runs;

	private final boolean complete;

	private final List<String> findings = new ArrayList<>();

	private int interrupted;

	private int unread;

	private int inDoubt;

	/** Whether a process may give rows up, and take them again. */
	private final boolean shared;

	private Audit(Demand demand, FaultyApi api, List<Child> runs, boolean complete, boolean shared) {
		this.demand = demand;
		this.api = api;
		this.runs = runs;
		this.complete = complete;
		this.shared = shared;
	}

	/**
	 * Audits the results after a run.
	 * @param demand what was asked of the runs
	 * @param results the results' rows
	 * @param api the record
	 * @param runs all runs until now
	 * @param complete whether the last run said that it is done
	 * @return the audit
	 */
	static Audit of(Demand demand, List<ResultRow> results, FaultyApi api, List<Child> runs, boolean complete) {
		return new Audit(demand, api, runs, complete, false).check(results);
	}

	/**
	 * Audits the results of a run that was shared by several processes, and is done.
	 * @param demand what was asked of them
	 * @param results the results' rows
	 * @param api the record
	 * @param processes all of them until now
	 * @return the audit
	 */
	static Audit ofShared(Demand demand, List<ResultRow> results, FaultyApi api, List<Child> processes) {
		return new Audit(demand, api, processes, true, true).check(results);
	}

	private Audit check(List<ResultRow> results) {
		List<InputRow> input = this.demand.input();
		if (results.size() != input.size()) {
			this.findings.add(input.size() + " rows went in, " + results.size() + " came out");
			return this;
		}
		for (int row = 0; row < input.size(); row++) {
			check(row, input.get(row), results.get(row));
		}
		checkDoubt();
		return this;
	}

	List<String> findings() {
		return this.findings;
	}

	int inDoubt() {
		return this.inDoubt;
	}

	int unread() {
		return this.unread;
	}

	private void check(int number, InputRow input, ResultRow result) {
		List<Call> calls = input.status().equals("DUPLICATE") ? List.of() : this.api.calls(input.recipient());
		boolean same = result.recipient().equals(input.recipient()) && result.place().equals("" + number);
		if (!same) {
			this.findings.add("row " + number + " is not in its place: " + result);
		}
		else if (!input.isSent()) {
			require(calls.isEmpty() && result.status().equals(input.status()), "should not be sent", result, calls);
		}
		else {
			long calledFor = calls.stream().filter((call) -> call.run() >= this.demand.since()).count();
			require(result.attempts() >= calledFor, "has fewer attempts than calls", result, calls);
			for (int call = 1; call < calls.size(); call++) {
				Call earlier = calls.get(call - 1);
				require((earlier.answer().isKnownNotTaken() && earlier.answeredAt() <= calls.get(call).arrivedAt())
						|| this.demand.mayFollow(earlier, calls.get(call)), "was sent again", result, calls);
			}
			check(result, calls);
		}
	}

	private void check(ResultRow result, List<Call> calls) {
		boolean fits = switch (result.status()) {
			case "ACCEPTED" ->
				(isLast(calls, Meaning.ACCEPTED) || isLastCutOff(calls)) && last(calls).id().equals(result.messageId());
			case "REJECTED" -> (isLast(calls, Meaning.REFUSED) && last(calls).answer().mayBe(result.code()))
					|| (result.code().equals("8005") && isTechnicalErrorToTheEnd(calls));
			case "IN_DOUBT" -> isReallyInDoubt(result, calls);
			case "NOT_SENT" -> !this.complete && isOpen(calls);
			default -> false;
		};
		require(fits, "does not fit the API's record", result, calls);
	}

	private boolean isReallyInDoubt(ResultRow result, List<Call> calls) {
		this.inDoubt++;
		// Whatever came of the calls that are on record, another was never read.
		boolean mayBeUnread = isOpen(calls);
		if (result.code().equals("INTERRUPTED")) {
			this.interrupted++;
			return this.runs.stream()
				.filter(Child::isKilled)
				.anyMatch((run) -> calls.isEmpty() || run.number() == last(calls).run()
						|| (mayBeUnread && run.killedAt() >= last(calls).answeredAt()));
		}
		if (result.code().equals("NO_REPLY") && mayBeUnread && this.runs.stream().anyMatch(Audit::isHurried)) {
			// A second signal ends calls that the API has not read yet.
			this.interrupted++;
			return true;
		}
		if (result.code().equals("NO_REPLY") && mayBeUnread) {
			this.unread++;
			return true;
		}
		if (result.code().equals("NO_REPLY") && !calls.isEmpty() && isHurried(last(calls).run())) {
			// A second signal waits for no answer.
			this.interrupted++;
			return true;
		}
		return isLast(calls, Meaning.DOUBT) && last(calls).answer().mayBe(result.code());
	}

	private boolean isHurried(int number) {
		return this.runs.stream().anyMatch((run) -> run.number() == number && isHurried(run));
	}

	private static boolean isHurried(Child run) {
		return run.isKilled() && run.isSignalled();
	}

	/** Says whether nothing on record keeps another call from being made. */
	private boolean isOpen(List<Call> calls) {
		return calls.isEmpty() || last(calls).answer().isKnownNotTaken() || this.demand.isBefore(last(calls));
	}

	/** In doubt are at most the calls in flight and what was decided just before. */
	private void checkDoubt() {
		int allowed = 0;
		for (Child run : this.runs) {
			if (run.isKilled()) {
				allowed += run.concurrency();
				allowed += (int) this.api.calls()
					.stream()
					.filter((call) -> call.run() == run.number() && call.answeredAt() != Long.MAX_VALUE
							&& call.answeredAt() >= run.killedAt() - UNBOOKED)
					.count();
			}
		}
		if (this.interrupted > allowed) {
			this.findings
				.add(this.interrupted + " rows were interrupted, of which only " + allowed + " were under way");
		}
		if (this.unread > this.api.unread()) {
			this.findings.add(this.unread + " rows had no reply and no call, but only " + this.api.unread()
					+ " connections were closed unread");
		}
	}

	/**
	 * The tries of one run count, and of a process that shares in one since it took the
	 * row.
	 */
	private boolean isTechnicalErrorToTheEnd(List<Call> calls) {
		if (calls.isEmpty() || last(calls).answer() != Answer.TECHNICAL_ERROR) {
			return false;
		}
		long tries = calls.stream()
			.filter((call) -> call.answer() == Answer.TECHNICAL_ERROR && call.run() == last(calls).run())
			.count();
		return tries == TECHNICAL_ERRORS || (this.shared && tries > TECHNICAL_ERRORS);
	}

	private static boolean isLast(List<Call> calls, Meaning meaning) {
		return !calls.isEmpty() && last(calls).answer().meaning() == meaning;
	}

	/** Who ends while a long answer comes may have read all that counts, and no more. */
	private static boolean isLastCutOff(List<Call> calls) {
		return !calls.isEmpty() && last(calls).answer() == Answer.HUGE;
	}

	private static Call last(List<Call> calls) {
		return calls.get(calls.size() - 1);
	}

	private void require(boolean condition, String what, ResultRow result, List<Call> calls) {
		if (!condition) {
			this.findings.add("A row " + what + ": " + result + ", on record: " + calls);
		}
	}

}
