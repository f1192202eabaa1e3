package io.bulksend.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.Set;

import io.bulksend.campaign.MessageFields;
import io.bulksend.campaign.MessageKey;
import io.bulksend.campaign.Outcome;
import io.bulksend.campaign.Status;
import io.bulksend.campaign.delivery.Delivery;
import io.bulksend.campaign.delivery.DeliveryStatus;
import io.bulksend.campaign.delivery.Receipt;
import io.bulksend.ledger.EarlierMessages.Carried;
import io.bulksend.ledger.ReceiptMatch.Matched;
import io.bulksend.ledger.database.CampaignLock;
import io.bulksend.ledger.database.CampaignLockedException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What becomes of delivery receipts, on every database.
 */
abstract class ReceiptsContract {

	private static final Instant CLAIMED = Instant.parse("2026-03-01T10:00:00.700Z");

	private static final LocalDateTime NOON = LocalDateTime.parse("2026-03-01T12:00:00");

	private static final String ANNA = "919833078369";

	private static final String BERND = "4915123456789";

	private static final ZoneId UTC = ZoneOffset.UTC;

	private static final ZoneId KOLKATA = ZoneId.of("Asia/Kolkata");

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
	void aMessageWithoutReceiptsHasNoDelivery() {
		accept(1, "m-1");
		assertThat(delivery(1)).isNull();
		takeIn(UTC, receipt("m-2", DeliveryStatus.READ, NOON));
		assertThat(delivery(1)).isNull();
	}

	@Test
	void theFurthestStatusCountsInWhateverOrderAndHoweverOftenReceiptsCome() {
		accept(1, "m-1");
		List<Receipt> receipts = new ArrayList<>(List.of(receipt("m-1", DeliveryStatus.SENT, NOON),
				receipt("m-1", DeliveryStatus.DELIVERED, NOON.plusSeconds(3)),
				receipt("m-1", DeliveryStatus.DELIVERED, NOON.plusSeconds(5)),
				receipt("m-1", DeliveryStatus.READ, NOON.plusHours(1)), failure("m-1", "gone")));
		receipts.addAll(List.copyOf(receipts));
		Collections.shuffle(receipts, new Random(7));
		for (Receipt receipt : receipts) {
			takeIn(UTC, receipt);
		}
		assertThat(delivery(1))
			.isEqualTo(new Delivery(DeliveryStatus.READ, "gone", OffsetDateTime.parse("2026-03-01T12:00:03Z")));
		takeIn(UTC, receipts.toArray(Receipt[]::new));
		assertThat(delivery(1).status()).isEqualTo(DeliveryStatus.READ);
	}

	@Test
	void aFailureHasItsRemarkAndNoTime() {
		accept(1, "m-1");
		takeIn(UTC, receipt("m-1", DeliveryStatus.SENT, NOON), failure("m-1", "number is gone"));
		assertThat(delivery(1)).isEqualTo(new Delivery(DeliveryStatus.FAILED, "number is gone", null));
		assertThat(delivery(1).text()).isEqualTo("failed: number is gone");
	}

	@Test
	void whatWasReadWasDeliveredByThen() {
		accept(1, "m-1");
		takeIn(UTC, receipt("m-1", DeliveryStatus.READ, NOON));
		assertThat(delivery(1).deliveredAt()).isEqualTo(OffsetDateTime.parse("2026-03-01T12:00:00Z"));
	}

	@Test
	void timesAreOfTheZoneThatWasGivenLast() {
		accept(1, "m-1");
		takeIn(UTC, receipt("m-1", DeliveryStatus.DELIVERED, NOON));
		takeIn(KOLKATA, receipt("m-1", DeliveryStatus.DELIVERED, NOON));
		assertThat(delivery(1).deliveredAt()).isEqualTo(OffsetDateTime.parse("2026-03-01T12:00:00+05:30"));
	}

