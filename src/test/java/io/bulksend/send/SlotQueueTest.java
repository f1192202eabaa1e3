package io.bulksend.send;

import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class SlotQueueTest {

	private static final long MILLI = TimeUnit.MILLISECONDS.toNanos(1);

	private final SlotQueue slots = new SlotQueue();

	@Test
	void aSlotIsUsedFromItsTimeOn() {
		this.slots.add(100 * MILLI, 10 * MILLI, 3, 100);
		assertThat(this.slots.due()).isEqualTo(100 * MILLI);
		assertThat(this.slots.usable(95 * MILLI, 99 * MILLI, 9)).isZero();
		assertThat(this.slots.usable(95 * MILLI, 110 * MILLI, 9)).isEqualTo(2);
		assertThat(this.slots.usable(95 * MILLI, 110 * MILLI, 1)).isEqualTo(1);
		this.slots.reserve(1);
		assertThat(this.slots.startAt(95 * MILLI, false)).isEqualTo(100 * MILLI);
		assertThat(this.slots.due()).isEqualTo(110 * MILLI);
		this.slots.use();
		assertThat(this.slots.startAt(100 * MILLI, false)).isEqualTo(Long.MIN_VALUE);
	}

	@Test
	void callsThatWereHeldUpDoNotLeaveInABurst() {
		this.slots.add(0, MILLI, 100, 1_000);
		assertThat(this.slots.usable(100 * MILLI, 105 * MILLI, 100)).as("the last five milliseconds' alone")
			.isEqualTo(5);
		assertThat(this.slots.takeMissed()).isEqualTo(95);
		assertThat(this.slots.takeMissed()).isZero();
	}

	@Test
	void atALowRateASlotCanBeUsedUntilTheNext() {
		this.slots.add(0, 1_000 * MILLI, 1, 1);
		assertThat(this.slots.usable(900 * MILLI, 905 * MILLI, 1)).isEqualTo(1);
		assertThat(this.slots.usable(1_001 * MILLI, 1_005 * MILLI, 1)).isZero();
	}

	@Test
	void aSlotWhoseCallHasBegunIsKeptHoweverLongItsClaimTakes() {
		this.slots.add(0, MILLI, 2, 1_000);
		this.slots.reserve(1);
		assertThat(this.slots.usable(500 * MILLI, 500 * MILLI, 2)).isZero();
		assertThat(this.slots.startAt(500 * MILLI, false)).as("late, and no other is free").isEqualTo(Long.MAX_VALUE);
		assertThat(this.slots.startAt(500 * MILLI, true)).isZero();
		this.slots.giveBack();
		assertThat(this.slots.takeMissed()).isEqualTo(2);
	}

	@Test
	void aCallThatComesLateTakesTheNextSlotThatIsFree() {
		this.slots.add(0, 10 * MILLI, 10, 100);
		this.slots.reserve(3);
		assertThat(this.slots.startAt(10 * MILLI, false)).as("not late").isZero();
		assertThat(this.slots.startAt(55 * MILLI, false)).isEqualTo(50 * MILLI);
		this.slots.use();
		assertThat(this.slots.startAt(55 * MILLI, false)).isEqualTo(60 * MILLI);
		assertThat(this.slots.takeMissed()).as("three that were reserved, two that were free").isEqualTo(5);
	}

	@Test
	void aCallDoesNotWaitLongForAnotherSlot() {
		this.slots.add(0, MILLI, 1, 1_000);
		this.slots.reserve(1);
		this.slots.add(300 * MILLI, MILLI, 1, 1_000);
		assertThat(this.slots.startAt(190 * MILLI, true)).as("far from any other").isZero();
		assertThat(this.slots.startAt(200 * MILLI, false)).isEqualTo(300 * MILLI);
	}

	@ParameterizedTest
	@CsvSource({ "400,1", "400,2", "400,3", "2000,4", "2000,5" })
	void noSecondHasMoreCallsOfAllMembersThanTheContractAllowsHoweverLongTheyAreHeldUp(int rate, long seed) {
		Random random = new Random(seed);
		double step = 1_000.0 * MILLI / rate;
		List<SlotQueue> members = List.of(new SlotQueue(), new SlotQueue(), new SlotQueue(), new SlotQueue());
		int[] claimed = new int[members.size()];
		long[] heldUpUntil = new long[members.size()];
		Deque<Long> lastSecond = new ArrayDeque<>();
		double next = 0;
		for (long now = 0; now < 60_000 * MILLI; now += MILLI) {
			if (random.nextInt(500) == 0) {
				// As where the database takes its time for the commits of all.
				Arrays.fill(heldUpUntil, now + random.nextLong(200) * MILLI);
			}
			for (int i = 0; i < members.size(); i++) {
				SlotQueue member = members.get(i);
				int wanted = Math.min(member.wanted(now), rate / 10 / members.size());
				if (wanted > 0) {
					next = Math.max(next, now);
					member.add((long) next + 40 * MILLI, step, wanted, rate);
					next += wanted * step;
				}
				if (now < heldUpUntil[i]) {
					continue;
				}
				while (claimed[i] > 0 && member.startAt(now, false) <= now) {
					member.use();
					claimed[i]--;
					lastSecond.add(now);
				}
				if (claimed[i] == 0) {
					claimed[i] = member.usable(now, now + 40 * MILLI, 100);
					member.reserve(claimed[i]);
					heldUpUntil[i] = now + ((random.nextInt(20) == 0) ? random.nextLong(300) : 2) * MILLI;
				}
			}
			while (!lastSecond.isEmpty() && lastSecond.element() <= now - 1_000 * MILLI) {
				lastSecond.remove();
			}
			assertThat(lastSecond.size()).isLessThanOrEqualTo((int) (1.02 * rate));
		}
	}

	@Test
	void moreAreFetchedAheadOfTime() {
		this.slots.add(40 * MILLI, 10 * MILLI, 10, 100);
		assertThat(this.slots.wanted(0)).isZero();
		assertThat(this.slots.fetchAt(0)).isEqualTo(30 * MILLI);
		assertThat(this.slots.wanted(30 * MILLI)).isPositive();
	}

	@Test
	void whoUsesAllAsksForMoreAndWhoMissesSomeForLess() {
		assertThat(this.slots.wanted(0)).isEqualTo(1);
		this.slots.add(0, MILLI, 1, 1_000);
		this.slots.reserve(1);
		assertThat(this.slots.wanted(MILLI)).isEqualTo(2);
		this.slots.add(MILLI, MILLI, 2, 1_000);
		this.slots.reserve(2);
		assertThat(this.slots.wanted(3 * MILLI)).isEqualTo(4);
		this.slots.add(3 * MILLI, MILLI, 4, 1_000);
		this.slots.reserve(1);
		assertThat(this.slots.wanted(50 * MILLI)).as("three of four were missed").isEqualTo(1);
		assertThat(this.slots.takeMissed()).isEqualTo(3);
	}

	@Test
	void whatIsNotReservedCanBeGivenUp() {
		this.slots.add(0, MILLI, 5, 1_000);
		this.slots.reserve(2);
		this.slots.clear();
		assertThat(this.slots.due()).isEqualTo(Long.MAX_VALUE);
		assertThat(this.slots.takeMissed()).isEqualTo(3);
		assertThat(this.slots.startAt(0, false)).isZero();
	}

}
