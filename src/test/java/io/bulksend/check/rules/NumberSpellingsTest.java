package io.bulksend.check.rules;

import java.util.List;

import io.bulksend.campaign.OncePer;
import io.bulksend.campaign.Person;
import io.bulksend.check.CheckSettings;
import io.bulksend.check.Checked;
import io.bulksend.check.Checked.Sendable;
import io.bulksend.check.Checked.Unsendable;
import io.bulksend.check.RowCheck;
import io.bulksend.check.suppression.SuppressionList;
import io.bulksend.input.Column;
import io.bulksend.input.RowBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * How people write numbers: what is sent, which other number reaches the same person, and
 * what is INVALID. Each with where the rule comes from; "metadata XX" is what
 * libphonenumber knows of a country. Numbers are from ranges for fiction, where a country
 * has them.
 */
class NumberSpellingsTest {

	private static final String SPELLINGS = """
			country | written              | sent, or code        | is the person    | source of the rule
			        | 447700900602         | 447700900602         | 447700900602     | E.164: country code first; Ofcom's range for drama
			        | +447700900602        | 447700900602         | 447700900602     | E.123: + stands for the international prefix
			        | +44 7700 900602      | 447700900602         | 447700900602     | E.123: spaces between groups
			        | +44-7700-900602      | 447700900602         | 447700900602     | E.123: hyphens between groups
			        | 44.7700.900602       | 447700900602         | 447700900602     | E.123: dots, as North Americans write
			        | (44) 7700 900602     | 447700900602         | 447700900602     | E.123: brackets
			        | \uFF0B44 7700 900602 | 447700900602         | 447700900602     | libphonenumber: PLUS_CHARS has the full-width plus
			        | 44\u00A07700\u2011900602 | 447700900602     | 447700900602     | libphonenumber: VALID_PUNCTUATION, as web pages set numbers
			        | +44 (0)7700 900602   | 447700900602         | 447700900602     | E.123 7.2: (0) is never dialled from abroad
			        | +4407700900602       | 447700900602         | 447700900602     | metadata GB: national prefix 0, no number begins with it
			        | 44 07700 900602      | 447700900602         | 447700900602     | metadata GB
			        | +44(0)20 7946 0018   | 442079460018         | 442079460018     | metadata GB; Ofcom's range for drama
			        | +33 (0)6 39 98 06 14 | 33639980614          | 33639980614      | metadata FR; ARCEP's range for fiction
			        | 330639980614         | 33639980614          | 33639980614      | metadata FR
			        | +61 (0)491 570 157   | 61491570157          | 61491570157      | metadata AU; ACMA's range for fiction
			        | 610491570157         | 61491570157          | 61491570157      | metadata AU: ten digits are possible there, but not with a 0
			        | +49 (0)152 28817386  | 4915228817386        | 4915228817386    | metadata DE; Bundesnetzagentur's range for drama
			        | 49015228817386       | 4915228817386        | 4915228817386    | metadata DE
			        | +49 (0)30 23125 014  | 493023125014         | 493023125014     | metadata DE; Bundesnetzagentur's range for drama
			        | +91 (0)98330 78369   | 919833078369         | 919833078369     | metadata IN: a 0 begins free-phone numbers alone
			        | +81 (0)90 1234 5678  | 819012345678         | 819012345678     | metadata JP
			        | +82 (0)10 2000 0118  | 821020000118         | 821020000118     | metadata KR
			        | +46 (0)70 174 06 05  | 46701740605          | 46701740605      | metadata SE; PTS's range for fiction
			        | +353 (0)20 911 0118  | 353209110118         | 353209110118     | metadata IE; ComReg's range for drama
			        | +62 (0)812 3456 7890 | 6281234567890        | 6281234567890    | metadata ID
			        | +55 (021) 97654-0118 | 5521976540118        | 552176540118     | metadata BR
			        | +34 0 612 345 678    | 34612345678          | 34612345678      | metadata ES: no prefix, and no number begins with 0
			        | +44 (00)7700 900602  | RECIPIENT_LENGTH     |                  | metadata GB: two zeros are a guess
			        | +1 0 202 555 0118    | 12025550118          | 12025550118      | metadata US; NANPA's range for fiction
			        | +250 0788 123 456    | 250788123456         | 250788123456     | metadata RW: a 0 begins only numbers of eight digits
			        | +39 06 5550 1234     | 390655501234         | 390655501234     | metadata IT: the 0 belongs to a landline's number
			        | +39 (0)6 5550 1234   | 390655501234         | 390655501234     | metadata IT
			        | +39 333 123 4567     | 393331234567         | 393331234567     | metadata IT: none in a mobile number
			        | +378 0549 886377     | 3780549886377        | 3780549886377    | metadata SM
			        | +225 07 01 23 45 67  | 2250701234567        | 2250701234567    | metadata CI: all mobile numbers begin with 0 since 2021
			        | +229 01 95 01 23 45  | 2290195012345        | 2290195012345    | metadata BJ: since 2024
			        | +242 06 123 4567     | 242061234567         | 242061234567     | metadata CG
			        | 525553500118         | 525553500118         | 525553500118     | IFT: no 1 in Mexico's mobile numbers since 2019
			        | 5215553500118        | 5215553500118        | 525553500118     | WhatsApp keeps the 1 for who joined before
			        | +52 1 55 5350 0118   | 5215553500118        | 525553500118     | the same
			        | 5491123456789        | 5491123456789        | 541123456789     | WhatsApp FAQ: Argentina's mobiles have a 9
			        | 541123456789         | 541123456789         | 541123456789     | metadata AR: and are dialled without from within
			        | 5493514440118        | 5493514440118        | 543514440118     | the same, outside of Buenos Aires
			        | 5521976540118        | 5521976540118        | 552176540118     | Anatel, Res. 553/2010: a ninth digit for mobiles
			        | 552176540118         | 552176540118         | 552176540118     | WhatsApp keeps eight digits for who joined before
			        | 5521932540118        | 5521932540118        | 5521932540118    | Anatel: 9 3 was never written without the 9
			        | 552132540118         | 552132540118         | 552132540118     | Anatel: 2 to 5 is a landline, another person
			        | 7 (912) 345-67-89    | 79123456789          | 79123456789      | metadata RU
			        | 00447700900602       | RECIPIENT_COUNTRY    |                  | E.164: no country code begins with 0
			        | 07700900602          | RECIPIENT_COUNTRY    |                  | E.164
			        | 2101234567890        | RECIPIENT_COUNTRY    |                  | E.164: 210 is not assigned
			        | 12345678             | RECIPIENT_LENGTH     |                  | the API takes 10 digits and more
			        | 9198330783691234     | RECIPIENT_LENGTH     |                  | E.164: 15 digits at the most
			        | 4477009006           | RECIPIENT_LENGTH     |                  | metadata GB: eight digits are none there
			        | +36 (06) 30 123 4567 | RECIPIENT_LENGTH     |                  | metadata HU: the prefix is 06, and half of it is a guess
			        | +54 11 15 2345 6789  | RECIPIENT_LENGTH     |                  | metadata AR: 15 is dialled within the country only
			        | 9.19833E+11          | RECIPIENT_SCIENTIFIC |                  | a spreadsheet's rounding
			        | 919833078369.0       | RECIPIENT_NOT_DIGITS |                  | a spreadsheet's decimals
			        | 44 7700 900602 x12   | RECIPIENT_NOT_DIGITS |                  | RFC 3966: an extension reaches no phone of its own
			        | 919833078369/70      | RECIPIENT_NOT_DIGITS |                  | two numbers in a cell
			GB      | 07700 900602         | 447700900602         | 447700900602     | metadata GB: national prefix 0
			GB      | 7700900602           | 447700900602         | 447700900602     | metadata GB: and its 0 lost to a spreadsheet
			GB      | 447700900602         | 447700900602         | 447700900602     | begins with 44 and is possible so
			GB      | 00447700900602       | 447700900602         | 447700900602     | E.164: 00 is the usual international prefix
			GB      | 4407700900602        | 447700900602         | 447700900602     | metadata GB
			GB      | +33 639980614        | RECIPIENT_COUNTRY    |                  | FR was not named
			GB,FR   | +33 (0)639980614     | 33639980614          | 33639980614      | FR was named
			GB,FR   | 0033639980614        | 33639980614          | 33639980614      | FR was named
			IN      | 9833078369           | 919833078369         | 919833078369     | metadata IN
			IN      | 098330 78369         | 919833078369         | 919833078369     | metadata IN: national prefix 0
			IN      | 9198330783           | 919198330783         | 919198330783     | metadata IN: a mobile number that begins with 91
			in,gb   | 447700900602         | 447700900602         | 447700900602     | metadata IN: twelve digits are none there
			IT      | 06 5550 1234         | 390655501234         | 390655501234     | metadata IT: the 0 belongs to it
			IT      | 393 123 4567         | 393931234567         | 393931234567     | metadata IT: a mobile number that begins with 39
			IT      | 393331234567         | 393331234567         | 393331234567     | begins with 39 and is possible so
			US      | (202) 555-0118       | 12025550118          | 12025550118      | metadata US
			US      | 1-202-555-0118       | 12025550118          | 12025550118      | metadata US
			US      | +1 416 555 0118      | 14165550118          | 14165550118      | Canada shares +1
			RU      | 8 (912) 345-67-89    | 79123456789          | 79123456789      | metadata RU: national prefix 8
			HU      | 06 30 123 4567       | 36301234567          | 36301234567      | metadata HU: national prefix 06
			BR      | 0 21 97654-0118      | 5521976540118        | 552176540118     | metadata BR: national prefix 0
			BR      | 0 15 21 97654-0118   | 5521976540118        | 552176540118     | metadata BR: and a carrier's code
			BR      | 2176540118           | 552176540118         | 552176540118     | metadata BR: a landline's length
			AR      | 011 15 2345-6789     | 5491123456789        | 541123456789     | metadata AR: 15 becomes the 9
			MX      | 55 5350 0118         | 525553500118         | 525553500118     | metadata MX
			MX      | 5215553500118        | 5215553500118        | 525553500118     | begins with 52 and is possible so
			SG      | 8123 4567            | 6581234567           | 6581234567       | metadata SG
			DE      | 0152 28817386        | 4915228817386        | 4915228817386    | metadata DE
			DE      | 12                   | RECIPIENT_LENGTH     |                  | metadata DE: too short
			GB      | 07700 9006           | RECIPIENT_LENGTH     |                  | metadata GB: eight digits are none there
			GB      | 07700 900602 99      | RECIPIENT_COUNTRY    |                  | metadata GB: twelve digits neither, and no country begins with 0
			""";

	@ParameterizedTest(name = "{0} {1}: {2} ({4})")
	@CsvSource(textBlock = SPELLINGS, delimiter = '|', useHeadersInDisplayName = true)
	void isSentToWhomItBelongsOrRefused(@Nullable String country, String written, String sent, @Nullable String person,
			String source) {
		Countries countries = Countries.of((country != null) ? List.of(country.split(",")) : List.of());
		RowCheck check = new RowCheck(new CheckSettings(null, OncePer.MESSAGE, countries), SuppressionList.none(),
				AttachmentFiles.NONE);
		Checked checked = check.check(RowBuilder.sendable().with(Column.RECIPIENT_WHATSAPP, written).build());
		if (person == null) {
			assertThat(((Unsendable) checked).outcome().errorCode()).as(source).isEqualTo(sent);
		}
		else {
			String recipient = ((Sendable) checked).message().recipient();
			assertThat(recipient).as(source).isEqualTo(sent);
			assertThat(Person.of(recipient)).as(source).isEqualTo(new Person(person));
		}
	}

}
