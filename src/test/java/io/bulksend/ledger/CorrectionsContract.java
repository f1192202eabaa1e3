package io.bulksend.ledger;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import io.bulksend.campaign.MessageFields;
import io.bulksend.campaign.MessageKey;
import io.bulksend.campaign.Outcome;
import io.bulksend.campaign.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the ledger keeps of corrections, on every database.
 */
abstract class CorrectionsContract {

	private static final Instant AT = Instant.parse("2026-01-01T10:00:00Z");

	private LedgerFixture fixture;

	private MessageLedger ledger;

	private FileRecord file;

	abstract LedgerFixture newLedger();

	/** Rows 1 to 6: accepted, refused, in doubt, invalid, a duplicate, not tried. */
	@BeforeEach
	void decide() {
		this.fixture = newLedger();
		this.ledger = this.fixture.plannedFile("spring", 6);
		this.file = this.fixture.campaigns().currentFile("spring").orElseThrow();
		this.ledger.record(List.of(), List.of(claim(1), claim(2), claim(3)));
		this.ledger.record(List.of(new Booking(1, Outcome.accepted("id-1"), AT),
				new Booking(2, Outcome.of(Status.REJECTED, "8003", "no"), AT),
				new Booking(3, Outcome.of(Status.IN_DOUBT, "NO_REPLY", "?"), AT)), List.of());
		this.ledger.decide(List.of(new Booking(4, Outcome.of(Status.INVALID, "RECIPIENT_LENGTH", "short"), AT),
				new Booking(5, Outcome.of(Status.DUPLICATE, null, "same"), AT)), List.of());
	}

	@AfterEach
	void close() {
		this.ledger.close();
	}

	@Test
	void nothingThatWasAcceptedOrMayHaveArrivedIsEverOpened() {
		try (CorrectionIntake intake = intake()) {
			for (long row = 1; row <= 6; row++) {
				intake.open(row);
			}
			intake.commit("sha", "corrected.csv", 2, List.of());
		}
		assertThat(this.ledger.find(1, 6)).extracting((entry) -> entry.outcome().status())
			.containsExactly(Status.ACCEPTED, Status.NOT_SENT, Status.IN_DOUBT, Status.NOT_SENT, Status.NOT_SENT);
		assertThat(this.ledger.find(2, 2).get(0))
			.isEqualTo(new Entry(2, Outcome.of(Status.NOT_SENT, null, null), 1, null, null));
		assertThat(this.fixture.campaigns().currentFile("spring")).map(FileRecord::pass).contains(2);
	}

	@Test
	void whatIsNotCommittedIsNotKept() {
		try (CorrectionIntake intake = intake()) {
			intake.correct(2, Map.of(0, "1"));
			intake.open(2);
			intake.duplicate(6, "same");
		}
		assertThat(corrections().between(1, 6)).isEmpty();
		assertThat(this.ledger.count()).doesNotContainKey(Status.NOT_SENT).containsEntry(Status.DUPLICATE, 1L);
		assertThat(this.fixture.campaigns().currentFile("spring")).contains(this.file);
	}

	@Test
	void theLatestValueOfACellCountsAndColumnsFollowOneAnother() {
		take("a", 2, List.of("note"), Map.of(2L, Map.of(0, "1", 2, "x"), 4L, Map.of(1, "")));
		take("b", 3, List.of("source"), Map.of(2L, Map.of(0, "2", 3, "s")));
		assertThat(corrections().between(1, 6))
			.isEqualTo(Map.of(2L, Map.of(0, "2", 2, "x", 3, "s"), 4L, Map.of(1, "")));
		assertThat(corrections().between(3, 4)).containsOnlyKeys(4L);
		assertThat(corrections().addedColumns()).containsExactly("note", "source");
		assertThat(corrections().takenIn("a")).isPresent();
		assertThat(corrections().takenIn("c")).isEmpty();
		assertThat(this.fixture.campaigns().currentFile("spring")).as("no row was opened").contains(this.file);
	}

	@Test
	void aRowThatIsTheSameAsAnotherIsADuplicateWhetherTheLedgerHadItOrNot() {
		try (CorrectionIntake intake = intake()) {
			intake.open(2);
			intake.open(6);
			intake.duplicate(2, "one");
			intake.duplicate(6, "other");
			intake.commit("sha", "corrected.csv", 2, List.of());
		}
		assertThat(this.ledger.find(2, 2).get(0).outcome()).isEqualTo(Outcome.of(Status.DUPLICATE, null, "one"));
		assertThat(this.ledger.find(6, 6).get(0).outcome()).isEqualTo(Outcome.of(Status.DUPLICATE, null, "other"));
	}

	@Test
	void correctionsAreOneFilesAlone() {
		take("a", 2, List.of("note"), Map.of(2L, Map.of(0, "1")));
		this.fixture.plannedFile("summer", 6).close();
		FileRecord other = this.fixture.campaigns().currentFile("summer").orElseThrow();
		Corrections none = new Corrections(this.fixture.dataSource(), other);
		assertThat(none.between(1, 6)).isEmpty();
		assertThat(none.addedColumns()).isEmpty();
		assertThat(none.takenIn("a")).isEmpty();
	}

	private void take(String sha256, int firstPlace, List<String> added, Map<Long, Map<Integer, String>> cells) {
		try (CorrectionIntake intake = intake()) {
			cells.forEach(intake::correct);
			intake.commit(sha256, "corrected.csv", firstPlace, added);
		}
	}

	private CorrectionIntake intake() {
		return new CorrectionIntake(this.fixture.dataSource(), this.file, Clock.systemUTC());
	}

	private Corrections corrections() {
		return new Corrections(this.fixture.dataSource(), this.file);
	}

	private static Claim claim(long row) {
		return new Claim(row, "447700900501", "source", new MessageKey(row, row), MessageFields.UNKNOWN, false);
	}

}
