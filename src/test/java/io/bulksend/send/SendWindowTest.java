package io.bulksend.send;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class SendWindowTest {

	@ParameterizedTest
	@CsvSource({ "09:00-18:30,08:59:59,false", "09:00-18:30,09:00:00,true", "09:00-18:30,18:29:59,true",
			"09:00-18:30,18:30:00,false", "22:00-06:00,23:00:00,true", "22:00-06:00,05:59:59,true",
			"22:00-06:00,06:00:00,false", "22:00-06:00,12:00:00,false", "08:00-24:00,23:59:59,true",
			"08:00-24:00,00:00:00,false" })
	void opensAndCloses(String window, String time, boolean open) {
		assertThat(SendWindow.parse(window, ZoneOffset.UTC).isOpen(Instant.parse("2026-01-01T" + time + "Z")))
			.isEqualTo(open);
	}

	@Test
	void meansTheHoursOfItsZone() {
		SendWindow window = SendWindow.parse("09:00-18:00", ZoneId.of("Asia/Kolkata"));
		assertThat(window.isOpen(Instant.parse("2026-01-01T03:30:00Z"))).isTrue();
		assertThat(window.isOpen(Instant.parse("2026-01-01T03:29:59Z"))).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "9-18", "09:00", "09:00-09:00", "25:00-26:00", "09:00-18:60", "09:00 18:00" })
	void refusesWhatIsNoWindow(String text) {
		assertThatIllegalArgumentException().isThrownBy(() -> SendWindow.parse(text, ZoneOffset.UTC))
			.withMessageContaining("09:00-18:30");
	}

}
