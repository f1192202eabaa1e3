package io.bulksend.ledger;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

import javax.sql.DataSource;

import io.bulksend.campaign.MessageKey;
import io.bulksend.campaign.Outcome;
import io.bulksend.campaign.Status;
import io.bulksend.ledger.database.LedgerException;
import io.bulksend.ledger.shared.AccountRate;
import io.bulksend.ledger.shared.Participant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * Several who send rows of one file, on a real PostgreSQL: one that is silent, and wakes,
 * beside one that has taken its place.
 */
class SharedLedgerTest {

	private static final long HAND_OUT = 5;

	private final LedgerFixture fixture = LedgerFixture.onPostgres();

	private final DataSource dataSource = this.fixture.dataSource();

	private final OwnClaims claimed = new OwnClaims();

	private long file;

	private SharedLedger silent;

	private SharedLedger next;

	@BeforeEach
	void openLedgers() {
		try (MessageLedger ledger = this.fixture.plannedFile("campaign", 100)) {
			ledger.usualSource("source");
		}
		this.file = this.fixture.campaigns().currentFile("campaign").orElseThrow().id();
		this.silent = new SharedLedger(this.dataSource, this.file, HAND_OUT, 11, this.claimed);
		this.next = new SharedLedger(this.dataSource, this.file, HAND_OUT, 12, new OwnClaims());
	}

	@AfterEach
	void closeLedgers() {
		this.silent.close();
		this.next.close();
	}

	@Test
	void rowsOfAChunkAreClaimedByWhoHasTakenIt() throws SQLException {
		assertThat(this.silent.take(1, 1, 20)).isEmpty();
		assertThat(this.silent.record(List.of(), List.of(claim(1, false), claim(2, false)))).isEmpty();
		assertThat(this.silent.record(List.of(accepted(1)), List.of())).isEmpty();
		assertThat(status(1)).isEqualTo("ACCEPTED");
		assertThat(status(2)).isEqualTo("IN_FLIGHT");
	}

	@Test
	void whoWakesClaimsNothingOfAChunkThatIsAnothersNow() throws SQLException {
		this.silent.take(1, 1, 20);
		this.silent.take(2, 21, 40);
		this.next.take(1, 1, 20);
		assertThat(this.silent.record(List.of(), List.of(claim(3, false), claim(25, false)))).containsExactly(3L);
		assertThat(status(3)).isEmpty();
		assertThat(status(25)).isEqualTo("IN_FLIGHT");
		assertThat(this.next.record(List.of(), List.of(claim(3, false)))).isEmpty();
	}

	@Test
	@Timeout(30)
	void whoIsHaltedWithinATransactionHoldsUpNobodyForLong() throws Exception {
		CountDownLatch halted = new CountDownLatch(1);
		CountDownLatch goesOn = new CountDownLatch(1);
		DataSource halting = committing(() -> {
			halted.countDown();
			goesOn.await();
		});
		ExecutorService other = Executors.newSingleThreadExecutor();
		try (SharedLedger ledger = new SharedLedger(halting, this.file, HAND_OUT, 13, new OwnClaims(), 200)) {
			Future<?> taking = other.submit(() -> ledger.take(1, 1, 20));
			halted.await();
			assertThat(this.next.take(1, 1, 20)).isEmpty();
			goesOn.countDown();
			assertThatThrownBy(taking::get).hasCauseInstanceOf(LedgerException.class);
		}
		finally {
			goesOn.countDown();
			other.shutdown();
		}
	}

	/** Connections that do something before each commit. */
	private DataSource committing(Halt before) {
		return proxy(DataSource.class, (none, method, arguments) -> {
			Connection connection = this.dataSource.getConnection();
			return proxy(Connection.class, (self, called, with) -> {
				if (called.getName().equals("commit")) {
					before.halt();
				}
				try {
					return called.invoke(connection, with);
				}
				catch (InvocationTargetException ex) {
					throw ex.getCause();
				}
			});
		});
	}

