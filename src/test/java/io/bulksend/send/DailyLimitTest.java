package io.bulksend.send;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;

import io.bulksend.campaign.Attachment.ById;
import io.bulksend.campaign.Message;
import io.bulksend.campaign.RecipientType;
import io.bulksend.campaign.Status;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How many different recipients get something in any 24 hours.
 */
class DailyLimitTest {

	private static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");

	private static final Duration HOUR = Duration.ofHours(1);

	private final DailyLimit limit = new DailyLimit(2);

	@Test
	void whoIsOneTooManyHasToWaitUntilTheFirstHasFallenOut() {
		send(1, NOON);
		send(2, NOON.plus(HOUR));
		assertThat(mayGet(3, NOON.plus(HOUR))).isFalse();
		assertThat(this.limit.freeAt()).contains(NOON.plus(DailyLimit.WINDOW));
		assertThat(mayGet(3, NOON.plus(DailyLimit.WINDOW).minusMillis(1))).isFalse();
		assertThat(mayGet(3, NOON.plus(DailyLimit.WINDOW))).isTrue();
	}

	@Test
	@Timeout(30)
	void aMillionMessagesThatWaitAreLookedAtOnceEach() {
		DailyLimit many = new DailyLimit(50_000);
		for (int i = 0; i < 50_000; i++) {
			many.count("source", String.valueOf(919_833_100_000L + i), NOON.plusMillis(i));
		}
		for (int i = 0; i < 1_000_000; i++) {
			many.mayTake(message("source", 100), NOON.plus(HOUR));
		}
		assertThat(many.heldBack()).isEqualTo(1_000_000);
		assertThat(many.freeAt()).contains(NOON.plus(DailyLimit.WINDOW));
	}

	@Test
	void whoIsCountedMayGetMoreAndThenCountsForLonger() {
		send(1, NOON);
		send(2, NOON);
		assertThat(mayGet(1, NOON.plus(HOUR))).isTrue();
		send(1, NOON.plus(HOUR));
		Instant nextDay = NOON.plus(DailyLimit.WINDOW);
		send(3, nextDay);
		assertThat(mayGet(4, nextDay)).isFalse();
		assertThat(mayGet(4, nextDay.plus(HOUR))).isTrue();
	}

	@Test
	void whoeverWasRefusedDoesNotCountAndWhoIsInDoubtDoes() {
		send(1, NOON, Status.REJECTED);
		send(2, NOON, Status.IN_DOUBT);
		send(3, NOON);
		assertThat(mayGet(4, NOON)).isFalse();
		assertThat(mayGet(1, NOON)).isFalse();
		assertThat(mayGet(2, NOON)).isTrue();
	}

	@Test
	void aRefusalDoesNotUndoWhatWasAcceptedBefore() {
		send(1, NOON);
		send(1, NOON, Status.REJECTED);
		send(2, NOON);
		assertThat(mayGet(3, NOON)).isFalse();
	}

	@Test
	void whomACallIsUnderWayToCountsUntilItIsDecided() {
		this.limit.taken(message("source", 1), NOON);
		this.limit.taken(message("source", 2), NOON);
		this.limit.taken(message("source", 2), NOON);
		this.limit.decided(message("source", 2), Status.NOT_SENT, NOON);
		assertThat(mayGet(3, NOON)).isFalse();
		this.limit.decided(message("source", 2), Status.REJECTED, NOON);
		assertThat(mayGet(3, NOON)).isFalse();
		this.limit.decided(message("source", 2), Status.REJECTED, NOON);
		assertThat(mayGet(3, NOON)).isTrue();
	}

	@Test
	void eachSourceHasItsOwnAndTwoSpellingsOfANumberAreOne() {
		this.limit.count("source", "5215512345678", NOON);
		this.limit.count("source", "525512345678", NOON);
		this.limit.count("other", "919833078001", NOON);
		send(1, NOON);
		assertThat(mayGet(2, NOON)).isFalse();
		assertThat(this.limit.mayTake(message("other", 2), NOON)).isTrue();
	}

	@Test
	void groupsDoNotCount() {
		send(1, NOON);
		send(2, NOON);
		Message group = new Message("120363025246125486", RecipientType.GROUP, "source", new ById("a"), null, null);
		assertThat(this.limit.mayTake(group, NOON)).isTrue();
		this.limit.taken(group, NOON);
		this.limit.decided(group, Status.ACCEPTED, NOON);
	}

	@Test
	void whereMoreCountThanMayManyHaveToFallOutFirst() {
		for (int i = 0; i < 5; i++) {
			this.limit.count("source", "91983307800" + i, NOON.plus(HOUR.multipliedBy(i)));
		}
		assertThat(mayGet(9, NOON.plus(HOUR.multipliedBy(6)))).isFalse();
		assertThat(this.limit.freeAt()).contains(NOON.plus(HOUR.multipliedBy(3)).plus(DailyLimit.WINDOW));
	}

	@Test
	void whereAllAreUnderWayStillTheFirstIsFreeADayFromNow() {
		this.limit.taken(message("source", 1), NOON);
		this.limit.taken(message("source", 2), NOON);
		assertThat(mayGet(3, NOON.plus(HOUR))).isFalse();
		assertThat(this.limit.freeAt()).contains(NOON.plus(HOUR).plus(DailyLimit.WINDOW));
	}

	@Test
	void countsAsAPlainMapWould() {
		Random random = new Random(7);
		for (int round = 0; round < 20; round++) {
			DailyLimit daily = new DailyLimit(1 + random.nextInt(40));
			Map<Integer, Instant> plain = new HashMap<>();
			Instant now = NOON;
			for (int i = 0; i < 2_000; i++) {
				now = now.plusSeconds(random.nextInt(3_600));
				Instant cutoff = now.minus(DailyLimit.WINDOW);
				plain.values().removeIf((at) -> !at.isAfter(cutoff));
				int person = random.nextInt(90);
				boolean may = plain.containsKey(person) || plain.size() < daily.recipients();
				assertThat(daily.mayTake(message("source", person), now)).isEqualTo(may);
				if (may) {
					boolean accepted = random.nextInt(3) > 0;
					daily.taken(message("source", person), now);
					daily.decided(message("source", person), accepted ? Status.ACCEPTED : Status.REJECTED, now);
					if (accepted) {
						plain.put(person, now);
					}
				}
			}
		}
	}

	private boolean mayGet(int person, Instant now) {
		return this.limit.mayTake(message("source", person), now);
	}

	private void send(int person, Instant at) {
		send(person, at, Status.ACCEPTED);
	}

	private void send(int person, Instant at, Status status) {
		assertThat(mayGet(person, at)).isTrue();
		this.limit.taken(message("source", person), NOON);
		this.limit.decided(message("source", person), status, at);
	}

	private static Message message(String source, int person) {
		return new Message(String.valueOf(919_833_078_000L + person), RecipientType.INDIVIDUAL, source, new ById("a"),
				null, null);
	}

}
