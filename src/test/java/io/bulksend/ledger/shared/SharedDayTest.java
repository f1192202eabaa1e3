package io.bulksend.ledger.shared;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

import javax.sql.DataSource;

import io.bulksend.ledger.LedgerFixture;
import io.bulksend.ledger.database.LedgerException;
import io.bulksend.ledger.shared.DayEvent.What;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What runs tell each other, on a real PostgreSQL; what they make of it is
 * {@code SharedDailyLimitTest}'s.
 */
class SharedDayTest {

	private static final Duration PATIENCE = Duration.ofMillis(100);

	private static final DayEvent TAKEN = new DayEvent(What.TAKEN, "shop", 447700900112L, Instant.EPOCH);

	private final DataSource dataSource = LedgerFixture.onPostgres().dataSource();

	private final List<DayEvent> heard = new ArrayList<>();

	@Test
	void aRunThatIsStoppedWhileItDecidesKeepsNobodyWaitingForLong() {
		try (SharedDay stopped = join(); SharedDay other = join()) {
			stopped.listen((event) -> {
			});
			other.listen(this.heard::add);
			other.tell(List.of());
			assertThatExceptionOfType(LedgerException.class).isThrownBy(() -> stopped.tell(List.of(TAKEN)));
			other.listen(this.heard::add);
			other.tell(List.of());
			assertThat(this.heard).isEmpty();
		}
	}

	@Test
	void whatWasTakenAndDecidedSinceIsHeardAsBothAndOnce() {
		try (SharedDay one = join(); SharedDay other = join()) {
			DayEvent counted = new DayEvent(What.COUNTED, TAKEN.source(), TAKEN.person(), Instant.EPOCH.plusSeconds(9));
			for (List<DayEvent> events : List.of(List.of(TAKEN), List.of(counted))) {
				one.listen((event) -> {
				});
				one.tell(events);
			}
			for (int turns = 0; turns < 2; turns++) {
				other.listen(this.heard::add);
				other.tell(List.of());
			}
			assertThat(this.heard).extracting(DayEvent::what).containsExactly(What.TAKEN, What.COUNTED);
			assertThat(this.heard.get(1)).isEqualTo(counted);
		}
	}

	private SharedDay join() {
		return new SharedDay(this.dataSource, 7, this.heard::add, PATIENCE);
	}

}