	@Test
	void receiptsMayComeBeforeTheirMessageIsKnown() {
		assertThat(takeIn(UTC, receipt("m-1", DeliveryStatus.DELIVERED, NOON)))
			.isEqualTo(new Matched(1, 1, 0, Set.of()));
		accept(1, "m-1");
		assertThat(delivery(1).status()).isEqualTo(DeliveryStatus.DELIVERED);
		assertThat(takeIn(UTC).unknown()).isZero();
	}

	@Test
	void whatIsNotCommittedIsNotKept() {
		accept(1, "m-1");
		try (ReceiptIntake intake = new ReceiptIntake(this.fixture.dataSource(), Clock.systemUTC(), UTC)) {
			intake.add(receipt("m-1", DeliveryStatus.READ, NOON));
		}
		assertThat(delivery(1)).isNull();
		assertThat(takeIn(UTC).messages()).isZero();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 120_001 })
	void ofAFileThatIsGivenUpNothingIsKeptAndOfThoseAroundItAll(int messages) {
		accept(1, "m-0");
		try (ReceiptIntake intake = new ReceiptIntake(this.fixture.dataSource(), Clock.systemUTC(), UTC)) {
			intake.add(receipt("m-0", DeliveryStatus.SENT, NOON));
			intake.keep();
			for (int message = 0; message < messages; message++) {
				intake.add(receipt("m-" + message, DeliveryStatus.READ, NOON));
			}
			intake.drop();
			intake.add(receipt("m-0", DeliveryStatus.DELIVERED, NOON));
			intake.commit();
		}
		assertThat(delivery(1).status()).isEqualTo(DeliveryStatus.DELIVERED);
		assertThat(match().messages()).isEqualTo(1);
	}

	@ParameterizedTest
	@ValueSource(ints = { 49_999, 50_001, 120_001 })
	void anyNumberIsTakenIn(int messages) {
		try (ReceiptIntake intake = new ReceiptIntake(this.fixture.dataSource(), Clock.systemUTC(), UTC)) {
			for (DeliveryStatus status : List.of(DeliveryStatus.READ, DeliveryStatus.SENT)) {
				for (int message = 0; message < messages; message++) {
					intake.add(receipt("m-" + message, status, NOON));
				}
			}
			intake.commit();
		}
		accept(1, "m-" + (messages - 1));
		assertThat(delivery(1).status()).isEqualTo(DeliveryStatus.READ);
		assertThat(match()).isEqualTo(new Matched(messages, messages - 1, 0, Set.of()));
	}

	@Test
	void aRowThatAnAmendedFileTookOverKeepsItsReceipts() {
		accept(1, "m-1");
		takeIn(UTC, receipt("m-1", DeliveryStatus.READ, NOON));
		try (MessageLedger amended = carryFirstRow()) {
			assertThat(amended.findDelivered(3, 3)).singleElement()
				.satisfies((entry) -> assertThat(entry.delivery().status()).isEqualTo(DeliveryStatus.READ));
		}
	}

	@Test
	void aReceiptThatCanOnlyBeOfARowInDoubtSettlesIt() {
		doubt(1, ANNA, "shop");
		doubt(2, BERND, "shop");
		Matched matched = takeIn(UTC, from("m-9", ANNA, "shop", 2));
		assertThat(matched).isEqualTo(new Matched(1, 0, 1, Set.of("spring")));
		assertThat(entry(1).outcome()).isEqualTo(Outcome.accepted("m-9"));
		assertThat(entry(1).delivery().status()).isEqualTo(DeliveryStatus.SENT);
		assertThat(entry(2).outcome().status()).isEqualTo(Status.IN_DOUBT);
		assertThat(takeIn(UTC, from("m-9", ANNA, "shop", 2)).settled()).isZero();
	}

	@ParameterizedTest
	@CsvSource({ "525553500118, 5215553500118", "5521976540118, 552176540118", "543514440118, 5493514440118" })
	void theReceiptMaySpellTheRecipientsNumberAsWhatsAppDoes(String sent, String reported) {
		doubt(1, sent, "shop");
		assertThat(takeIn(UTC, from("m-9", reported, "shop", 2)).settled()).isEqualTo(1);
		assertThat(entry(1).outcome()).isEqualTo(Outcome.accepted("m-9"));
	}

	@ParameterizedTest
	@CsvSource({ "-5, true", "-6, false", "600, true", "601, false" })
	void itSettlesTheRowOnlyAroundTheTimeOfItsCall(int seconds, boolean settled) {
		doubt(1, ANNA, "shop");
		takeIn(UTC, from("m-9", ANNA, "shop", seconds));
		assertThat(entry(1).outcome().status()).isEqualTo(settled ? Status.ACCEPTED : Status.IN_DOUBT);
	}

	@Test
	void itSettlesTheRowByTheZoneOfItsTime() {
		doubt(1, ANNA, "shop");
		takeIn(KOLKATA, from("m-9", ANNA, "shop", 1));
		assertThat(entry(1).outcome().status()).isEqualTo(Status.IN_DOUBT);
		takeIn(UTC, from("m-9", ANNA, "shop", 1));
		assertThat(entry(1).outcome().status()).isEqualTo(Status.ACCEPTED);
	}

	@Test
	void anotherRecipientOrSourceSettlesNothing() {
		doubt(1, ANNA, "shop");
		doubt(2, BERND, "other shop");
		assertThat(takeIn(UTC, from("m-8", ANNA, "other shop", 1), from("m-9", BERND, "shop", 1)).settled()).isZero();
		assertThat(takeIn(UTC, from("m-7", BERND, "other shop", 1)).settled()).isEqualTo(1);
	}

	@Test
	void aReceiptWithoutRecipientSourceOrTimeSettlesNothing() {
		doubt(1, ANNA, "shop");
		Receipt.Time at = from("m", ANNA, "shop", 1).receivedAt();
		assertThat(takeIn(UTC, new Receipt("m-1", null, "shop", null, DeliveryStatus.SENT, null, at),
				new Receipt("m-2", ANNA, null, null, DeliveryStatus.SENT, null, at),
				new Receipt("m-3", ANNA, "shop", null, DeliveryStatus.SENT, null, null))
			.settled()).isZero();
	}

	@Test
	void oneReceiptThatCouldBeOfTwoRowsSettlesNeither() {
		doubt(1, ANNA, "shop");
		doubt(2, ANNA, "shop");
		assertThat(takeIn(UTC, from("m-9", ANNA, "shop", 1)).settled()).isZero();
		assertThat(entry(1).outcome().status()).isEqualTo(Status.IN_DOUBT);
	}

	@Test
	void twoMessagesThatCouldBeOneRowSettleNothing() {
		doubt(1, ANNA, "shop");
		assertThat(takeIn(UTC, from("m-8", ANNA, "shop", 1), from("m-9", ANNA, "shop", 2)).settled()).isZero();
	}

	@Test
	void aMessageThatTheLedgerKnowsSettlesNothing() {
		accept(1, "m-1");
		doubt(2, ANNA, "shop");
		assertThat(takeIn(UTC, from("m-1", ANNA, "shop", 1)).settled()).isZero();
	}

	@Test
	void aCallThatIsUnderWayMayBeTheOneAndIsLeftToItsAnswer() {
		doubt(1, ANNA, "shop");
		this.ledger.record(List.of(), List.of(claim(2, ANNA, "shop")));
		CampaignLock lock = CampaignLock.acquire(this.fixture.dataSource(), "spring");
		boolean held = isHeld();
		Matched matched = takeIn(UTC, from("m-9", ANNA, "shop", 1));
		lock.close();
		assertThat(matched.settled()).isZero();
		assertThat(entry(1).outcome().status()).isEqualTo(Status.IN_DOUBT);
		if (held) {
			this.ledger.record(List.of(new Booking(2, Outcome.accepted("m-9"), CLAIMED)), List.of());
			assertThat(entry(2).delivery().status()).isEqualTo(DeliveryStatus.SENT);
		}
	}

	@Test
	void aCallWhoseRunDiedIsSettledLikeAnyOther() {
		this.ledger.record(List.of(), List.of(claim(1, ANNA, "shop")));
		assertThat(takeIn(UTC, from("m-9", ANNA, "shop", 1)).settled()).isEqualTo(1);
		assertThat(entry(1).outcome()).isEqualTo(Outcome.accepted("m-9"));
	}

	@Test
	void aRowThatAnAmendedFileTookOverIsSettledWithItsOriginal() {
		doubt(1, ANNA, "shop");
		try (MessageLedger amended = carryFirstRow()) {
			assertThat(takeIn(UTC, from("m-9", ANNA, "shop", 1)).settled()).isEqualTo(1);
			assertThat(amended.find(3, 3)).extracting(Entry::outcome).containsExactly(Outcome.accepted("m-9"));
			assertThat(entry(1).outcome()).isEqualTo(Outcome.accepted("m-9"));
		}
	}

	@Test
	void aRowThatIsTriedAgainWithAnotherSourceIsMatchedByThatOne() {
		doubt(1, BERND, "usual shop");
		this.ledger.record(List.of(), List.of(claim(2, ANNA, "other shop")));
		this.ledger.record(List.of(new Booking(2, Outcome.of(Status.NOT_SENT, null, null), CLAIMED)), List.of());
		try (MessageLedger next = open("spring")) {
			next.record(List.of(),
					List.of(new Claim(2, ANNA, "third shop", new MessageKey(2, 2), MessageFields.UNKNOWN, true),
							claim(3, ANNA, "usual shop")));
			next.record(List.of(inDoubt(2), inDoubt(3)), List.of());
		}
		assertThat(takeIn(UTC, from("m-1", ANNA, "other shop", 1)).settled()).isZero();
		assertThat(takeIn(UTC, from("m-2", ANNA, "third shop", 1)).settled()).isEqualTo(1);
		assertThat(takeIn(UTC, from("m-3", ANNA, "usual shop", 1)).settled()).isEqualTo(1);
		assertThat(entry(2).outcome()).isEqualTo(Outcome.accepted("m-2"));
	}

	@Test
	void aPlanMadeAnewForgetsTheSourcesOfTheFormerOne() {
		doubt(1, BERND, "usual shop");
		doubt(2, ANNA, "other shop");
		this.ledger.clear();
		doubt(2, ANNA, "third shop");
		assertThat(takeIn(UTC, from("m-2", ANNA, "third shop", 1)).settled()).isEqualTo(1);
	}

	@Test
	void timesThatNeedNoZoneStayAsTheyAre() {
		accept(1, "m-1");
		takeIn(UTC, absolute("m-1", DeliveryStatus.DELIVERED, "2026-03-01T12:00:00Z"));
		takeIn(KOLKATA, receipt("m-1", DeliveryStatus.READ, NOON.plusHours(9)));
		assertThat(delivery(1).deliveredAt()).isEqualTo(OffsetDateTime.parse("2026-03-01T17:30:00+05:30"));
		takeIn(KOLKATA, receipt("m-1", DeliveryStatus.DELIVERED, NOON.plusHours(5)));
		assertThat(delivery(1).deliveredAt()).isEqualTo(OffsetDateTime.parse("2026-03-01T17:00:00+05:30"));
	}

	@Test
	void anXApiheaderThatOneMessageHasSettlesItWheneverItsReceiptComes() {
		doubt(1, ANNA, 71);
		doubt(2, ANNA, 72);
		Receipt read = echo("m-9", ANNA, "order-72", null);
		assertThat(takeIn(UTC, read)).isEqualTo(new Matched(1, 1, 0, Set.of()));
		doubt(3, ANNA, MessageKey.mark("order-72"));
		assertThat(takeIn(UTC, read)).isEqualTo(new Matched(1, 0, 1, Set.of("spring")));
		assertThat(entry(3).outcome()).isEqualTo(Outcome.accepted("m-9"));
		assertThat(entry(1).outcome().status()).isEqualTo(Status.IN_DOUBT);
	}

	@Test
	void anXApiheaderOfSeveralMessagesSettlesNothingByItself() {
		doubt(1, ANNA, MessageKey.mark("order-1"));
		this.ledger.record(List.of(), List.of(claim(2, BERND, MessageKey.mark("order-1"))));
		this.ledger.record(List.of(new Booking(2, Outcome.of(Status.REJECTED, "8003", "no"), CLAIMED)), List.of());
		assertThat(takeIn(UTC, echo("m-9", ANNA, "order-1", null)).settled()).isZero();
		assertThat(takeIn(UTC, echo("m-9", ANNA, "order-1", from("m", ANNA, "shop", 1).receivedAt())).settled())
			.isEqualTo(1);
	}

	@Test
	void anXApiheaderOfAnotherPersonsMessageSettlesNothing() {
		doubt(1, ANNA, MessageKey.mark("order-1"));
		assertThat(takeIn(UTC, echo("m-9", BERND, "order-1", null)).settled()).isZero();
	}

	@Test
	void twoMessagesWithTheSameXApiheaderSettleNothing() {
		doubt(1, ANNA, MessageKey.mark("order-1"));
		assertThat(takeIn(UTC, echo("m-8", ANNA, "order-1", null), echo("m-9", ANNA, "order-1", null)).settled())
			.isZero();
	}

	@Test
	void twoCampaignsInDoubtWithTheSameXApiheaderStaySo() {
		doubt(1, ANNA, MessageKey.mark("order-1"));
		try (MessageLedger summer = open("summer")) {
			summer.record(List.of(), List.of(claim(1, ANNA, MessageKey.mark("order-1"))));
			summer.record(List.of(inDoubt(1)), List.of());
		}
		assertThat(takeIn(UTC, echo("m-9", ANNA, "order-1", null)).settled()).isZero();
	}

	@ParameterizedTest
	@CsvSource({ "525553500118, 5215553500118", "5521976540118, 552176540118", "543514440118, 5493514440118" })
	void whoseXApiheaderItIsMayBeSpelledAsWhatsAppDoes(String sent, String reported) {
		doubt(1, sent, MessageKey.mark("order-1"));
		assertThat(takeIn(UTC, echo("m-9", reported, "order-1", null)).settled()).isEqualTo(1);
	}

	@Test
	void whoGotAMessageIsForgottenOnceItIsKnown() {
		accept(1, "m-1");
		takeIn(UTC, from("m-1", ANNA, "shop", 1));
		takeIn(UTC, echo("m-1", ANNA, "order-1", null));
		assertThat(JdbcClient.create(this.fixture.dataSource())
			.sql("select count(*) from bulksend_receipt where recipient is not null or source is not null"
					+ " or header is not null")
			.query(Long.class)
			.single()).isZero();
	}

	private Matched takeIn(ZoneId zone, Receipt... receipts) {
		try (ReceiptIntake intake = new ReceiptIntake(this.fixture.dataSource(), Clock.systemUTC(), zone)) {
			List.of(receipts).forEach(intake::add);
			intake.commit();
		}
		return match();
	}

	private Matched match() {
		return new ReceiptMatch(this.fixture.dataSource(), this.fixture.campaigns(), Clock.systemUTC()).run();
	}

	/** Only a server's lock is seen by others; an embedded database has none. */
	private boolean isHeld() {
		try {
			CampaignLock.acquire(this.fixture.dataSource(), "spring").close();
			return false;
		}
		catch (CampaignLockedException ex) {
			return true;
		}
	}

	private MessageLedger carryFirstRow() {
		FileRecord original = this.fixture.campaigns().currentFile("spring").orElseThrow();
		FileRecord amended = this.fixture.campaigns().enter("spring", "1".repeat(64), "amended.csv");
		this.fixture.campaigns().planned(amended, 3, false);
		new EarlierMessages(this.fixture.dataSource(), amended)
			.carry(List.of(new Carried(3, MessageLedger.id(original.id(), 1))));
		MessageLedger ledger = new MessageLedger(this.fixture.dataSource(), Clock.fixed(CLAIMED, ZoneOffset.UTC),
				amended);
		ledger.record(List.of(), List.of(claim(4, BERND, "another usual shop")));
		ledger.record(List.of(new Booking(4, Outcome.accepted("m-4"), CLAIMED)), List.of());
		return ledger;
	}

	private MessageLedger open(String campaign) {
		FileRecord file = this.fixture.campaigns().enter(campaign, "0".repeat(64), "file.csv");
		this.fixture.campaigns().planned(file, 10, false);
		return new MessageLedger(this.fixture.dataSource(), Clock.fixed(CLAIMED, ZoneOffset.UTC), file);
	}

	private void accept(long row, String messageId) {
		this.ledger.record(List.of(), List.of(claim(row, ANNA, "shop")));
		this.ledger.record(List.of(new Booking(row, Outcome.accepted(messageId), CLAIMED)), List.of());
	}

	private void doubt(long row, String recipient, String source) {
		this.ledger.record(List.of(), List.of(claim(row, recipient, source)));
		this.ledger.record(List.of(inDoubt(row)), List.of());
	}

	private void doubt(long row, String recipient, long header) {
		this.ledger.record(List.of(), List.of(claim(row, recipient, header)));
		this.ledger.record(List.of(inDoubt(row)), List.of());
	}

	private Entry entry(long row) {
		return this.ledger.findDelivered(row, row).get(0);
	}

	private Delivery delivery(long row) {
		return entry(row).delivery();
	}

	private static Booking inDoubt(long row) {
		return new Booking(row, Outcome.of(Status.IN_DOUBT, "NO_REPLY", "no reply"), CLAIMED.plus(Duration.ofHours(1)));
	}

	private static Claim claim(long row, String recipient, String source) {
		return new Claim(row, recipient, source, new MessageKey(row, row), MessageFields.UNKNOWN, false);
	}

	private static Claim claim(long row, String recipient, long header) {
		return new Claim(row, recipient, "shop", new MessageKey(row, row), MessageFields.UNKNOWN, header, false);
	}

	private static Receipt echo(String id, String recipient, String apiHeader, Receipt.@Nullable Time at) {
		return new Receipt(id, recipient, "shop", apiHeader, DeliveryStatus.SENT, null, at);
	}

	private static Receipt absolute(String id, DeliveryStatus status, String time) {
		LocalDateTime utc = LocalDateTime.ofInstant(Instant.parse(time), UTC);
		return new Receipt(id, ANNA, "shop", null, status, null, new Receipt.Time(utc, true));
	}

	private static Receipt receipt(String id, DeliveryStatus status, @Nullable LocalDateTime at) {
		return new Receipt(id, ANNA, "shop", null, status, null, (at != null) ? new Receipt.Time(at, false) : null);
	}

	private static Receipt failure(String id, String remark) {
		return new Receipt(id, ANNA, "shop", null, DeliveryStatus.FAILED, remark, new Receipt.Time(NOON, false));
	}

	/** A message that was sent some seconds after the calls of these tests started. */
	private static Receipt from(String id, String recipient, String source, int seconds) {
		return new Receipt(id, recipient, source, null, DeliveryStatus.SENT, null,
				new Receipt.Time(LocalDateTime.ofInstant(CLAIMED.truncatedTo(ChronoUnit.SECONDS), UTC)
					.plusSeconds(seconds)
					.plusSeconds((seconds < 0) ? 1 : 0), false));
	}

}
