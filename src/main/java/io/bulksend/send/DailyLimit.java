package io.bulksend.send;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import io.bulksend.campaign.Message;
import io.bulksend.campaign.Person;
import io.bulksend.campaign.RecipientType;
import io.bulksend.campaign.Status;

/**
 * How many different recipients get something from one source in any 24 hours, whichever
 * campaign it is of: WhatsApp's messaging limit. Whoever was accepted or is in doubt
 * counts, and so does whom a call is under way to; one who is counted may get more.
 * Groups do not count.
 * <p>
 * Arithmetic alone, on times that are handed in. Not for use by several threads.
 */
public final class DailyLimit {

	/**
	 * How long somebody counts: a call starts some moments after its claim, so that two
	 * calls can be nearer to each other than their claims.
	 */
	public static final Duration WINDOW = Duration.ofHours(24).plusSeconds(1);

	private final long recipients;

	private final Map<String, Counted> bySource = new HashMap<>();

	private long heldBack;

	private Optional<Instant> freeAt = Optional.empty();

	/**
	 * A limit.
	 * @param recipients how many different recipients; 0 for no limit
	 */
	public DailyLimit(long recipients) {
		this.recipients = recipients;
	}

	/**
	 * No limit.
	 * @return a limit that holds nothing back
	 */
	public static DailyLimit none() {
		return new DailyLimit(0);
	}

	/**
	 * Counts a message that went out before, and was accepted or is in doubt.
	 * @param source whose it was
	 * @param recipient whom it went to: an individual's digits
	 * @param at when
	 */
	public void count(String source, String recipient, Instant at) {
		counted(source).recent.put(Person.of(recipient).asLong(), at.toEpochMilli());
	}

	/**
	 * Says whether a message may go out; one that may not counts as held back.
	 * @param message the message
	 * @param now the time
	 * @return whether it may
	 */
	boolean mayTake(Message message, Instant now) {
		if (left(message, now) > 0) {
			return true;
		}
		Counted counted = counted(message.source());
		this.heldBack++;
		Instant free = counted.freeAt(this.recipients);
		this.freeAt = Optional.of(this.freeAt.filter((earlier) -> earlier.isBefore(free)).orElse(free));
		return false;
	}

	/**
	 * How many recipients may get something from a message's source.
	 * @param message the message
	 * @param now the time
	 * @return the number; any where its recipient is counted, or not limited
	 */
	long left(Message message, Instant now) {
		if (isExempt(message)) {
			return Long.MAX_VALUE;
		}
		Counted counted = counted(message.source());
		return counted.has(person(message), now) ? Long.MAX_VALUE
				: this.recipients - counted.size(now, this.recipients);
	}

	/**
	 * A message is about to go out for the first time in this run.
	 * @param message the message
	 */
	void taken(Message message) {
		if (!isExempt(message)) {
			counted(message.source()).claim(person(message));
		}
	}

	/**
	 * Something was decided about a message that had gone out.
	 * @param message the message
	 * @param status what; a message that is tried again goes on to count
	 * @param at when
	 */
	void decided(Message message, Status status, Instant at) {
		if (!isExempt(message) && status != Status.NOT_SENT) {
			boolean counts = status == Status.ACCEPTED || status == Status.IN_DOUBT;
			counted(message.source()).decided(person(message), counts, at);
		}
	}

	/**
	 * How many messages were held back.
	 * @return the number
	 */
	long heldBack() {
		return this.heldBack;
	}

	/**
	 * When the first of those that were held back may go out.
	 * @return the time; empty where none was held back
	 */
	Optional<Instant> freeAt() {
		return this.freeAt;
	}

	/**
	 * Says whether there is a limit.
	 * @return whether there is
	 */
	public boolean isOn() {
		return this.recipients > 0;
	}

	/**
	 * How many recipients it is.
	 * @return the number; 0 for no limit
	 */
	long recipients() {
		return this.recipients;
	}

	private boolean isExempt(Message message) {
		return !isOn() || message.recipientType() == RecipientType.GROUP;
	}

	private static long person(Message message) {
		return Person.of(message.recipient()).asLong();
	}

	private Counted counted(String source) {
		return this.bySource.computeIfAbsent(source, (any) -> new Counted());
	}

	/** Whom one source has sent something to. */
	private static final class Counted {

		private final PersonTimes recent = new PersonTimes();

		/** How many messages are under way to somebody; few, as calls in flight are. */
		private final Map<Long, Integer> underWay = new HashMap<>();

		/** How many of these do not count for an earlier message. */
		private int fresh;

		boolean has(long person, Instant now) {
			return this.underWay.containsKey(person) || this.recent.get(person) > cutoff(now);
		}

		/** Exact where it matters: near the limit. */
		long size(Instant now, long limit) {
			if (this.recent.size() + this.fresh >= limit && this.recent.oldest() <= cutoff(now)) {
				this.recent.dropUpTo(cutoff(now));
				this.fresh = (int) this.underWay.keySet().stream().filter((any) -> this.recent.get(any) == 0).count();
			}
			return this.recent.size() + this.fresh;
		}

		void claim(long person) {
			if (this.underWay.merge(person, 1, Integer::sum) == 1 && this.recent.get(person) == 0) {
				this.fresh++;
			}
		}

		void decided(long person, boolean counts, Instant at) {
			boolean known = this.recent.get(person) != 0;
			boolean last = this.underWay.getOrDefault(person, 0) <= 1;
			this.underWay.computeIfPresent(person, (any, calls) -> (calls > 1) ? calls - 1 : null);
			if (!known && (last || counts)) {
				this.fresh--;
			}
			if (counts) {
				this.recent.put(person, at.toEpochMilli());
			}
		}

		/** When so many have fallen out that another one may come in. */
		Instant freeAt(long limit) {
			long tooMany = Math.max(1, this.recent.size() + this.fresh - limit + 1);
			return Instant.ofEpochMilli(this.recent.nth(tooMany)).plus(WINDOW);
		}

		private static long cutoff(Instant now) {
			return now.minus(WINDOW).toEpochMilli();
		}

	}

}
