package io.bulksend.ledger;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

import io.bulksend.campaign.Person;
import io.bulksend.campaign.delivery.OptOutWish;
import io.bulksend.campaign.delivery.Receipt;
import io.bulksend.ledger.OptOuts.Changed;
import io.bulksend.ledger.OptOuts.OptOut;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What becomes of people's wishes, on every database.
 */
abstract class OptOutsContract {

	private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

	private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);

	private static final String ANNA = "919833078369";

	private static final String BERND = "4915123456789";

	private LedgerFixture fixture;

	private OptOuts optOuts;

	abstract LedgerFixture newLedger();

	@BeforeEach
	void open() {
		this.fixture = newLedger();
		this.optOuts = new OptOuts(this.fixture.dataSource(), CLOCK);
	}

	@Test
	void nobodyHasOptedOutAtFirst() {
		assertThat(this.optOuts.list()).isEmpty();
		assertThat(OptOuts.persons(this.fixture.dataSource())).isEmpty();
	}

	@Test
	void whatAPersonWroteLastCountsInWhateverOrderItComesAndHoweverOften() {
		List<OptOutWish> wishes = new ArrayList<>(
				List.of(stop(ANNA, 1), start(ANNA, 2), stop(ANNA, 3), stop(BERND, 1), stop(BERND, 2), start(BERND, 3)));
		wishes.addAll(List.copyOf(wishes));
		Collections.shuffle(wishes, new Random(11));
		wishes.forEach(this::takeIn);
		assertThat(this.optOuts.list()).extracting(OptOut::recipient).containsExactly(ANNA);
		takeIn(wishes.toArray(OptOutWish[]::new));
		assertThat(OptOuts.persons(this.fixture.dataSource())).containsExactly(Person.of(ANNA).asLong());
	}

	@Test
	void ofTwoMessagesOfTheSameSecondTheOneThatAsksForNoMoreCounts() {
		takeIn(stop(ANNA, 1), start(ANNA, 1));
		takeIn(start(BERND, 1));
		takeIn(stop(BERND, 1));
		assertThat(this.optOuts.list()).hasSize(2);
	}

	@Test
	void anEarlierStartThatComesLateTakesNothingBack() {
		takeIn(stop(ANNA, 1));
		takeIn(stop(ANNA, 3));
		assertThat(takeIn(start(ANNA, 2))).isEqualTo(new Changed(0, 0));
		assertThat(this.optOuts.list()).singleElement()
			.isEqualTo(new OptOut(ANNA, OffsetDateTime.parse("2026-03-01T11:01:00Z"), false));
	}

	@Test
	void saysHowManyWereChanged() {
		assertThat(takeIn(stop(ANNA, 1), stop(BERND, 1), start("447700900112", 1))).isEqualTo(new Changed(2, 0));
		assertThat(takeIn(stop(ANNA, 2), start(BERND, 2))).isEqualTo(new Changed(0, 1));
	}

	@Test
	void whatIsSetByHandCountsAsNow() {
		assertThat(this.optOuts.set(ANNA, true)).isTrue();
		assertThat(this.optOuts.set(ANNA, true)).isFalse();
		takeIn(start(ANNA, 1));
		assertThat(this.optOuts.list()).containsExactly(new OptOut(ANNA, NOW.atOffset(ZoneOffset.UTC), true));
		takeIn(stop(BERND, 1));
		assertThat(this.optOuts.set(BERND, false)).isTrue();
		takeIn(stop(BERND, 1), stop(BERND, 2));
		assertThat(this.optOuts.set("447700900112", false)).isFalse();
		assertThat(this.optOuts.list()).extracting(OptOut::recipient).containsExactly(ANNA);
	}

	@ParameterizedTest
	@CsvSource({ "525553500118, 5215553500118", "5521976540118, 552176540118", "543514440118, 5493514440118" })
	void aPersonIsOneHoweverTheNumberIsSpelled(String one, String other) {
		takeIn(stop(one, 1), stop(other, 2));
		assertThat(this.optOuts.list()).hasSize(1);
		assertThat(this.optOuts.set(one, false)).isTrue();
		assertThat(this.optOuts.list()).isEmpty();
	}

	@Test
	void withoutATimeWhoAsksForNoMoreAsksNowAndNobodyAsksForMore() {
		takeIn(new OptOutWish(ANNA, true, null), new OptOutWish(BERND, true, null));
		takeIn(new OptOutWish(ANNA, false, null));
		assertThat(this.optOuts.list()).extracting(OptOut::since).containsOnly(NOW.atOffset(ZoneOffset.UTC)).hasSize(2);
	}

	@Test
	void aTimeToComeIsNow() {
		takeIn(new OptOutWish(ANNA, false, new Receipt.Time(LocalDateTime.parse("2099-01-01T00:00:00"), true)));
		takeIn(new OptOutWish(ANNA, true, new Receipt.Time(LocalDateTime.parse("2026-03-01T12:00:00"), true)));
		assertThat(this.optOuts.list()).hasSize(1);
	}

	@Test
	void timesWithoutAZoneAreOfTheOneThatIsGiven() {
		takeIn(ZoneId.of("Asia/Kolkata"),
				new OptOutWish(ANNA, true, new Receipt.Time(LocalDateTime.parse("2026-03-01T12:00:00"), false)));
		assertThat(this.optOuts.list()).extracting(OptOut::since)
			.containsExactly(OffsetDateTime.parse("2026-03-01T06:30:00Z"));
	}

	@Test
	void whatIsNotCommittedIsNotKept() {
		try (ReceiptIntake intake = new ReceiptIntake(this.fixture.dataSource(), CLOCK, ZoneOffset.UTC)) {
			intake.add(stop(ANNA, 1));
		}
		assertThat(this.optOuts.list()).isEmpty();
	}

	@Test
	void manyAreTakenInAtOnce() {
		OptOutWish[] wishes = new OptOutWish[25_000];
		for (int i = 0; i < wishes.length; i++) {
			wishes[i] = stop(Long.toString(919_800_000_000L + i), 1);
		}
		assertThat(takeIn(wishes)).isEqualTo(new Changed(25_000, 0));
		assertThat(takeIn(wishes)).isEqualTo(new Changed(0, 0));
		assertThat(OptOuts.persons(this.fixture.dataSource())).hasSize(25_000);
	}

	private Changed takeIn(OptOutWish... wishes) {
		return takeIn(ZoneOffset.UTC, wishes);
	}

	private Changed takeIn(ZoneId zone, OptOutWish... wishes) {
		try (ReceiptIntake intake = new ReceiptIntake(this.fixture.dataSource(), CLOCK, zone)) {
			List.of(wishes).forEach(intake::add);
			return intake.commit();
		}
	}

	private static OptOutWish stop(String number, int minute) {
		return new OptOutWish(number, true, time(minute));
	}

	private static OptOutWish start(String number, int minute) {
		return new OptOutWish(number, false, time(minute));
	}

	private static Receipt.Time time(int minute) {
		return new Receipt.Time(LocalDateTime.parse("2026-03-01T11:00:00").plusMinutes(minute), true);
	}

}
