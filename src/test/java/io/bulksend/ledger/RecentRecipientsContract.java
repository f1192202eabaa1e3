package io.bulksend.ledger;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import io.bulksend.campaign.MessageKey;
import io.bulksend.campaign.Outcome;
import io.bulksend.campaign.Status;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Who got something lately while others go on sending, on every database.
 */
abstract class RecentRecipientsContract {

	private static final Instant AT = Instant.now();

	private final List<String> seen = new ArrayList<>();

	abstract LedgerFixture newLedger();

	@Test
	void whatAnotherRunSendsMeanwhileIsSeenOnceItIsDecided() {
		LedgerFixture fixture = newLedger();
		RecentRecipients recent = new RecentRecipients(fixture.dataSource());
		try (MessageLedger own = fixture.plannedFile("own", 5); MessageLedger other = fixture.plannedFile("other", 5)) {
			own.record(List.of(), List.of(claim(1)));
			other.record(List.of(), List.of(claim(2)));
			other.record(List.of(accepted(2)), List.of(claim(3)));
			recent.mark();
			recent.forEach(AT.minusSeconds(60), this::see);
			assertThat(this.seen).containsExactlyInAnyOrder("919833078001", "919833078002", "919833078003");
			long file = fixture.campaigns().currentFile("own").orElseThrow().id();
			assertThat(look(recent, file)).isEmpty();
			own.record(List.of(accepted(1)), List.of(claim(2)));
			other.record(List.of(), List.of(claim(4), claim(5)));
			assertThat(look(recent, file)).containsExactly("919833078002");
			other.record(List.of(accepted(4), new Booking(5, Outcome.of(Status.REJECTED, "8003", "no"), AT)),
					List.of());
			assertThat(look(recent, file)).containsExactlyInAnyOrder("919833078002", "919833078004");
		}
	}

	private List<String> look(RecentRecipients recent, long own) {
		this.seen.clear();
		recent.forEachNew(own, AT.minusSeconds(60), this::see);
		return this.seen;
	}

	private void see(String source, String recipient, Instant at) {
		assertThat(source).isEqualTo("shop");
		this.seen.add(recipient);
	}

	private static Claim claim(long row) {
		return new Claim(row, "91983307800" + row, "shop", new MessageKey(row, row), 0, false);
	}

	private static Booking accepted(long row) {
		return new Booking(row, Outcome.accepted("id-" + row), AT);
	}

}
