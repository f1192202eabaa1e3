package io.bulksend.ledger;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

import io.bulksend.campaign.MessageKey;
import io.bulksend.campaign.Outcome;
import io.bulksend.campaign.Status;
import io.bulksend.campaign.delivery.DeliveryStatus;
import io.bulksend.campaign.delivery.Receipt;
import io.bulksend.ledger.CampaignStanding.State;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is left of a campaign that was forgotten, on every database.
 */
abstract class ForgettingContract {

	private static final Instant AT = Instant.parse("2026-01-01T10:00:00Z");

	private static final List<String> OF_ROWS = List.of("bulksend_message", "bulksend_source",
			"bulksend_corrected_cell", "bulksend_resent");

	private LedgerFixture fixture;

	private JdbcClient jdbc;

	private CampaignOverview overview;

	abstract LedgerFixture newLedger();

	@BeforeEach
	void send() {
		this.fixture = newLedger();
		this.jdbc = JdbcClient.create(this.fixture.dataSource());
		this.overview = new CampaignOverview(this.fixture.dataSource(), this.fixture.campaigns());
		for (String campaign : List.of("spring", "autumn")) {
			try (MessageLedger ledger = this.fixture.plannedFile(campaign, 3)) {
				ledger.record(List.of(), List.of(claim(campaign, 1), claim(campaign, 2), claim(campaign, 3)));
				ledger.record(List.of(new Booking(1, Outcome.accepted(campaign + "-1"), AT),
						new Booking(2, Outcome.of(Status.REJECTED, "8003", "no"), AT),
						new Booking(3, Outcome.of(Status.IN_DOUBT, "NO_REPLY", "?"), AT)), List.of());
			}
			FileRecord file = this.fixture.campaigns().currentFile(campaign).orElseThrow();
			this.fixture.campaigns().bound().bind(file, "source=shop");
			long row = MessageLedger.id(file.id(), 2);
			this.jdbc.sql("insert into bulksend_corrected_cell (id, place, cell) values (?, 1, 'Dear Ms Smith')")
				.param(row)
				.update();
			this.jdbc.sql("insert into bulksend_resent (id, message_id) values (?, ?)")
				.params(row, campaign + "-0")
				.update();
		}
		takeIn(receipt("spring-0", "919833078001"), receipt("spring-1", "919833078001"),
				receipt("autumn-1", "919833078011"), receipt("unknown-1", "919833078003"),
				receipt("unknown-2", "919833078013"));
	}

	@Test
	void nothingOfItsRowsIsLeftAndOthersAreWhole() {
		forget();
		for (String table : OF_ROWS) {
			assertThat(count(table, "id / 1000000000000 = " + file("spring").id())).as(table).isZero();
			assertThat(count(table, "id / 1000000000000 = " + file("autumn").id())).as(table).isPositive();
		}
		assertThat(
				this.jdbc.sql("select message_id from bulksend_receipt order by message_id").query(String.class).list())
			.containsExactly("autumn-1", "unknown-2");
		assertThat(file("spring").name()).isEmpty();
		assertThat(this.fixture.campaigns().bound().of(file("spring"))).isEmpty();
		assertThat(this.fixture.campaigns().bound().of(file("autumn"))).contains("source=shop");
	}

	@Test
	void ofItsFilesNothingIsLeftButWhatOthersNameToo() {
		KeptMedia media = new KeptMedia(this.fixture.dataSource(), "https://api.example/media/upload/");
		String own = "a".repeat(64);
		String shared = "b".repeat(64);
		media.keep(List.of(new KeptMedia.Kept(own, "id-own", AT), new KeptMedia.Kept(shared, "id-shared", AT)));
		plan("spring").add(List.of(new AttachmentPlan.Planned("ms-smith.pdf", own, "application/pdf", 3, 0),
				new AttachmentPlan.Planned("prices.pdf", shared, "application/pdf", 3, 0)));
		plan("autumn").add(List.of(new AttachmentPlan.Planned("list.pdf", shared, "application/pdf", 3, 0)));
		forget();
		assertThat(plan("spring").find("ms-smith.pdf")).isEmpty();
		assertThat(count("bulksend_attachment", "file_id = " + file("spring").id())).isZero();
		assertThat(plan("autumn").find("list.pdf")).isPresent();
		assertThat(media.find(own)).isEmpty();
		assertThat(media.find(shared)).isPresent();
	}

	private AttachmentPlan plan(String campaign) {
		return new AttachmentPlan(this.fixture.dataSource(), file(campaign));
	}

	@Test
	void itsNameItsHashAndItsCountsStay() {
		CampaignStanding before = this.overview.find("spring").orElseThrow();
		forget();
		CampaignStanding after = this.overview.find("spring").orElseThrow();
		assertThat(after.state()).isEqualTo(State.FORGOTTEN);
		assertThat(after.forgottenAt()).isPresent();
		assertThat(after.findings()).containsExactlyElementsOf(before.findings());
		assertThat(after.rows()).isEqualTo(3);
		assertThat(after.left()).isZero();
		assertThat(after.lastChange()).isEqualTo(before.lastChange());
		assertThat(file("spring").sha256()).isEqualTo("sha of spring");
		assertThat(this.overview.forgottenDeliveries("spring")).isEqualTo(Map.of(DeliveryStatus.DELIVERED, 1L));
		assertThat(this.fixture.campaigns().sentAsAnother("new", "sha of spring")).isPresent();
		assertThat(new LedgerAge(this.fixture.dataSource(), new CountedEntries(this.fixture.dataSource()))
			.mark(file("spring").id())
			.calls()).isEqualTo(3);
	}

	@Test
	void receiptsThatComeLaterAreKeptOnlyForMessagesThatAreHere() {
		forget();
		takeIn(receipt("spring-1", "919833078001"), receipt("new-1", "919833078003"), receipt("new-2", "919833078013"),
				new Receipt("new-3", null, null, null, DeliveryStatus.READ, null, null),
				receipt("autumn-1", "919833078011"));
		assertThat(
				this.jdbc.sql("select message_id from bulksend_receipt order by message_id").query(String.class).list())
			.containsExactly("autumn-1", "new-2", "unknown-2");
	}

	private void forget() {
		new Forgetting(this.fixture.dataSource(), this.fixture.campaigns(), Clock.systemUTC())
			.forget(this.overview.find("spring").orElseThrow());
	}

	private void takeIn(Receipt... receipts) {
		try (ReceiptIntake intake = new ReceiptIntake(this.fixture.dataSource(), Clock.systemUTC(), ZoneOffset.UTC)) {
			List.of(receipts).forEach(intake::add);
			intake.commit();
		}
		new ReceiptMatch(this.fixture.dataSource(), this.fixture.campaigns(), Clock.systemUTC()).run();
	}

	private long count(String table, String condition) {
		return this.jdbc.sql("select count(*) from " + table + " where " + condition).query(Long.class).single();
	}

	private FileRecord file(String campaign) {
		return this.fixture.campaigns().currentFile(campaign).orElseThrow();
	}

	private static Receipt receipt(String id, String recipient) {
		return new Receipt(id, recipient, "another", null, DeliveryStatus.DELIVERED, null,
				new Receipt.Time(LocalDateTime.parse("2026-01-01T10:00:00"), true));
	}

	private static Claim claim(String campaign, long row) {
		String recipient = String.valueOf((campaign.equals("spring") ? 919_833_078_000L : 919_833_078_010L) + row);
		return new Claim(row, recipient, (row == 3) ? "second" : "shop", new MessageKey(row, row), 0, false);
	}

}
