package io.bulksend.send;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;

import io.bulksend.api.Reply;
import io.bulksend.api.Reply.Again.Reason;
import io.bulksend.campaign.Status;
import io.bulksend.ledger.Booking;
import io.bulksend.ledger.Claim;
import io.bulksend.ledger.Journal;
import io.bulksend.media.MediaIds;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Calls by an account's slots, with a database that takes its time.
 */
class DispatcherPaceTest {

	private static final long MILLI = 1_000_000;

	private static final long SECOND = 1_000 * MILLI;

	private static final int CONCURRENCY = 2_000;

	private final VirtualTime time = new VirtualTime();

	private final StopSwitch stop = new StopSwitch();

	/** Which claims are not booked, by the row. */
	private final Map<Long, Integer> claims = new HashMap<>();

	private final List<Booking> bookings = new ArrayList<>();

	@ParameterizedTest
	@CsvSource({ "50,2", "50,30", "400,2", "400,10", "400,30", "2000,2", "2000,10", "2000,30" })
	void theRateIsReachedAndNotExceededHoweverLongCommitsTake(int rate, int commit) {
		FakeApi api = accepting();
		send(api, rate, 30 * rate, () -> commit * MILLI);
		assertThat(rate(api.starts())).isBetween(0.99 * rate, 1.01 * rate);
		assertThat(busiestSecond(api.starts())).isLessThanOrEqualTo((int) Math.max(1.02 * rate, rate + 3));
	}

	@ParameterizedTest
	@CsvSource({ "400,1", "400,2", "2000,3", "2000,4" })
	void whereACommitTakesLongNowAndThenTheOthersComeInNoBurst(int rate, long seed) {
		Random random = new Random(seed);
		FakeApi api = accepting();
		send(api, rate, 60 * rate,
				() -> (random.nextInt(500) == 0) ? random.nextLong(600) * MILLI : (1 + random.nextLong(5)) * MILLI);
		assertThat(rate(api.starts())).isGreaterThan(0.92 * rate);
		assertThat(busiestSecond(api.starts())).isLessThanOrEqualTo((int) (1.02 * rate));
		assertThat(this.bookings).as("had another turn").anyMatch((booking) -> !booking.called());
		assertThat(api.calls()).isEqualTo(60 * rate);
	}

	@Test
	void noCallStartsBeforeItsClaimIsCommitted() {
		FakeApi api = api((recipient, call) -> {
			assertThat(this.claims).containsKey(Outbounds.row(recipient));
			return new Reply.Accepted("id");
		});
		send(api, 400, 2_000, () -> 20 * MILLI);
		assertThat(api.calls()).isEqualTo(2_000);
		assertThat(this.claims).isEmpty();
	}

	@Test
	void whatIsClaimedWhenTheApiAsksToWaitIsPutBackAndSentLater() {
		FakeApi api = api((recipient, call) -> (recipient.endsWith("0500") && call == 1)
				? new Reply.Again(Reason.TOO_FAST, "HTTP_429", "Too many.", Duration.ofSeconds(20))
				: new Reply.Accepted("id"));
		send(api, 400, 1_000, () -> 2 * MILLI);
		assertThat(api.calls()).isEqualTo(1_001);
		List<Long> starts = api.starts();
		long longest = 0;
		for (int i = 1; i < starts.size(); i++) {
			longest = Math.max(longest, starts.get(i) - starts.get(i - 1));
		}
		assertThat(longest).as("nothing is sent meanwhile").isGreaterThan(19 * SECOND);
		assertThat(this.bookings).filteredOn((booking) -> !booking.called()).isNotEmpty();
		assertThat(this.bookings).filteredOn((booking) -> booking.outcome().status() == Status.ACCEPTED)
			.extracting(Booking::row)
			.doesNotHaveDuplicates()
			.hasSize(1_000);
	}

	@Test
	void whatIsClaimedWhenAStopIsAskedForIsPutBack() {
		FakeApi api = accepting();
		this.time.in(Duration.ofSeconds(1), () -> this.stop.request(StopReason.SIGNAL, "Stopped"));
		send(api, 400, 2_000, () -> 30 * MILLI);
		assertThat(api.calls()).isBetween(100, 410);
		assertThat(this.claims).isEmpty();
		assertThat(this.bookings).filteredOn((booking) -> !booking.called()).isNotEmpty();
	}

	@Test
	void whereFewerMayBeUnderWayThanThereAreNoneStarts() {
		FakeApi api = accepting();
		Dispatcher dispatcher = dispatcher(api, 400, () -> 2 * MILLI);
		AtomicInteger most = new AtomicInteger(100);
		dispatcher.concurrency(most::get);
		this.time.in(Duration.ofSeconds(1), () -> most.set(3));
		dispatcher.add(Outbounds.messages(1, 2_000));
		while (this.time.nanos() < 2 * SECOND) {
			dispatcher.turn();
		}
		assertThat(api.starts()).anyMatch((start) -> start < SECOND)
			.noneMatch((start) -> start > 1_100 * MILLI && start < 1_200 * MILLI);
		assertThat(api.starts()).filteredOn((start) -> start > 1_500 * MILLI).hasSizeLessThanOrEqualTo(3 * 3);
	}

