package io.bulksend.send;

import java.time.Duration;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class TimeTextTest {

	@ParameterizedTest
	@CsvSource({ "PT0S,0s", "PT0.9S,0s", "PT59S,59s", "PT1M,1m", "PT1M1S,1m 01s", "PT2M18S,2m 18s", "PT59M59S,59m 59s",
			"PT1H,1h", "PT1H1S,1h 01m", "PT2H5M,2h 05m", "PT47H59M,47h 59m", "PT48H,2d", "PT100H,4d 04h" })
	void timesHaveTheirTwoLargestUnits(Duration duration, String text) {
		assertThat(TimeText.of(duration)).isEqualTo(text);
	}

}
