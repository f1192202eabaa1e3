package io.bulksend.torture;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What happened in all rounds, to see that the torture is one.
 */
final class Tally {

	private final Map<Answer, Integer> answers = new EnumMap<>(Answer.class);

	private int rounds;

	private int runs;

	private int kills;

	private int signals;

	private int inDoubt;

	private int unread;

	void add(List<Child> children, FaultyApi api) {
		this.rounds++;
		this.runs += children.size();
		this.kills += (int) children.stream().filter(Child::isKilled).count();
		this.signals += (int) children.stream().filter(Child::isSignalled).count();
		api.calls().forEach((call) -> this.answers.merge(call.answer(), 1, Integer::sum));
	}

	void add(Audit audit) {
		this.inDoubt += audit.inDoubt();
		this.unread += audit.unread();
	}

	@Override
	public String toString() {
		return this.rounds + " rounds, " + this.runs + " runs, " + this.kills + " kills, " + this.signals
				+ " stops; calls by answer: " + this.answers + "; " + this.inDoubt + " rows in doubt, " + this.unread
				+ " of them never read by the API";
	}

}
