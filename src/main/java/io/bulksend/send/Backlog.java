package io.bulksend.send;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.function.LongPredicate;
import java.util.function.Predicate;
import java.util.stream.Stream;

import io.bulksend.media.MediaIds.RefusedFile;

/**
 * The messages that wait for their turn, and those that wait to be tried again: says who
 * is next. Not for use by several threads.
 */
final class Backlog {

	/** No new rows are tried while so many wait to be tried again. */
	private static final int MOST_WAITING = 1_000;

	private final RunLimits limits;

	private final Ticker ticker;

	private final Deque<Outbound> ready = new ArrayDeque<>();

	private final Queue<Outbound> waiting = new PriorityQueue<>(Comparator.comparingLong(Outbound::notBefore));

	/** The first row that was left to another run, and counts as not settled. */
	private long firstHeldBack = Long.MAX_VALUE;

	Backlog(RunLimits limits, Ticker ticker) {
		this.limits = limits;
		this.ticker = ticker;
	}

	/** Somebody new is last. */
	void add(Outbound outbound) {
		this.ready.add(outbound);
	}

	/** Somebody has another turn, at their time. */
	void addAgain(Outbound outbound) {
		this.waiting.add(outbound);
	}

	/**
	 * Lets those in whose file was uploaded.
	 * @param media where they wait
	 * @return the uploads that were refused
	 */
	List<RefusedFile> admit(MediaQueue media) {
		return media.advance(this.limits.mayTakeMore(), this.ready, this.waiting);
	}

	/**
	 * Leaves messages to others.
	 * @param rows says which
	 */
	void leave(LongPredicate rows) {
		this.ready.removeIf((outbound) -> rows.test(outbound.row()));
		this.waiting.removeIf((outbound) -> rows.test(outbound.row()));
	}

	/** Whether somebody new waits. */
	boolean hasNew() {
		return !this.ready.isEmpty();
	}

	/** Whether somebody waits to be tried again. */
	boolean hasAgain() {
		return !this.waiting.isEmpty();
	}

	/**
	 * Whether so few wait that more would go out sooner.
	 * @param calls how many may be under way
	 */
	boolean isHungry(int calls) {
		return this.ready.size() < calls && this.waiting.size() < MOST_WAITING;
	}

	/** How many could have their turn, those included whose time is still to come. */
	int size() {
		return this.waiting.size() + (mayTakeNew() ? this.ready.size() : 0);
	}

	/** Whether somebody new may have their turn now. */
	boolean hasNext() {
		return hasNew() && mayTakeNew();
	}

	/**
	 * When the next of those may be tried again that wait for it.
	 * @return the time, or {@link Long#MAX_VALUE} if there is none
	 */
	long nextAgain() {
		return this.waiting.isEmpty() ? Long.MAX_VALUE : this.waiting.element().notBefore();
	}

	/**
	 * The first row that is not settled, as it waits or was left to another run.
	 * @return its number, or {@link Long#MAX_VALUE} if there is none
	 */
	long firstRow() {
		return Stream.concat(this.ready.stream(), this.waiting.stream())
			.mapToLong(Outbound::row)
			.reduce(this.firstHeldBack, Math::min);
	}

	/**
	 * Takes those that are next.
	 * @param most how many at the most
	 * @param mayGo says who may go out now; the others stay where it has put them
	 * @return who goes out
	 */
	List<Outbound> take(int most, Predicate<Outbound> mayGo) {
		long now = this.ticker.nanos();
		List<Outbound> chosen = new ArrayList<>(Math.max(0, Math.min(most, size())));
		while (chosen.size() < most && nextAgain() <= now) {
			Outbound again = this.waiting.remove();
			if (mayGo.test(again)) {
				chosen.add(again);
			}
		}
		if (chosen.size() < most && hasNext()) {
			this.limits.choosing(this.ticker.instant());
			takeNew(chosen, most, mayGo);
			this.limits.chosen();
		}
		return chosen;
	}

	private void takeNew(List<Outbound> chosen, int most, Predicate<Outbound> mayGo) {
		while (chosen.size() < most && hasNext()) {
			Outbound next = this.ready.remove();
			if (!holdsBack(next) && mayGo.test(next)) {
				chosen.add(next);
				this.limits.taken(next.message(), this.ticker.instant());
			}
		}
	}

	/** Whether a message's recipient gets nothing now: it is for another run then. */
	boolean holdsBack(Outbound next) {
		if (this.limits.mayGet(next.message(), this.ticker.instant())) {
			return false;
		}
		this.firstHeldBack = Math.min(this.firstHeldBack, next.row());
		return true;
	}

	private boolean mayTakeNew() {
		return this.limits.mayTake() && this.waiting.size() < MOST_WAITING;
	}

}
