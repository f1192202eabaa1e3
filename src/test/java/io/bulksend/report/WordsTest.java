package io.bulksend.report;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class WordsTest {

	@ParameterizedTest
	@CsvSource({ "1, 2, 50", "1, 3, 33.3", "2, 3, 66.7", "7, 9, 77.8", "0, 0, 0", "7, 10000, 0.1",
			"999999, 1000000, 99.9", "1, 1000000, under 0.1", "5, 5, 100", "0, 5, 0" })
	void aShareIsNeverRoundedUpToAllNorDownToNothing(long part, long whole, String expected) {
		assertThat(Words.share(part, whole)).isEqualTo(expected + "\u00A0%");
	}

	@Test
	void countsAsPeopleDo() {
		assertThat(Words.count(1, "row", "rows")).isEqualTo("1 row");
		assertThat(Words.count(1_234_567, "row", "rows")).isEqualTo("1,234,567 rows");
	}

	@ParameterizedTest
	@CsvSource({ "1, 1 second", "15, 15 seconds", "300, 5 minutes", "3600, 1 hour", "86400, 1 day", "604800, 7 days" })
	void namesASpanOfTime(long seconds, String expected) {
		assertThat(Words.span(seconds)).isEqualTo(expected);
	}

}
