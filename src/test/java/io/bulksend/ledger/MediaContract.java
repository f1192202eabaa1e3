package io.bulksend.ledger;

import java.time.Instant;
import java.util.List;

import io.bulksend.campaign.MessageKey;
import io.bulksend.campaign.Outcome;
import io.bulksend.campaign.Status;
import io.bulksend.ledger.AttachmentPlan.Planned;
import io.bulksend.ledger.KeptMedia.Kept;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the ledger keeps of files, on every database.
 */
abstract class MediaContract {

	private static final Instant AT = Instant.parse("2026-01-01T10:00:00Z");

	private LedgerFixture fixture;

	private MessageLedger ledger;

	private FileRecord file;

	abstract LedgerFixture newLedger();

	@BeforeEach
	void open() {
		this.fixture = newLedger();
		this.ledger = this.fixture.plannedFile("spring", 6);
		this.file = this.fixture.campaigns().currentFile("spring").orElseThrow();
	}

	@AfterEach
	void close() {
		this.ledger.close();
	}

	@Test
	void aFileIsWhatItWasWhenItWasCheckedFirst() {
		AttachmentPlan plan = new AttachmentPlan(this.fixture.dataSource(), this.file);
		Planned first = new Planned("sub/a.pdf", "sha-1", "application/pdf", 5_000_000_000L,
				1_767_261_600_123_456_789L);
		plan.add(List.of(first, new Planned("b.pdf", "sha-2", "application/pdf", 2, 3)));
		plan.add(List.of(new Planned("sub/a.pdf", "sha-3", "image/png", 1, 1)));
		assertThat(plan.find("sub/a.pdf")).contains(first);
		assertThat(plan.find("a.pdf")).isEmpty();
		this.ledger.clear();
		assertThat(plan.find("sub/a.pdf")).isEmpty();
	}

	@Test
	void anIdIsKnownByContentAndAddressUntilItIsForgotten() {
		KeptMedia media = new KeptMedia(this.fixture.dataSource(), "https://a.example/");
		media.keep(List.of(new Kept("sha-1", "m-1", AT), new Kept("sha-2", "m-2", AT)));
		assertThat(media.find("sha-1")).contains(new Kept("sha-1", "m-1", AT));
		assertThat(new KeptMedia(this.fixture.dataSource(), "https://b.example/").find("sha-1")).isEmpty();
		media.keep(List.of(new Kept("sha-1", "m-3", AT.plusSeconds(1))));
		assertThat(media.find("sha-1")).contains(new Kept("sha-1", "m-3", AT.plusSeconds(1)));
		media.forget("sha-1", "m-1");
		assertThat(media.find("sha-1")).isPresent();
		media.forget("sha-1", "m-3");
		assertThat(media.find("sha-1")).isEmpty();
		assertThat(media.find("sha-2")).isPresent();
	}

	@Test
	void aRowThatIsDecidedAtItsTurnKeepsItsMessageAndCountsNoAttempt() {
		Claim claim = new Claim(1, "447700900001", "source", new MessageKey(1, 2), 3, false);
		this.ledger.decideAtTheirTurn(List.of(claim),
				List.of(Booking.withoutCall(1, Outcome.of(Status.REJECTED, "8008", "no"), AT)));
		assertThat(this.ledger.find(1, 1)).singleElement().satisfies((entry) -> {
			assertThat(entry.outcome()).isEqualTo(Outcome.of(Status.REJECTED, "8008", "no"));
			assertThat(entry.attempts()).isZero();
		});
		assertThat(this.ledger.interruptUnfinished()).isZero();
	}

}
