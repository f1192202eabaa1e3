package io.bulksend.ledger.shared;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

import javax.sql.DataSource;

import io.bulksend.ledger.LedgerFixture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

/**
 * Slots from a real PostgreSQL, by its clock.
 */
class AccountRateTest {

	private static final double SECOND = 1_000_000;

	private final DataSource dataSource = LedgerFixture.onPostgres().dataSource();

	@Test
	void slotsAreEvenlySpacedWhoeverGetsThem() {
		try (AccountRate one = member("a"); AccountRate two = member("a")) {
			List<Double> slots = new ArrayList<>();
			one.lease(1_000, 1, 0, 0, 0);
			two.lease(1_000, 1, 0, 0, 0);
			for (int i = 0; i < 20; i++) {
				Lease lease = ((i % 2 == 0) ? one : two).lease(1_000, 50, 0, 0, 0);
				assertThat(lease.step()).as("microseconds between two").isBetween(989.0, 1_000.1);
				add(slots, lease);
			}
			assertThat(slots).hasSize(20 * 50).isSorted();
			for (int i = 1; i < slots.size(); i++) {
				// A lease that is asked for late begins late.
				assertThat(slots.get(i) - slots.get(i - 1)).as("microseconds between two").isGreaterThan(989.0);
			}
		}
	}

	@Test
	void noneGetsMoreThanATenthOfASecondsAtATime() {
		try (AccountRate one = member("a"); AccountRate two = member("a")) {
			assertThat(one.lease(400, 1_000, 0, 0, 0).slots()).isEqualTo(40);
			assertThat(two.lease(400, 1_000, 0, 0, 0).slots()).isEqualTo(20);
		}
	}

	@Test
	void theLowestRateThatIsAskedForHoldsAndZeroAsksForNothing() {
		try (AccountRate fast = member("a"); AccountRate other = member("b"); AccountRate free = member("a")) {
			assertThat(free.lease(0, 10, 0, 0, 0)).satisfies((lease) -> {
				assertThat(lease.rate()).isZero();
				assertThat(lease.slots()).isEqualTo(10);
			});
			assertThat(fast.lease(500, 1, 0, 0, 0).rate()).isEqualTo(500);
			assertThat(other.lease(5, 1, 0, 0, 0).rate()).as("another account's").isEqualTo(5);
			assertThat(free.lease(0, 1, 0, 0, 0).rate()).isEqualTo(500);
			try (AccountRate slow = member("a")) {
				slow.lease(20, 1, 0, 0, 0);
				assertThat(fast.lease(500, 1, 0, 0, 0).rate()).isEqualTo(20);
			}
			assertThat(fast.lease(500, 1, 0, 0, 0).rate()).as("when it has ended").isEqualTo(500);
		}
	}

	@Test
	void whatADeadRunAskedForLapses() throws SQLException {
		AccountRate dead = member("a");
		dead.lease(0.01, 1, 0, 0, 0);
		dead.lease(0.01, 1, 0, 0, 0);
		try (AccountRate run = member("a")) {
			assertThat(run.lease(100, 1, 0, 0, 0).rate()).isEqualTo(0.01);
			update("update bulksend_member set seen_at = seen_at - interval '6 seconds' where ask = 0.01");
			Lease lease = run.lease(100, 1, 0, 0, 0);
			assertThat(lease.rate()).isEqualTo(100);
			assertThat(lease.first() - lease.now()).as("slots at the slow rate are not waited for")
				.isLessThan(0.3 * SECOND);
		}
		dead.close();
	}

	@Test
	void aMemberThatWasClearedAwayTakesPartAgain() throws SQLException {
		try (AccountRate run = member("a")) {
			run.lease(100, 1, 0, 0, 0);
			update("delete from bulksend_member");
			assertThat(run.lease(100, 2, 0, 0, 0).slots()).isEqualTo(2);
			assertThat(run.lease(100, 2, 0, 0, 0).slots()).isEqualTo(2);
		}
	}

	@ParameterizedTest
	@CsvSource({ "10, 10.2", "100, 101", "900, 904.5", "1000, 1010", "2000, 2020" })
	void missedSlotsAreMadeUpForByGoingSlightlyFaster(double rate, double faster) {
		try (AccountRate run = member("a")) {
			int slots = (int) (rate / 10);
			Lease first = run.lease(rate, slots, 0, 0, 0);
			assertThat(first.step()).isCloseTo(SECOND / rate, within(0.01));
			Lease second = run.lease(rate, slots, 50, 0, 0);
			// Later on a machine that is busy.
			assertThat(second.first()).isGreaterThan(first.first() + slots * first.step() - 1);
			assertThat(second.step()).isCloseTo(SECOND / faster, within(0.01));
		}
	}

	@Test
	void aPauseIsEverybodys() {
		try (AccountRate one = member("a"); AccountRate two = member("a")) {
			one.lease(100, 1, 0, 2 * SECOND, 0);
			Lease lease = two.lease(100, 1, 0, 0, 0);
			assertThat(lease.first() - lease.now()).isBetween(1.5 * SECOND, 2.1 * SECOND);
		}
	}

	@Test
	void aPauseHoldsWithoutALimitToo() {
		try (AccountRate one = member("a"); AccountRate two = member("a")) {
			one.lease(0, 1, 0, 2 * SECOND, 0);
			Lease lease = two.lease(0, 1, 0, 0, 0);
			assertThat(lease.first() - lease.now()).isBetween(1.5 * SECOND, 2.1 * SECOND);
		}
	}

	@Test
	void eachIsToldHowFastTheOthersGo() {
		try (AccountRate one = member("a"); AccountRate two = member("a")) {
			one.lease(0, 0, 0, 0, 300);
			assertThat(two.lease(0, 0, 0, 0, 120).others()).isEqualTo(300);
			assertThat(one.lease(0, 0, 0, 0, 300).others()).isEqualTo(120);
		}
	}

	private AccountRate member(String account) {
		return new AccountRate(this.dataSource, account, new Participant("a test", false), null, 0);
	}

	private static void add(List<Double> slots, Lease lease) {
		for (int i = 0; i < lease.slots(); i++) {
			slots.add(lease.first() + i * lease.step());
		}
	}

	private void update(String sql) throws SQLException {
		try (Connection connection = this.dataSource.getConnection();
				Statement statement = connection.createStatement()) {
			statement.executeUpdate(sql);
		}
	}

}