	@Test
	void whatIsClaimedWhenTheApiIsAwayIsPutBack() {
		FakeApi api = new FakeApi(this.time, Duration.ofMillis(1), (recipient, call) -> (this.time.nanos() < SECOND)
				? new Reply.Accepted("id") : new Reply.Again(Reason.UNREACHABLE, null, "No connection", null));
		Dispatcher dispatcher = dispatcher(api, 400, () -> 2 * MILLI);
		dispatcher.add(Outbounds.messages(1, 2_000));
		while (this.time.nanos() < 2 * SECOND) {
			dispatcher.turn();
		}
		assertThat(this.bookings).filteredOn((booking) -> !booking.called()).isNotEmpty();
		assertThat(api.starts()).filteredOn((start) -> start > 1_200 * MILLI)
			.as("to try whether it is there again")
			.hasSizeLessThan(10);
	}

	@Test
	void whatIsLeftToOthersBeforeItsTimeComesIsGivenUp() {
		FakeApi api = accepting();
		Dispatcher dispatcher = dispatcher(api, 400, () -> 2 * MILLI);
		dispatcher.add(Outbounds.messages(1, 100));
		while (this.claims.isEmpty()) {
			dispatcher.turn();
		}
		dispatcher.leave((row) -> true);
		for (int turn = 0; turn < 5; turn++) {
			dispatcher.turn();
		}
		assertThat(api.calls()).isZero();
		assertThat(this.bookings).hasSize(1).allMatch((booking) -> !booking.called());
	}

	@Test
	void thereIsTimeForSomethingElseWhereItHoldsUpNoCall() {
		Dispatcher dispatcher = dispatcher(accepting(), 400, () -> 2 * MILLI);
		assertThat(dispatcher.hasBreak()).as("nothing waits").isTrue();
		dispatcher.add(Outbounds.messages(1, 200));
		dispatcher.turn();
		assertThat(dispatcher.hasBreak()).as("calls are due").isFalse();
	}

	private FakeApi accepting() {
		return api((recipient, call) -> new Reply.Accepted("id"));
	}

	private FakeApi api(FakeApi.Behaviour behaviour) {
		return new FakeApi(this.time, Duration.ofMillis(250), behaviour);
	}

	private void send(FakeApi api, double rate, int messages, LongSupplier commitTime) {
		Dispatcher dispatcher = new Dispatcher(api, MediaIds.NONE, journal(commitTime),
				new SendSettings(rate, CONCURRENCY, 50, Duration.ofMinutes(5), 0, null, null, null, 0, 100), this.stop,
				Canary.none(), DailyLimit.none(), new ProgressBoard(), new SlotPace(this.time, rate), this.time::beside,
				this.time, new Random(1));
		dispatcher.send(Outbounds.messages(1, messages));
		dispatcher.settle();
	}

	private Dispatcher dispatcher(FakeApi api, double rate, LongSupplier commitTime) {
		return new Dispatcher(api, MediaIds.NONE, journal(commitTime),
				new SendSettings(rate, CONCURRENCY, 50, Duration.ofMinutes(5), 0, null, null, null, 0, 100), this.stop,
				Canary.none(), DailyLimit.none(), new ProgressBoard(), new SlotPace(this.time, rate), this.time::beside,
				this.time, new Random(1));
	}

	private Journal journal(LongSupplier commitTime) {
		return (booked, claimed) -> {
			this.time.holdUp(Duration.ofNanos(commitTime.getAsLong()));
			for (Booking booking : booked) {
				assertThat(this.claims.merge(booking.row(), -1, (one, other) -> null)).isNull();
				this.bookings.add(booking);
			}
			for (Claim claim : claimed) {
				assertThat(this.claims.put(claim.row(), 1)).as("claimed twice").isNull();
			}
			return Set.of();
		};
	}

	/** Without the first four seconds, in which all is cold. */
	private static double rate(List<Long> starts) {
		long begin = starts.get(0) + 4 * SECOND;
		List<Long> warm = starts.stream().filter((start) -> start >= begin).toList();
		return (warm.size() - 1) * (double) SECOND / (warm.get(warm.size() - 1) - warm.get(0));
	}

	private static int busiestSecond(List<Long> starts) {
		int most = 0;
		int first = 0;
		for (int last = 0; last < starts.size(); last++) {
			while (starts.get(last) - starts.get(first) >= SECOND) {
				first++;
			}
			most = Math.max(most, last - first + 1);
		}
		return most;
	}

}
