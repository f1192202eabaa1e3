package io.bulksend.torture;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What happened in all rounds, to see that the torture is one. Rounds that are played at
 * the same time share it.
 */
final class Tally {

	private final Map<Answer, Integer> answers = new EnumMap<>(Answer.class);

	private int rounds;

	private int runs;

	private int kills;

	private int signals;

	private int refusedEntry;

	private int amendments;

	private int retries;

	private int corrections;

	private int onPostgres;

	private int inDoubt;

	private int unread;

	synchronized void add(List<Child> children, FaultyApi api) {
		this.rounds++;
		this.runs += children.size();
		this.kills += (int) children.stream().filter(Child::isKilled).count();
		this.signals += (int) children.stream().filter(Child::isSignalled).count();
		this.refusedEntry += (int) children.stream().filter((run) -> run.exitCode() == Child.HELD).count();
		api.calls().forEach((call) -> this.answers.merge(call.answer(), 1, Integer::sum));
	}

	synchronized void amended() {
		this.amendments++;
	}

	synchronized void retried() {
		this.retries++;
	}

	synchronized void corrected() {
		this.corrections++;
	}

	synchronized void onPostgres() {
		this.onPostgres++;
	}

	synchronized void add(Audit audit) {
		this.inDoubt += audit.inDoubt();
		this.unread += audit.unread();
	}

	@Override
	public synchronized String toString() {
		return this.rounds + " rounds (" + this.onPostgres + " on PostgreSQL), " + this.runs + " runs, " + this.kills
				+ " kills, " + this.signals + " stops, " + this.refusedEntry + " kept out by another, "
				+ this.amendments + " amendments, " + this.retries + " retries, " + this.corrections
				+ " corrections; calls by answer: " + this.answers + "; " + this.inDoubt + " rows in doubt, "
				+ this.unread + " of them never read by the API";
	}

}
