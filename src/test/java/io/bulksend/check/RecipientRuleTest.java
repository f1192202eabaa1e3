package io.bulksend.check;

import java.util.Set;

import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.PhoneNumberType;
import com.google.i18n.phonenumbers.Phonenumber.PhoneNumber;
import io.bulksend.campaign.Code;
import io.bulksend.campaign.Outcome;
import io.bulksend.campaign.RecipientType;
import io.bulksend.input.Column;
import io.bulksend.input.Row;
import io.bulksend.input.RowBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.bulksend.check.Checks.invalid;
import static io.bulksend.check.Checks.message;
import static org.assertj.core.api.Assertions.assertThat;

class RecipientRuleTest {

	@ParameterizedTest
	@ValueSource(strings = { "919833078369", "+919833078369", "+91 98330-78369", "(+91) 98330.78369", " 919833078369\t",
			"\u00A0919833078369\u00A0", "\u202A+91 98330 78369\u202C", "\u200B919833078369\uFEFF",
			"\u2066+91\u206098330 78369\u2069", "91\u201198330\u201378369", "91\u202F98330\u200778369",
			"[91]{98330}78369", "\uFF0B91\uFF0898330\uFF09\u221278369", "\n919833078369\r\n" })
	void dropsWhatPeopleWriteBetweenTheDigits(String written) {
		assertThat(message(recipient(written)).recipient()).isEqualTo("919833078369");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "\u00A0\u200B\uFEFF\t\n" })
	void missesARecipient(String written) {
		assertThat(invalid(recipient(written)))
			.isEqualTo(Outcome.invalid(Code.RECIPIENT_MISSING, "The row names no recipient."));
	}

	@ParameterizedTest
	@ValueSource(strings = { "12ab", "9198330x78369", "919,833,078,369", "'919833078369", "919833078369/70",
			"\u0669\u0661\u0669\u0668\u0663\u0663\u0660\u0667\u0668\u0663\u0666\u0669",
			"\uFF19\uFF11\uFF19\uFF18\uFF13\uFF13\uFF10\uFF17\uFF18\uFF13\uFF16\uFF19", "91983\t3078369", "-",
			"91983\n3078369", "9198330\uD83D\uDE0078369" })
	void refusesWhatIsNoDigit(String written) {
		assertThat(invalid(recipient(written)).errorCode()).isEqualTo("RECIPIENT_NOT_DIGITS");
	}

	@Test
	void saysWhatStoodThere() {
		assertThat(invalid(recipient("12ab")).errorMessage())
			.isEqualTo("The number \"12ab\" holds something else than the digits 0 to 9.");
	}

	@Test
	void refusesANumberThatASpreadsheetMadeADecimalFraction() {
		assertThat(invalid(recipient("919833078369.0"))).isEqualTo(Outcome.invalid(Code.RECIPIENT_NOT_DIGITS,
				"The number \"919833078369.0\" ends in .0, as spreadsheets write it;"
						+ " it takes the digits before the dot only."));
	}

	@ParameterizedTest
	@ValueSource(strings = { "9.19833E+11", "9,19833E+11", "9.19833e11", "9E+11", "9.19833E+011", " 9.19833E+11 ",
			"\u202A9.19833E+11\u202C", "+9.19833E+11", "919833078369E0" })
	void recognisesScientificNotation(String written) {
		assertThat(invalid(recipient(written)).errorCode()).isEqualTo("RECIPIENT_SCIENTIFIC");
	}

	@ParameterizedTest
	@CsvSource({ "1, has 1 digit;", "919833078, has 9 digits;", "9198330783691234, has 16 digits;" })
	void refusesFewerThanTenAndMoreThanFifteenDigits(String written, String reason) {
		assertThat(invalid(recipient(written)).errorCode()).isEqualTo("RECIPIENT_LENGTH");
		assertThat(invalid(recipient(written)).errorMessage()).contains(reason);
	}

	@ParameterizedTest
	@ValueSource(strings = { "2101234567890", "9991234567890", "00919833078369", "09833078369", "999999999999999" })
	void refusesACountryCodeThatDoesNotExist(String written) {
		assertThat(invalid(recipient(written)).errorCode()).isEqualTo("RECIPIENT_COUNTRY");
	}

	@Test
	void tellsApartWhyThereIsNoCountryCode() {
		assertThat(invalid(recipient("00919833078369")).errorMessage()).contains("starts with 00;");
		assertThat(invalid(recipient("09833078369")).errorMessage()).contains("starts with 0;");
		assertThat(invalid(recipient("2101234567890")).errorMessage()).contains("no country code that exists");
	}

	@ParameterizedTest
	@CsvSource({ "9833078369, 'has 8 digits after the country code +98 (Iran), which no number there has.'",
			"5212345678, is too short for the country code +52 (Mexico).",
			"12025550123456, is too long for the country code +1 (United States and others).",
			"80012345678901, is too long for the country code +800.",
			"391234567890123, is too long for the country code +39 (Italy and others).",
			"44123456789012, is too long for the country code +44 (United Kingdom and others).",
			"74951234567890, 'has 13 digits after the country code +7 (Russia and others), which no number there has.'" })
	void refusesALengthThatTheCountryDoesNotHave(String written, String reason) {
		assertThat(invalid(recipient(written)))
			.isEqualTo(Outcome.invalid(Code.RECIPIENT_LENGTH, "The number \"" + written + "\" " + reason));
	}

	@ParameterizedTest
	@ValueSource(strings = { "5215512345678", "525512345678", "5491123456789", "541123456789", "5511987654321",
			"551187654321", "12025550123", "77011234567", "79161234567", "447911123456", "391234567890", "80012345678",
			"882161234567", "8835100012345", "2250701234567", "4915112345678" })
	void acceptsNumbersThatWhatsAppKnows(String written) {
		assertThat(message(recipient(written)).recipient()).isEqualTo(written);
	}

	@Test
	void acceptsTheExamplesOfEveryCountry() {
		PhoneNumberUtil library = PhoneNumberUtil.getInstance();
		int accepted = 0;
		for (String region : library.getSupportedRegions()) {
			for (PhoneNumberType type : Set.of(PhoneNumberType.MOBILE, PhoneNumberType.FIXED_LINE)) {
				PhoneNumber example = library.getExampleNumberForType(region, type);
				String number = (example == null) ? ""
						: example.getCountryCode() + library.getNationalSignificantNumber(example);
				if (number.length() >= 10) {
					assertThat(message(recipient(number)).recipient()).as(region).isEqualTo(number);
					accepted++;
				}
			}
		}
		assertThat(accepted).isGreaterThan(350);
	}

	@Test
	void takesAGroupAsItStands() {
		Row row = RowBuilder.sendable()
			.with(Column.RECIPIENT_TYPE, " Group ")
			.with(Column.RECIPIENT_WHATSAPP, " Our friends (12ab) ")
			.build();
		assertThat(message(row).recipientType()).isEqualTo(RecipientType.GROUP);
		assertThat(message(row).recipient()).isEqualTo("Our friends (12ab)");
	}

	@Test
	void missesAGroup() {
		Row row = RowBuilder.sendable()
			.with(Column.RECIPIENT_TYPE, "group")
			.with(Column.RECIPIENT_WHATSAPP, "\u00A0")
			.build();
		assertThat(invalid(row).errorCode()).isEqualTo("RECIPIENT_MISSING");
	}

	private static Row recipient(String written) {
		return RowBuilder.sendable().with(Column.RECIPIENT_WHATSAPP, written).build();
	}

}