	private static <T> T proxy(Class<T> type, InvocationHandler handler) {
		return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type }, handler));
	}

	/**
	 * What takes its time.
	 */
	private interface Halt {

		void halt() throws InterruptedException;

	}

	@Test
	void aCallOfWhoIsGoneIsInDoubtAndItsAnswerCountsAllTheSame() throws SQLException {
		this.silent.take(1, 1, 20);
		this.silent.record(List.of(), List.of(claim(1, false), claim(2, false), claim(3, false)));
		assertThat(this.next.take(1, 1, 20)).extracting((entry) -> entry.outcome().errorCode())
			.as("under way, for all that is known")
			.containsOnlyNulls();
		assertThat(this.next.settle(1, Set.of(1L, 2L, 3L))).extracting((entry) -> entry.outcome().errorCode())
			.containsOnly("INTERRUPTED");
		this.silent.record(List.of(accepted(1), new Booking(2, Outcome.of(Status.NOT_SENT, null, null), Instant.now())),
				List.of());
		assertThat(status(1)).isEqualTo("ACCEPTED");
		assertThat(status(2)).isEqualTo("NOT_SENT");
		assertThat(status(3)).isEqualTo("IN_DOUBT");
		assertThat(this.next.record(List.of(), List.of(claim(2, true)))).isEmpty();
	}

	@Test
	void aCallOfWhoIsThereIsWaitedFor() {
		this.silent.take(1, 1, 20);
		this.silent.record(List.of(), List.of(claim(1, false)));
		try (AccountRate there = new AccountRate(this.dataSource, "default", new Participant("a worker", true),
				HAND_OUT, 11)) {
			there.lease(0, 0, 0, 0, 0);
			this.next.take(1, 1, 20);
			assertThat(this.next.settle(1, Set.of(1L))).extracting((entry) -> entry.outcome().errorCode())
				.containsOnlyNulls();
		}
		assertThat(this.next.settle(1, Set.of(1L))).extracting((entry) -> entry.outcome().errorCode())
			.as("when it has gone")
			.containsOnly("INTERRUPTED");
	}

	@Test
	void aCallOfWhoIsGoneIsInDoubtWhoeverElseHadTheChunkSince() throws SQLException {
		this.silent.take(1, 1, 20);
		this.silent.record(List.of(), List.of(claim(1, false)));
		this.next.take(1, 1, 20);
		for (int millisecond = 0; millisecond < 3; millisecond++) {
			awaitAnotherMillisecond();
		}
		this.next.record(List.of(), List.of(claim(2, false)));
		try (AccountRate there = new AccountRate(this.dataSource, "default", new Participant("a worker", true),
				HAND_OUT, 12)) {
			there.lease(0, 0, 0, 0, 0);
			this.next.take(1, 1, 20);
			this.next.settle(1, Set.of(1L, 2L));
			assertThat(status(1)).isEqualTo("IN_DOUBT");
			assertThat(status(2)).as("the call of who is there").isEqualTo("IN_FLIGHT");
		}
	}

	@Test
	void theOwnerOfACallIsFoundThoughTheClockWasSetBack() throws SQLException {
		this.silent.take(1, 1, 20);
		this.silent.record(List.of(), List.of(claim(1, false)));
		this.next.take(1, 1, 20);
		execute("update bulksend_message set claimed_at = claimed_at + interval '1 hour'");
		this.next.settle(1, Set.of(1L));
		assertThat(status(1)).isEqualTo("IN_DOUBT");
	}

	@Test
	void whatMayHaveBeenBookedIsBookedAgainButNotToAnothersClaim() throws SQLException {
		this.silent.take(1, 1, 20);
		this.silent.record(List.of(), List.of(claim(1, false)));
		OwnClaims.Times times = this.claimed.of(1);
		Booking notTaken = new Booking(1, Outcome.of(Status.NOT_SENT, null, null), Instant.now());
		this.silent.record(List.of(notTaken), List.of());
		awaitAnotherMillisecond();
		this.next.take(1, 1, 20);
		this.next.record(List.of(), List.of(claim(1, true)));
		// The database went away before it said that it was booked.
		this.claimed.claim(1, times.latest());
		this.silent.record(List.of(notTaken), List.of());
		assertThat(status(1)).isEqualTo("IN_FLIGHT");
		this.next.record(List.of(accepted(1)), List.of());
		assertThat(status(1)).isEqualTo("ACCEPTED");
	}

	@Test
	void aClaimThatWasNotMadeIsNotGivenUpInAnothersName() throws SQLException {
		this.silent.take(1, 1, 20);
		this.silent.record(List.of(), List.of(claim(1, false)));
		OwnClaims.Times lost = this.claimed.of(1);
		execute("delete from bulksend_message");
		awaitAnotherMillisecond();
		this.next.take(1, 1, 20);
		this.next.record(List.of(), List.of(claim(1, false)));
		assertThat(lost).isNotNull();
		this.silent.record(List.of(Booking.notCalled(1, Instant.now())), List.of());
		assertThat(status(1)).isEqualTo("IN_FLIGHT");
	}

	@Test
	void aRowThatComesBackAndGoesOutAtOnceIsBookedWhicheverClaimCounts() throws SQLException {
		this.silent.take(1, 1, 20);
		this.silent.record(List.of(), List.of(claim(1, false)));
		OwnClaims.Times first = this.claimed.of(1);
		awaitAnotherMillisecond();
		this.silent.record(List.of(new Booking(1, Outcome.of(Status.NOT_SENT, null, null), Instant.now())),
				List.of(claim(1, true)));
		assertThat(status(1)).isEqualTo("IN_FLIGHT");
		this.silent.record(List.of(accepted(1)), List.of());
		assertThat(status(1)).isEqualTo("ACCEPTED");
		execute("update bulksend_message set status = 'IN_FLIGHT', claimed_at = '" + first.latest() + "'");
		this.claimed.claim(1, first.latest());
		this.claimed.claim(1, first.latest().plusSeconds(1));
		this.silent.record(List.of(accepted(1)), List.of());
		assertThat(status(1)).as("as the second claim was not committed").isEqualTo("ACCEPTED");
	}

	@Test
	void aRowThatIsThereAlreadyIsClaimedIfItWasNotSent() throws SQLException {
		this.silent.take(1, 1, 20);
		this.silent.record(List.of(), List.of(claim(1, false), claim(2, false)));
		this.silent.record(List.of(Booking.notCalled(1, Instant.now()), accepted(2)), List.of());
		this.next.take(1, 1, 20);
		assertThat(this.next.record(List.of(), List.of(claim(1, false), claim(2, false)))).containsExactly(2L);
		assertThat(status(1)).isEqualTo("IN_FLIGHT");
		assertThat(status(2)).isEqualTo("ACCEPTED");
	}

	@Test
	void anotherSourceIsKeptOnceWhoeverSendsTheRow() throws SQLException {
		this.silent.take(1, 1, 20);
		Claim other = new Claim(1, "919833078369", "other", new MessageKey(1, 1), 0, false);
		this.silent.record(List.of(), List.of(other));
		this.silent.record(List.of(Booking.notCalled(1, Instant.now())), List.of());
		this.next.take(1, 1, 20);
		assertThat(this.next.record(List.of(),
				List.of(new Claim(1, "919833078369", "other", new MessageKey(1, 1), 0, true))))
			.isEmpty();
		assertThat(query("select count(*) from bulksend_source")).isEqualTo("1");
	}

	private static Claim claim(long row, boolean known) {
		return new Claim(row, "919833078369", "source", new MessageKey(1, row), 0, known);
	}

	private static Booking accepted(long row) {
		return new Booking(row, Outcome.accepted("id-" + row), Instant.now());
	}

	private String status(long row) throws SQLException {
		return query("select coalesce((select status from bulksend_message where id = "
				+ MessageLedger.id(this.file, row) + "), '')");
	}

	/** So that what is claimed then was claimed at another time. */
	private void awaitAnotherMillisecond() throws SQLException {
		String now = query("select current_timestamp(3)");
		while (query("select current_timestamp(3)").equals(now)) {
			Thread.onSpinWait();
		}
	}

	private void execute(String sql) throws SQLException {
		try (Connection connection = this.dataSource.getConnection();
				Statement statement = connection.createStatement()) {
			statement.executeUpdate(sql);
		}
	}

	private String query(String sql) throws SQLException {
		try (Connection connection = this.dataSource.getConnection();
				Statement statement = connection.createStatement();
				ResultSet rows = statement.executeQuery(sql)) {
			rows.next();
			return rows.getString(1);
		}
	}

}
