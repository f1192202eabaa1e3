package io.bulksend.run.settings;

import java.time.Duration;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.StandardEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class OwnValuesTest {

	@ParameterizedTest
	@CsvSource(textBlock = """
			90s, PT1M30S
			5m, PT5M
			5m30s, PT5M30S
			5M 30S, PT5M30S
			1h, PT1H
			500ms, PT0.5S
			2d, PT48H
			1d12h, PT36H
			1m500ms, PT1M0.5S
			10us, PT0.00001S
			' 90s ', PT1M30S
			PT5M, PT5M
			pt1h30m, PT1H30M
			P2D, PT48H
			0s, PT0S
			""")
	void durationsHaveUnits(String written, Duration meant) {
		assertThat(read("give-up-after", written).send().giveUpAfter()).isEqualTo(meant);
	}

	@ParameterizedTest
	@ValueSource(strings = { "300", "0", "5m30", "30 5m", "5", "-5m", "PT-5M", "+5m", "5 m", "30s5m", "5m5m", "5min",
			"1.5h", "soon", "m", "PT", "99999999999999999999s", "9223372036854775807d" })
	void whatHasNoUnitIsRefused(String written) {
		assertThatExceptionOfType(BindException.class).isThrownBy(() -> read("give-up-after", written).send());
	}

	@Test
	void aNumberIsNoDurationWhereverItStands() {
		assertThatExceptionOfType(BindException.class).isThrownBy(() -> read("give-up-after", 300).send());
		for (String name : new String[] { "api.connect-timeout", "api.response-timeout", "metrics-interval",
				"progress-interval" }) {
			assertThatExceptionOfType(BindException.class).as(name).isThrownBy(() -> read(name, "10000"));
		}
	}

	@ParameterizedTest
	@CsvSource(textBlock = """
			1, 1
			' 25 ', 25
			none, 0
			NONE, 0
			""")
	void limitsAreNumbersOrNone(String written, long meant) {
		assertThat(read("limit", written).send().limit()).isEqualTo(meant);
		assertThat(read("canary", written).send().canary()).isEqualTo(meant);
	}

	@ParameterizedTest
	@ValueSource(strings = { "0", "-1", "1.5", "all", "00" })
	void aLimitOfNothingIsRefused(String written) {
		assertThatExceptionOfType(BindException.class).isThrownBy(() -> read("limit", written));
		assertThatExceptionOfType(BindException.class).isThrownBy(() -> read("canary", written));
	}

	@Test
	void numbersOfJsonAreLimitsToo() {
		assertThat(read("limit", 3).send().limit()).isEqualTo(3);
	}

	private static RunSettings read(String name, Object value) {
		StandardEnvironment environment = new StandardEnvironment();
		environment.getPropertySources().addFirst(new MapPropertySource("test", Map.of("bulksend." + name, value)));
		return SettingsReader.read(environment);
	}

}
