package io.bulksend.send;

import java.util.EnumSet;
import java.util.Set;
import java.util.concurrent.TimeUnit;

import io.bulksend.ledger.shared.AccountRate;
import io.bulksend.ledger.shared.Part;
import io.bulksend.ledger.shared.TeamReport;
import io.bulksend.ledger.shared.Word;
import org.jspecify.annotations.Nullable;

/**
 * What those who send a run's rows tell each other: failures in a row, whether the API
 * answers anybody, and stops. One thread sends and looks at what was heard; the other one
 * talks to the database.
 */
final class Team {

	/**
	 * Who refuses these refuses everybody; but for a worker that is set up wrongly. One
	 * that was never accepted cannot tell, and leaves the word to the run itself.
	 */
	private static final Set<StopReason> SET_UP = EnumSet.of(StopReason.ACCOUNT_REFUSED, StopReason.WRONG_ADDRESS);

	/** The API has answered somebody so lately that it is there. */
	private static final double LATELY = TimeUnit.SECONDS.toMicros(1);

	private final int maxFailures;

	private final String who;

	private final ProgressBoard board;

	private final StopSwitch stop;

	private final boolean worker;

	/** Whether the stop that was asked for is what another one said. */
	private volatile boolean heard;

	private volatile Seen seen = new Seen(0, 0, 0);

	private volatile Word word = new Word(false, 0, false, Double.MAX_VALUE, null, null);

	private Seen told = new Seen(0, 0, 0);

	/** What this process has seen of the API. */
	private record Seen(int failuresInARow, long acceptances, long answers) {
	}

	/**
	 * One of several.
	 * @param maxFailures after how many calls in a row of all together to stop; 0 for
	 * never
	 * @param who who this is, in a few words
	 * @param board what this process has done
	 * @param stop is told when all are to stop, and tells when this process is
	 * @param worker whether this process's own end is no end of the run
	 */
	Team(int maxFailures, String who, ProgressBoard board, StopSwitch stop, boolean worker) {
		this.maxFailures = maxFailures;
		this.who = who;
		this.board = board;
		this.stop = stop;
		this.worker = worker;
	}

	/**
	 * Takes note of what this process has seen.
	 * @param judge has seen it
	 * @return whether the others are to hear of it at once
	 */
	boolean look(Judge judge) {
		boolean worse = judge.failuresInARow() > this.seen.failuresInARow();
		this.seen = new Seen(judge.failuresInARow(), judge.acceptances(), judge.answers());
		return worse || this.stop.isRequested();
	}

	/**
	 * Acts upon what the others said.
	 * @param dispatcher sends
	 * @param now the time
	 */
	void advise(Dispatcher dispatcher, long now) {
		Word heard = this.word;
		if (this.maxFailures > 0 && heard.failures() >= this.maxFailures) {
			dispatcher.judge().tooManyFailures(this.maxFailures);
		}
		if (dispatcher.outage().isOn() && heard.silentMicros() < LATELY) {
			dispatcher.outage().othersAreAnswered(now);
		}
	}

	/**
	 * Says whether the run is over.
	 * @return whether it is
	 */
	boolean isOver() {
		return this.word.over();
	}

	/**
	 * What is wrong with this process alone.
	 * @return a sentence, or {@code null}
	 */
	@Nullable String ownTrouble() {
		return this.stop.requested()
			.filter((request) -> isOwn(request.reason()))
			.map(StopSwitch.Stop::message)
			.orElse(null);
	}

	/**
	 * Tells the others, and hears of them. On the thread that talks to the database.
	 * @param account whose database
	 */
	void talk(AccountRate account) {
		Seen now = this.seen;
		boolean accepted = now.acceptances() > this.told.acceptances();
		int failures = accepted ? now.failuresInARow() : Math.max(0, now.failuresInARow() - this.told.failuresInARow());
		StopSwitch.Stop request = this.stop.requested()
			.filter((requested) -> isEverybodys(requested.reason()))
			.orElse(null);
		SendProgress done = this.board.latest();
		this.word = account.tell(new TeamReport(
				new Part(this.who, done.calls(), done.repeated(), done.accepted(), done.rejected(), done.inDoubt(),
						done.inFlight(), true),
				failures, accepted, now.answers() > this.told.answers(),
				(request != null) ? request.reason().name() : null, (request != null) ? request.message() : null));
		this.told = now;
		hear(this.word);
	}

	private void hear(Word heard) {
		String reason = heard.stop();
		if (reason == null) {
			return;
		}
		this.heard |= !this.stop.isRequested();
		for (StopReason known : StopReason.values()) {
			if (known.name().equals(reason)) {
				this.stop.request(known, String.valueOf(heard.message()));
				return;
			}
		}
		this.stop.request(StopReason.SIGNAL, String.valueOf(heard.message()));
	}

	private boolean isEverybodys(StopReason reason) {
		return !(this.worker && reason == StopReason.SIGNAL) && !isOwn(reason);
	}

	private boolean isOwn(StopReason reason) {
		return this.worker && SET_UP.contains(reason) && !this.heard && this.seen.acceptances() == 0;
	}

}
