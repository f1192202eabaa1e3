package io.bulksend.send;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class BacklogTest {

	private final VirtualTime time = new VirtualTime();

	@Test
	void whoIsTriedAgainComesFirstWhenTheirTimeHasCome() {
		Backlog backlog = backlog(0);
		backlog.add(Outbounds.message(5));
		Outbound again = Outbounds.message(3);
		again.waitUntil(100);
		backlog.addAgain(again);
		assertThat(backlog.nextAgain()).isEqualTo(100);
		assertThat(rows(backlog.take(1, (any) -> true))).containsExactly(5);
		backlog.add(Outbounds.message(6));
		this.time.sleepUntil(100);
		assertThat(rows(backlog.take(2, (any) -> true))).containsExactly(3, 6);
		assertThat(backlog.hasNew()).isFalse();
		assertThat(backlog.hasAgain()).isFalse();
		assertThat(backlog.nextAgain()).isEqualTo(Long.MAX_VALUE);
	}

	@Test
	void noMoreNewOnesAreTakenThanTheRunMaySend() {
		Backlog backlog = backlog(2);
		for (int row = 1; row <= 5; row++) {
			backlog.add(Outbounds.message(row));
		}
		assertThat(rows(backlog.take(9, (any) -> true))).containsExactly(1, 2);
		assertThat(backlog.hasNext()).isFalse();
		assertThat(backlog.size()).isZero();
		assertThat(backlog.firstRow()).as("which waits for another run").isEqualTo(3);
	}

	@Test
	void whoMayNotGoNowIsNotTaken() {
		Backlog backlog = backlog(0);
		for (int row = 1; row <= 4; row++) {
			backlog.add(Outbounds.message(row));
		}
		assertThat(rows(backlog.take(2, (outbound) -> outbound.row() % 2 == 0))).containsExactly(2, 4);
	}

	@Test
	void noNewOnesAreTriedWhileVeryManyWaitToBeTriedAgain() {
		Backlog backlog = backlog(0);
		backlog.add(Outbounds.message(5_000));
		for (int row = 1; row <= 1_000; row++) {
			Outbound again = Outbounds.message(row);
			again.waitUntil(100);
			backlog.addAgain(again);
		}
		assertThat(backlog.hasNext()).isFalse();
		assertThat(backlog.isHungry(64)).isFalse();
		assertThat(backlog.take(1, (any) -> true)).isEmpty();
	}

	@Test
	void whatIsLeftToOthersWaitsNoMore() {
		Backlog backlog = backlog(0);
		backlog.add(Outbounds.message(1));
		backlog.add(Outbounds.message(2));
		backlog.addAgain(Outbounds.message(3));
		backlog.leave((row) -> row != 2);
		assertThat(backlog.firstRow()).isEqualTo(2);
		assertThat(rows(backlog.take(9, (any) -> true))).containsExactly(2);
		assertThat(backlog.firstRow()).isEqualTo(Long.MAX_VALUE);
	}

	private Backlog backlog(long limit) {
		SendSettings settings = new SendSettings(50, 64, 50, Duration.ofMinutes(5), limit, null, null, null, 0, 100);
		StopSwitch stop = new StopSwitch();
		Random random = new Random(1);
		Outage outage = new Outage(settings.giveUpAfter(), random);
		Judge judge = new Judge(new RateControl(50, this.time.nanos()), outage, random, 50, stop);
		return new Backlog(new RunLimits(settings, Canary.none(), outage, judge, stop, DailyLimit.none()), this.time);
	}

	private static List<Integer> rows(List<Outbound> messages) {
		List<Integer> rows = new ArrayList<>();
		messages.forEach((outbound) -> rows.add((int) outbound.row()));
		return rows;
	}

}
