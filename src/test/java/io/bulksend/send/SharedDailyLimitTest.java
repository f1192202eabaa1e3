package io.bulksend.send;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

import javax.sql.DataSource;

import io.bulksend.campaign.Attachment.ById;
import io.bulksend.campaign.Message;
import io.bulksend.campaign.RecipientType;
import io.bulksend.campaign.Status;
import io.bulksend.ledger.LedgerFixture;
import io.bulksend.ledger.shared.SharedDay;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How many recipients get something from several runs that go on at the same time, on a
 * real PostgreSQL.
 */
class SharedDailyLimitTest {

	private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);

	private final DataSource dataSource = LedgerFixture.onPostgres().dataSource();

	private final List<SharedDay> days = new ArrayList<>();

	/** When it was looked for what the ledger has besides. */
	private final List<Instant> looks = new ArrayList<>();

	@Test
	void whomAnotherRunWritesToCountsHereTooAndMayGetMore() {
		DailyLimit one = run(2);
		DailyLimit other = run(2);
		assertThat(takes(one, 1)).isTrue();
		assertThat(takes(other, 2)).isTrue();
		assertThat(takes(one, 3)).isFalse();
		assertThat(takes(other, 1)).isTrue();
		assertThat(takes(one, 2)).isTrue();
	}

	@Test
	void whatWasRefusedIsFreeForTheOthers() {
		DailyLimit one = run(1);
		DailyLimit other = run(1);
		assertThat(takes(one, 1)).isTrue();
		one.decided(message(1), Status.REJECTED, NOW);
		assertThat(takes(other, 2)).as("not told yet").isFalse();
		one.decide(NOW);
		one.decided();
		assertThat(takes(other, 2)).isTrue();
		assertThat(takes(one, 1)).isFalse();
	}

	@Test
	void whatARunTookAndDidNotSendIsFreeWhenItEndsAndWhatItSentIsNot() {
		DailyLimit one = run(2);
		DailyLimit other = run(2);
		assertThat(takes(one, 1)).isTrue();
		assertThat(takes(one, 2)).isTrue();
		one.decided(message(1), Status.IN_DOUBT, NOW);
		one.end();
		assertThat(takes(other, 3)).isTrue();
		assertThat(takes(other, 4)).isFalse();
	}

	@Test
	void whoJoinsLaterHearsOfWhatIsUnderWay() {
		DailyLimit one = run(1);
		assertThat(takes(one, 1)).isTrue();
		assertThat(takes(run(1), 2)).isFalse();
	}

	@Test
	void whatADeadRunHadTakenIsForTheLedgerToSayUnlessWorkersHaveIt() {
		takes(run(1), 1);
		this.days.get(0).close();
		assertThat(takes(run(1), 2)).isTrue();
		this.days.get(1).close();
		JdbcClient.create(this.dataSource).sql("""
				insert into bulksend_handout (file_id, account, program, settings, begun_at)
				values (7, 'a', 'p', '{}', now())""").update();
		assertThat(takes(run(1), 3)).isFalse();
	}

	@Test
	void whatTheLedgerHasBesidesIsLookedForEveryFewSeconds() {
		DailyLimit one = run(1);
		for (int tenths = 0; tenths < 120; tenths++) {
			one.decide(NOW.plusMillis(100 * tenths));
			one.decided();
		}
		assertThat(this.looks).containsExactly(NOW, NOW.plusMillis(5_100), NOW.plusMillis(10_200));
	}

	@Test
	void nothingIsLeftBehindWhenAllHaveEnded() {
		List<DailyLimit> runs = List.of(run(5), run(5));
		for (int person = 0; person < 4; person++) {
			takes(runs.get(person % 2), person);
			runs.get(person % 2).decided(message(person), Status.ACCEPTED, NOW);
		}
		runs.forEach(DailyLimit::end);
		assertThat(rows("bulksend_day")).isZero();
		assertThat(rows("bulksend_day_run")).isZero();
	}

	@Test
	void whatAllKnowIsClearedAwayWhileTheyGoOn() {
		DailyLimit one = run(5_000);
		DailyLimit other = run(5_000);
		for (int turn = 0; turn < 40; turn++) {
			for (DailyLimit run : List.of(one, other)) {
				run.decide(NOW);
				for (int person = 0; person < 100; person++) {
					run.taken(message(person), NOW);
				}
				run.decided();
				for (int person = 0; person < 100; person++) {
					run.decided(message(person), Status.ACCEPTED, NOW);
				}
			}
		}
		assertThat(rows("bulksend_day")).isLessThan(4_000);
	}

	@Test
	void neverMoreThanTheLimitHoweverTheyTakeTurns() {
		Random random = new Random(11);
		for (int round = 0; round < 10; round++) {
			int most = 5 + random.nextInt(20);
			List<DailyLimit> runs = List.of(run(most), run(most), run(most));
			List<Deque<Integer>> underWay = List.of(new ArrayDeque<>(), new ArrayDeque<>(), new ArrayDeque<>());
			Set<Integer> got = new HashSet<>();
			for (int i = 0; i < 200; i++) {
				int turn = random.nextInt(runs.size());
				int person = round * 1_000 + random.nextInt(60);
				if (random.nextInt(3) == 0 && !underWay.get(turn).isEmpty()) {
					int decided = underWay.get(turn).remove();
					boolean accepted = random.nextInt(4) > 0;
					runs.get(turn).decided(message(decided), accepted ? Status.ACCEPTED : Status.REJECTED, NOW);
					if (accepted) {
						got.add(decided);
					}
				}
				else if (takes(runs.get(turn), person)) {
					underWay.get(turn).add(person);
				}
				Set<Integer> all = new HashSet<>(got);
				underWay.forEach(all::addAll);
				assertThat(all).hasSizeLessThanOrEqualTo(most);
			}
			assertThat(got.size() + underWay.stream().mapToInt(Deque::size).sum()).isGreaterThanOrEqualTo(most);
			runs.forEach(DailyLimit::end);
		}
	}

	private DailyLimit run(int recipients) {
		DailyLimit limit = new DailyLimit(recipients);
		limit.shareBy((heard) -> {
			SharedDay day = new SharedDay(this.dataSource, 7, heard);
			this.days.add(day);
			return day;
		}, this.looks::add);
		return limit;
	}

	private boolean takes(DailyLimit limit, int person) {
		limit.decide(NOW);
		boolean may = limit.mayTake(message(person), NOW);
		if (may) {
			limit.taken(message(person), NOW);
		}
		limit.decided();
		return may;
	}

	private long rows(String table) {
		return JdbcClient.create(this.dataSource).sql("select count(*) from " + table).query(Long.class).single();
	}

	private static Message message(int person) {
		return new Message(String.valueOf(919_833_078_000L + person), RecipientType.INDIVIDUAL, "source", new ById("a"),
				null, null);
	}

}
