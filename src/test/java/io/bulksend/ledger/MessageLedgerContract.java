package io.bulksend.ledger;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import javax.sql.DataSource;

import io.bulksend.campaign.MessageFields;
import io.bulksend.campaign.MessageKey;
import io.bulksend.campaign.Outcome;
import io.bulksend.campaign.Status;
import io.bulksend.ledger.database.LedgerException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What the ledger does, on every database.
 */
abstract class MessageLedgerContract {

	private static final Instant CLAIMED = Instant.parse("2026-03-01T10:00:00.123Z");

	private static final Instant BOOKED = Instant.parse("2026-03-01T10:00:01.456Z");

	private static final String RECIPIENT = "919833078369";

	private LedgerFixture fixture;

	private MessageLedger ledger;

	abstract LedgerFixture newLedger();

	@BeforeEach
	void open() {
		this.fixture = newLedger();
		this.ledger = open("spring");
	}

	@AfterEach
	void close() {
		this.ledger.close();
	}

	@Test
	void aRowThatWasNotTriedHasNoEntry() {
		assertThat(this.ledger.find(1, 10)).isEmpty();
		assertThat(this.ledger.count()).isEmpty();
	}

	@Test
	void aClaimedRowReadsAsInDoubt() {
		claim(7);
		Entry entry = entry(7);
		assertThat(entry.outcome().status()).isEqualTo(Status.IN_DOUBT);
		assertThat(entry.outcome().errorCode()).isEqualTo("INTERRUPTED");
		assertThat(entry.attempts()).isEqualTo(1);
		assertThat(entry.completedAt()).isNull();
		assertThat(this.ledger.count()).isEqualTo(Map.of(Status.IN_DOUBT, 1L));
	}

	@Test
	void theFirstMessagesAreThoseTriedFirstInTheFilesOrder() {
		FileRecord file = plannedAt(CLAIMED);
		this.ledger.decide(List.of(booking(1, outcome(Status.INVALID))), List.of());
		for (long row = 5; row >= 2; row--) {
			claim(row);
		}
		book(2, Outcome.accepted("id-2"));
		book(3, outcome(Status.REJECTED));
		book(4, outcome(Status.NOT_SENT));
		FirstMessages first = new FirstMessages(this.fixture.dataSource());
		assertThat(first.count(file, 1)).isEqualTo(Map.of(Status.ACCEPTED, 1L));
		assertThat(first.count(file, 100))
			.isEqualTo(Map.of(Status.ACCEPTED, 1L, Status.REJECTED, 1L, Status.NOT_SENT, 1L, Status.IN_DOUBT, 1L));
	}

	@Test
	void whatAFileTookOverIsNotAmongItsFirstMessages() {
		claim(2);
		book(2, Outcome.accepted("id-2"));
		FileRecord file = plannedAt(CLAIMED.plusMillis(1));
		assertThat(new FirstMessages(this.fixture.dataSource()).count(file, 100)).isEmpty();
	}

	private FileRecord plannedAt(Instant time) {
		Campaigns campaigns = new Campaigns(this.fixture.dataSource(), Clock.fixed(time, ZoneOffset.UTC));
		FileRecord file = campaigns.currentFile("spring")
			.or(() -> campaigns.file("spring", "0".repeat(64)))
			.orElseThrow();
		campaigns.planned(file, 10, false);
		return file;
	}

	@Test
	void aClaimIsSeenByOthersAsSoonAsItIsRecorded() {
		claim(7);
		try (MessageLedger other = open("spring")) {
			assertThat(other.find(7, 7)).hasSize(1);
		}
	}

