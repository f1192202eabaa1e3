package io.bulksend.send;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

import io.bulksend.campaign.Message;
import io.bulksend.campaign.Person;
import io.bulksend.campaign.RecipientType;
import io.bulksend.campaign.Status;
import io.bulksend.ledger.shared.DayEvent;
import io.bulksend.ledger.shared.DayEvent.What;
import io.bulksend.ledger.shared.SharedDay;
import org.jspecify.annotations.Nullable;

/**
 * How many different recipients get something from one source in any 24 hours, whichever
 * campaign it is of: WhatsApp's messaging limit. Whoever was accepted or is in doubt
 * counts, and so does whom a call is under way to; one who is counted may get more.
 * Groups do not count.
 * <p>
 * Arithmetic alone, on times that are handed in; what runs that go on at the same time do
 * counts from when they are {@link #shareBy shared with}. Not for use by several threads.
 */
public final class DailyLimit {

	/**
	 * How long somebody counts: a call starts some moments after its claim, so that two
	 * calls can be nearer to each other than their claims.
	 */
	public static final Duration WINDOW = Duration.ofHours(24).plusSeconds(1);

	private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);

	private final long recipients;

	private final Map<String, Counted> bySource = new HashMap<>();

	private long heldBack;

	private @Nullable SharedDay others;

	private Consumer<Instant> look = (now) -> {
	};

	private Instant lookAt = Instant.MIN;

	/** What the others do not know yet. */
	private final List<DayEvent> untold = new ArrayList<>();

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
	 * From now on what other runs of the same ledger do counts too, as it happens.
	 * @param join joins those who keep to it, and hands over what they are about to do
	 * @param look counts what runs have sent that don't
	 */
	public void shareBy(Function<Consumer<DayEvent>, SharedDay> join, Consumer<Instant> look) {
		this.others = join.apply(this::hear);
		this.look = look;
	}

	/**
	 * Nobody else takes what is decided on until {@link #decided()}.
	 * @param now the time
	 */
	void decide(Instant now) {
		if (this.others != null) {
			if (now.isAfter(this.lookAt)) {
				this.look.accept(now);
				this.lookAt = now.plus(BETWEEN_LOOKS);
			}
			this.others.listen(this::hear);
		}
	}

	/** The others may decide. */
	void decided() {
		if (this.others != null) {
			this.others.tell(this.untold);
			this.untold.clear();
		}
	}

	/** Nothing more goes out in this run. */
	void end() {
		if (this.others != null) {
			this.others.leave(this.untold);
			this.untold.clear();
			this.others = null;
		}
	}

	/**
	 * Another run writes to somebody, or knows what became of it.
	 * @param event what it did
	 */
	void hear(DayEvent event) {
		Counted counted = counted(event.source());
		if (event.what() == What.TAKEN) {
			counted.claim(event.person());
		}
		else {
			counted.decided(event.person(), event.what() == What.COUNTED, event.at());
		}
	}

	private void tell(What what, Message message, Instant at) {
		if (this.others != null) {
			this.untold.add(new DayEvent(what, message.source(), person(message), at));
		}
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
	public boolean mayTake(Message message, Instant now) {
		if (left(message, now) > 0) {
			return true;
		}
		this.heldBack++;
		counted(message.source()).heldBackAt = now;
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
	 * @param now the time
	 */
	public void taken(Message message, Instant now) {
		if (!isExempt(message)) {
			counted(message.source()).claim(person(message));
			tell(What.TAKEN, message, now);
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
			tell(counts ? What.COUNTED : What.FREED, message, at);
		}
	}

	/**
	 * How many messages were held back.
	 * @return the number
	 */
	public long heldBack() {
		return this.heldBack;
	}

	/**
	 * When the first of those that were held back may go out.
	 * @return the time; empty where none was held back
	 */
	public Optional<Instant> freeAt() {
		return this.bySource.values()
			.stream()
			.filter((counted) -> counted.heldBackAt != null)
			.map((counted) -> counted.freeAt(this.recipients))
			.min(Comparator.naturalOrder());
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

		/** When a message had to wait last. */
		private @Nullable Instant heldBackAt;

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

		/** When so many have fallen out that who was held back last may come in. */
		Instant freeAt(long limit) {
			long tooMany = Math.max(1, this.recent.size() + this.fresh - limit + 1);
			long earliest = this.recent.nth(tooMany);
			// Where all are under way still, they count from now on.
			return ((earliest > 0) ? Instant.ofEpochMilli(earliest) : Objects.requireNonNull(this.heldBackAt))
				.plus(WINDOW);
		}

		private static long cutoff(Instant now) {
			return now.minus(WINDOW).toEpochMilli();
		}

	}

}
