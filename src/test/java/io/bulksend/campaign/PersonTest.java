package io.bulksend.campaign;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.NumericChars;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class PersonTest {

	@ParameterizedTest
	@CsvSource({ "5215553500118, 525553500118", "5493514440118, 543514440118", "5521976540118, 552176540118",
			"5521966540118, 552166540118" })
	void twoSpellingsAreOnePerson(String one, String other) {
		assertThat(Person.of(one)).isEqualTo(Person.of(other));
	}

	@ParameterizedTest
	@ValueSource(strings = { "5521932540118", "5521902540118", "552132540118", "521555350011", "54935144401",
			"447700900602", "our friends", "" })
	void allOthersAreAsTheyAreWritten(String number) {
		assertThat(Person.of(number).number()).isEqualTo(number);
	}

	@Test
	void aLandlineOfBrazilIsNoMobilePhoneWithoutItsNine() {
		assertThat(Person.of("552132540118")).isNotEqualTo(Person.of("5521932540118"));
	}

	@Property(tries = 1000)
	void aPersonsNumberIsThatPersons(@ForAll @NumericChars @StringLength(min = 10, max = 13) String digits) {
		for (String number : new String[] { digits, "52" + digits, "54" + digits, "55" + digits }) {
			assertThat(Person.of(Person.of(number).number())).isEqualTo(Person.of(number));
		}
	}

}