	@Test
	void anAcceptedRowHasItsIdAndTheTimeItWasSeen() {
		claim(1);
		book(1, Outcome.accepted("wamid-1"));
		Entry entry = entry(1);
		assertThat(entry.outcome()).isEqualTo(Outcome.accepted("wamid-1"));
		assertThat(entry.completedAt()).isNotNull();
		assertThat(entry.completedAt().toInstant()).isEqualTo(BOOKED);
	}

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = { "ACCEPTED", "NOT_SENT" })
	void aClaimedRowCanEndInEveryOtherStatus(Status status) {
		Outcome outcome = Outcome.of(status, "8007", "Außerhalb des Zeitfensters \uD83D\uDE00");
		claim(1);
		book(1, outcome);
		assertThat(entry(1).outcome()).isEqualTo(outcome);
		assertThat(entry(1).completedAt()).isNotNull();
	}

	@Test
	void aRowThatWasNotTakenIsNotCompletedAndCanBeClaimedAgain() {
		claim(1);
		book(1, Outcome.of(Status.NOT_SENT, "HTTP_503", "try again"));
		assertThat(entry(1).completedAt()).isNull();
		claimKnown(1);
		assertThat(entry(1).outcome().status()).isEqualTo(Status.IN_DOUBT);
		book(1, Outcome.accepted("wamid-1"));
		assertThat(entry(1).outcome()).isEqualTo(Outcome.accepted("wamid-1"));
		assertThat(entry(1).attempts()).isEqualTo(2);
	}

	@ParameterizedTest
	@EnumSource(mode = Mode.EXCLUDE, names = "NOT_SENT")
	void whatIsDecidedIsNeverClaimedAgain(Status status) {
		claim(1);
		book(1, outcome(status));
		refuses(() -> claimKnown(1));
		refuses(() -> claim(1));
		assertThat(entry(1).outcome()).isEqualTo(outcome(status));
		assertThat(entry(1).attempts()).isEqualTo(1);
	}

	@Test
	void aRowInFlightIsNeverClaimedASecondTime() {
		claim(1);
		refuses(() -> claim(1));
		refuses(() -> claimKnown(1));
		assertThat(entry(1).attempts()).isEqualTo(1);
	}

	@ParameterizedTest
	@EnumSource
	void whatIsNotInFlightIsNeverBooked(Status status) {
		refuses(() -> book(1, Outcome.accepted("never claimed")));
		claim(1);
		book(1, outcome(status));
		refuses(() -> book(1, Outcome.accepted("a second time")));
		assertThat(entry(1).outcome()).isEqualTo(outcome(status));
	}

	@Test
	void bookingsAndClaimsAreOneTransaction() {
		claim(1);
		claim(2);
		refuses(() -> this.ledger.record(List.of(booking(1, Outcome.accepted("one"))),
				List.of(newClaim(3, false), newClaim(2, false))));
		assertThat(entry(1).outcome().status()).isEqualTo(Status.IN_DOUBT);
		assertThat(this.ledger.find(3, 3)).isEmpty();
		this.ledger.record(List.of(booking(1, Outcome.accepted("one"))), List.of(newClaim(3, false)));
		assertThat(entry(1).outcome()).isEqualTo(Outcome.accepted("one"));
		assertThat(this.ledger.find(3, 3)).hasSize(1);
	}

	@Test
	void aRefusalNamesNobody() {
		claim(1);
		assertThatExceptionOfType(LedgerException.class).isThrownBy(() -> claim(1))
			.withMessageNotContaining(RECIPIENT)
			.withMessageNotContaining("\n")
			.withMessageContaining("another run has changed it");
	}

	@Test
	void aRowIsDecidedWithoutACall() {
		Outcome invalid = Outcome.of(Status.INVALID, "RECIPIENT_LENGTH", "too short");
		this.ledger.decide(List.of(booking(1, invalid)), List.of());
		assertThat(entry(1).outcome()).isEqualTo(invalid);
		assertThat(entry(1).attempts()).isZero();
		assertThat(entry(1).completedAt()).isNotNull();
		refuses(() -> claim(1));
	}

	@Test
	void aRowThatWasNotTakenCanBeDecidedWithoutAnotherCall() {
		claim(1);
		book(1, outcome(Status.NOT_SENT));
		this.ledger.decide(List.of(), List.of(booking(1, outcome(Status.SUPPRESSED))));
		assertThat(entry(1).outcome()).isEqualTo(outcome(Status.SUPPRESSED));
		assertThat(entry(1).attempts()).isEqualTo(1);
	}

	@Test
	void decisionsStandOrFallTogetherAndNeverReplaceOne() {
		claim(1);
		book(1, Outcome.accepted("one"));
		refuses(() -> this.ledger.decide(List.of(booking(2, outcome(Status.INVALID))),
				List.of(booking(1, outcome(Status.SUPPRESSED)))));
		refuses(() -> this.ledger
			.decide(List.of(booking(2, outcome(Status.INVALID)), booking(1, outcome(Status.INVALID))), List.of()));
		assertThat(this.ledger.find(1, 2)).extracting(Entry::outcome).containsExactly(Outcome.accepted("one"));
	}

	@Test
	void afterADeathWhatWasInFlightIsInDoubtAndNothingElseChanges() {
		claim(1);
		claim(2);
		book(2, Outcome.accepted("two"));
		claim(3);
		book(3, outcome(Status.NOT_SENT));
		claim(4);
		assertThat(this.ledger.interruptUnfinished()).isEqualTo(2);
		assertThat(this.ledger.find(1, 4)).extracting((entry) -> entry.outcome().status())
			.containsExactly(Status.IN_DOUBT, Status.ACCEPTED, Status.NOT_SENT, Status.IN_DOUBT);
		assertThat(entry(1).completedAt()).isNotNull();
		assertThat(entry(1).outcome().errorCode()).isEqualTo("INTERRUPTED");
		refuses(() -> book(1, Outcome.accepted("too late")));
		assertThat(this.ledger.interruptUnfinished()).isZero();
	}

	@Test
	void aRangeIncludesBothEndsAndIsInOrder() {
		for (long row : new long[] { 5, 1, 3, 4, 2 }) {
			claim(row);
		}
		assertThat(this.ledger.find(2, 4)).extracting(Entry::row).containsExactly(2L, 3L, 4L);
		assertThat(this.ledger.find(5, 5)).extracting(Entry::row).containsExactly(5L);
		assertThat(this.ledger.find(6, 1_000)).isEmpty();
	}

	@Test
	void countsEachStatus() {
		for (int row = 1; row <= 6; row++) {
			claim(row);
		}
		book(1, Outcome.accepted("one"));
		book(2, Outcome.accepted("two"));
		book(3, outcome(Status.REJECTED));
		book(4, outcome(Status.NOT_SENT));
		book(5, outcome(Status.IN_DOUBT));
		assertThat(this.ledger.count())
			.isEqualTo(Map.of(Status.ACCEPTED, 2L, Status.REJECTED, 1L, Status.NOT_SENT, 1L, Status.IN_DOUBT, 2L));
	}

	@Test
	void countsOnceForAllWhoAskUntilEntriesChange() {
		claim(1);
		claim(2);
		book(1, Outcome.accepted("one"));
		long file = this.fixture.campaigns().file("spring", "0".repeat(64)).orElseThrow().id();
		CountedEntries counted = new CountedEntries(this.fixture.dataSource());
		EntryCounts before = counted.of(file);
		assertThat(before).isEqualTo(new EntryCounts(Map.of(Status.ACCEPTED, 1L, Status.IN_DOUBT, 1L), 1, 2));
		assertThat(before.decided()).isEqualTo(2);
		this.ledger.interruptUnfinished();
		assertThat(new LedgerAge(this.fixture.dataSource(), counted).mark(file).calls()).isEqualTo(2);
		assertThat(counted.of(file)).as("counted before").isSameAs(before);
		counted.changed();
		assertThat(counted.of(file)).isEqualTo(new EntryCounts(before.counts(), 0, 2));
	}

	@Test
	void filesDoNotTouchEachOther() {
		try (MessageLedger other = open("summer")) {
			claim(1);
			other.record(List.of(), List.of(newClaim(1, false)));
			other.record(List.of(booking(1, Outcome.accepted("other"))), List.of());
			assertThat(entry(1).outcome().status()).isEqualTo(Status.IN_DOUBT);
			assertThat(other.interruptUnfinished()).isZero();
			assertThat(this.ledger.interruptUnfinished()).isEqualTo(1);
			this.ledger.clear();
			assertThat(this.ledger.count()).isEmpty();
			assertThat(other.count()).isEqualTo(Map.of(Status.ACCEPTED, 1L));
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 1_000 })
	void takesBatchesOfAnySize(int size) {
		List<Claim> claims = new ArrayList<>();
		List<Booking> bookings = new ArrayList<>();
		List<Booking> decisions = new ArrayList<>();
		for (int row = 1; row <= size; row++) {
			claims.add(newClaim(row, false));
			bookings.add(booking(row, Outcome.accepted("id-" + row)));
			decisions.add(booking(size + row, outcome(Status.DUPLICATE)));
		}
		this.ledger.record(List.of(), claims);
		this.ledger.record(bookings, List.of());
		this.ledger.decide(decisions, List.of());
		assertThat(this.ledger.find(1, 2L * size)).hasSize(2 * size);
		assertThat(this.ledger.count().values()).allMatch((count) -> count == size);
	}

	@Test
	void keepsEveryTextThatThereIs() {
		String longest = "ü\uD83D\uDE00".repeat(2_000);
		this.ledger.record(List.of(), List.of(new Claim(1, "gr\u0000up;'--", "so\u0000urce",
				new MessageKey(-1, Long.MIN_VALUE), MessageFields.UNKNOWN, false)));
		book(1, Outcome.of(Status.REJECTED, "8001", longest));
		assertThat(entry(1).outcome().errorMessage()).isEqualTo(longest);
	}

	private MessageLedger open(String campaign) {
		DataSource dataSource = this.fixture.dataSource();
		FileRecord file = this.fixture.campaigns().enter(campaign, "0".repeat(64), "file.csv");
		return new MessageLedger(dataSource, Clock.fixed(CLAIMED, ZoneOffset.UTC), file);
	}

	private void claim(long row) {
		this.ledger.record(List.of(), List.of(newClaim(row, false)));
	}

	private void claimKnown(long row) {
		this.ledger.record(List.of(), List.of(newClaim(row, true)));
	}

	private void book(long row, Outcome outcome) {
		this.ledger.record(List.of(booking(row, outcome)), List.of());
	}

	private Entry entry(long row) {
		return this.ledger.find(row, row).get(0);
	}

	private static Claim newClaim(long row, boolean known) {
		return new Claim(row, RECIPIENT, "source", new MessageKey(row, -row), MessageFields.UNKNOWN, known);
	}

	private static Booking booking(long row, Outcome outcome) {
		return new Booking(row, outcome, BOOKED);
	}

	private static Outcome outcome(Status status) {
		return (status == Status.ACCEPTED) ? Outcome.accepted("some id")
				: Outcome.of(status, "some code", "some words");
	}

	private static void refuses(Runnable change) {
		assertThatExceptionOfType(LedgerException.class).isThrownBy(change::run);
	}

}
