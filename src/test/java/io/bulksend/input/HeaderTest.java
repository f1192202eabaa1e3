package io.bulksend.input;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class HeaderTest {

	private static final List<String> RESULTS = List.of("line", "status", "message_id", "error_code", "error_message",
			"attempts", "completed_at", "delivery_status", "delivered_at", "advice", "campaign");

	@TempDir
	Path folder;

	@ParameterizedTest
	@ValueSource(strings = { "recipient_whatsapp", "Recipient-WhatsApp", " RECIPIENT WHATSAPP ",
			"\"recipient_whatsapp\"", "\uFEFF\uFEFFrecipient_whatsapp", "recipientWhatsapp" })
	void knowsAColumnHoweverItIsWritten(String name) {
		assertThat(header(name + ",x").indexOf(Column.RECIPIENT_WHATSAPP)).isZero();
	}

	@Test
	void knowsEveryColumn() {
		String line = Arrays.stream(Column.values()).map(Column::columnName).collect(Collectors.joining(","));
		Header header = header(line);
		assertThat(Column.values())
			.allSatisfy((column) -> assertThat(header.indexOf(column)).isEqualTo(column.ordinal()));
	}

	@ParameterizedTest
	@CsvSource({ "template_attribute_1, 1", "Template Attribute 1, 1", "template-attribute-01, 1",
			"templateAttribute1, 1", "template_attribute_11, 11", "template_attribute_011, 11",
			"template_attribute_999, 999" })
	void countsATemplatesAttributesHoweverTheyAreWritten(String name, int number) {
		Header header = header("recipient_whatsapp," + name);
		assertThat(header.indexOf(Column.templateAttribute(number))).isOne();
		assertThat(header.attributes()).isEqualTo(number);
		assertThat(header.columns()).containsExactly(Column.RECIPIENT_WHATSAPP, Column.templateAttribute(number));
	}

	@Test
	void knowsTheThreeButtonsHoweverTheyAreWritten() {
		Header header = header("recipient_whatsapp,Template Button 0,template-button-01,templateButton2");
		assertThat(Column.TEMPLATE_BUTTONS).extracting(header::indexOf).containsExactly(1, 2, 3);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "template_button_3 | counted from 0", "Template Button 12 | at most three",
					"template_attribute_0 | counted from 1", "template_attribute_00 | {{1}}",
					"template_attribute_1000 | 999 is the highest", "template_attribute_99999999999 | 999" })
	void refusesANumberThatNothingHas(String name, String instead) {
		assertThatExceptionOfType(InputException.class).isThrownBy(() -> header("recipient_whatsapp," + name))
			.withMessageContaining("line 1")
			.withMessageContaining('"' + name + '"')
			.withMessageContaining(instead);
	}

	@ParameterizedTest
	@ValueSource(strings = { "template_attribute", "template_attribute_x", "my_template_attribute_0",
			"template_button_3_text", "template_attribute_1b" })
	void carriesAlongWhatOnlyBeginsAlike(String name) {
		assertThat(header("recipient_whatsapp," + name).columns()).containsExactly(Column.RECIPIENT_WHATSAPP);
	}

	@Test
	void refusesTwoColumnsForOneAttribute() {
		assertThatExceptionOfType(InputException.class)
			.isThrownBy(() -> header("recipient_whatsapp,template_attribute_1,Template Attribute 01"))
			.withMessageContaining("both mean template_attribute_1");
	}

	@Test
	void anAttributeMayHaveTheFilesOwnName() {
		InputSettings settings = InputSettings.of(null,
				Map.of("template_attribute_1", "First name", "template-attribute-2", "Order"), Map.of());
		Header header = open("recipient_whatsapp,Order,First name\n1,2,3\n", settings).header();
		assertThat(header.indexOf(Column.templateAttribute(1))).isEqualTo(2);
		assertThat(header.indexOf(Column.templateAttribute(2))).isOne();
	}

	@Test
	void whatIsEmptyOrNotThereHasItsUsualValue() {
		InputSettings settings = InputSettings.of(null, Map.of(),
				Map.of("template_language", "en", "Template Attribute 2", "you", "caption", "see"));
		CampaignFile file = open("""
				recipient_whatsapp,template_language,caption
				1,fr,look
				2, \u200b,
				""", settings);
		assertThat(file.header().attributes()).isEqualTo(2);
		assertThat(file.header().columns()).hasSize(3);
		try (Rows rows = file.rows()) {
			Row first = rows.next();
			assertThat(first.get(Column.TEMPLATE_LANGUAGE)).isEqualTo("fr");
			assertThat(first.get(Column.CAPTION)).isEqualTo("look");
			assertThat(first.get(Column.templateAttribute(2))).isEqualTo("you");
			assertThat(first.get(Column.templateAttribute(1))).isEmpty();
			Row second = rows.next();
			assertThat(second.get(Column.TEMPLATE_LANGUAGE)).isEqualTo("en");
			assertThat(second.get(Column.CAPTION)).isEqualTo("see");
			assertThat(second.fields()).containsExactly("2", " \u200b", "");
		}
	}

	@Test
	void aUsualValueNeedsAColumnOfOursAndOneValue() {
		assertThatIllegalArgumentException().isThrownBy(() -> InputSettings.of(null, Map.of(), Map.of("city", "x")))
			.withMessageContaining("\"city\" is none that can have a default: use one of recipient_whatsapp")
			.withMessageContaining("template_attribute_1");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> InputSettings.of(null, Map.of(), Map.of("template_button_3", "x")))
			.withMessageContaining("counted from 0");
		assertThatIllegalArgumentException().isThrownBy(() -> InputSettings.of(null, Map.of(), Map.of("text", " ")))
			.withMessageContaining("text is empty");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> InputSettings.of(null, Map.of(), Map.of("x-apiheader", "X", "x_apiheader", "Y")))
			.withMessageContaining("two defaults");
	}

	@Test
	void keepsTheFilesOwnNames() {
		Header header = header("Name; Recipient WhatsApp ;");
		assertThat(header.names()).containsExactly("Name", " Recipient WhatsApp ", "");
		assertThat(header.carried()).containsExactly(0, 1, 2);
		assertThat(header.indexOf(Column.CAPTION)).isEqualTo(-1);
	}

	@ParameterizedTest
	@CsvSource(delimiter = '!', quoteCharacter = '#',
			value = { "recipient_whatsapp,a;b ! ,", "recipient_whatsapp;caption ! ;",
					"recipient_whatsapp;a, b, c, d;caption ! ;", "recipient_whatsapp|caption ! |",
					"recipient_whatsapp ! ,", "\"a;b;c;d\",recipient_whatsapp ! ,", "x,y,z;recipient_whatsapp ! ;" })
	void findsTheDelimiterInTheHeaderLine(String line, char delimiter) {
		assertThat(Csv.open(this.folder, line + "\n1\n").delimiter()).isEqualTo(delimiter);
	}

	@Test
	void findsATab() {
		assertThat(Csv.open(this.folder, "recipient_whatsapp\tcaption\n1\t2\n").delimiter()).isEqualTo('\t');
	}

	@Test
	void takesADelimiterByForce() {
		CampaignFile file = open("recipient_whatsapp^a,b\n1^2\n", new InputSettings('^', Map.of()));
		assertThat(file.header().names()).containsExactly("recipient_whatsapp", "a,b");
		assertThat(Csv.rows(file)).singleElement()
			.satisfies((row) -> assertThat(row.fields()).containsExactly("1", "2"));
	}

	@Test
	void obeysALineThatNamesTheDelimiterForExcel() {
		CampaignFile file = Csv.open(this.folder, "sep=;\r\nrecipient_whatsapp;a,b,c,caption\r\n1;2\r\n");
		assertThat(file.delimiter()).isEqualTo(';');
		assertThat(Csv.rows(file)).singleElement().extracting(Row::line).isEqualTo(3L);
	}

	@Test
	void skipsBlankLinesAboveTheHeader() {
		assertThat(Csv.rows(this.folder, "\n \n\nrecipient_whatsapp\n1\n")).singleElement()
			.extracting(Row::line)
			.isEqualTo(5L);
	}

	@Test
	void mapsANameOfTheFilesOwn() {
		InputSettings settings = InputSettings.of(null,
				Map.of("recipient-whatsapp", "Phone Nr", "attachment_id", "media"), Map.of());
		Header header = open("Media,phone-nr\n1,2\n", settings).header();
		assertThat(header.indexOf(Column.RECIPIENT_WHATSAPP)).isEqualTo(1);
		assertThat(header.indexOf(Column.ATTACHMENT_ID)).isZero();
	}

	@Test
	void refusesAMappedColumnThatIsNotInTheFile() {
		InputSettings settings = InputSettings.of(null, Map.of("caption", "Text"), Map.of());
		assertThatExceptionOfType(InputException.class).isThrownBy(() -> open("recipient_whatsapp,b\n1,2\n", settings))
			.withMessageContaining(
					"line 1: there is no column \"Text\", which the configuration names for caption; the columns found are \"recipient_whatsapp\", \"b\"");
	}

	@Test
	void refusesAFileWithoutRecipientColumnAndNamesTheNearest() {
		assertThatExceptionOfType(InputException.class).isThrownBy(() -> header("\nName,Phone No,City"))
			.withMessageContaining("line 2: there is no column recipient_whatsapp")
			.withMessageContaining("\"Name\", \"Phone No\", \"City\", of which \"Phone No\" is nearest")
			.withMessageContaining("--column recipient_whatsapp=\"Phone No\"");
	}

	@Test
	void namesNoNearestColumnWhereNoneIsNear() {
		assertThatExceptionOfType(InputException.class).isThrownBy(() -> header("A,B"))
			.withMessageContaining("the columns found are \"A\", \"B\"; name the recipients' column");
	}

	@ParameterizedTest
	@ValueSource(strings = { "recipient_whatsapp,Recipient WhatsApp", "recipient_whatsapp,caption,Caption" })
	void refusesAKnownColumnTwice(String line) {
		assertThatExceptionOfType(InputException.class).isThrownBy(() -> header(line))
			.withMessageContaining("both mean");
	}

	@Test
	void refusesAKnownColumnBesideTheOneMappedToIt() {
		InputSettings settings = InputSettings.of(null, Map.of("recipient_whatsapp", "Phone"), Map.of());
		assertThatExceptionOfType(InputException.class)
			.isThrownBy(() -> open("Phone,recipient_whatsapp\n1,2\n", settings))
			.withMessageContaining("\"Phone\" and \"recipient_whatsapp\" both mean recipient_whatsapp");
	}

	@Test
	void refusesAHeaderWithInvisibleCharacters() {
		assertThatExceptionOfType(InputException.class).isThrownBy(() -> header("recipient_whatsapp,cap\u0001tion"))
			.withMessageContaining("line 1: the header line cannot be understood");
	}

	@Test
	void carriesOnlyTheInputsColumnsOfAResultsFile() {
		Header header = header("recipient_whatsapp,status,Name," + String.join(",", RESULTS));
		assertThat(header.isResultsFile()).isTrue();
		assertThat(header.carried()).containsExactly(0, 1, 2);
	}

	@ParameterizedTest
	@ValueSource(ints = { 0, 1, 2, 3, 4, 5, 6 })
	void takesAFileForResultsOnlyIfItHasAllTheirColumns(int missing) {
		List<String> names = new ArrayList<>(RESULTS);
		names.remove(missing);
		Header header = header("recipient_whatsapp," + String.join(",", names));
		assertThat(header.isResultsFile()).isFalse();
		assertThat(header.carried()).hasSize(11);
	}

	@Test
	void aCampaignColumnOfTheInputsOwnIsCarriedThroughResultsOfEarlierVersionsToo() {
		List<String> earlier = RESULTS.subList(0, RESULTS.size() - 1);
		assertThat(header("recipient_whatsapp,campaign," + String.join(",", earlier)).carried()).containsExactly(0, 1);
		assertThat(header("recipient_whatsapp,campaign," + String.join(",", RESULTS)).carried()).containsExactly(0, 1);
	}

	@ParameterizedTest
	@ValueSource(strings = { "campaign,line", "LINE,Campaign", "line,status,error_code" })
	void knowsWhereAFileComesFromByTheColumnsThatAreLeft(String left) {
		assertThat(header("recipient_whatsapp," + left).comesFromResults()).isTrue();
		assertThat(header("recipient_whatsapp," + left.replaceFirst(",.*", "")).comesFromResults()).isFalse();
	}

	@Test
	void takesOffTheFormulaGuardsOfAResultsFile() {
		String results = "recipient_whatsapp,'=x," + String.join(",", RESULTS) + "\n'+91,''-1" + ",".repeat(11) + "\n";
		CampaignFile file = Csv.open(this.folder, results);
		assertThat(file.header().names().get(1)).isEqualTo("=x");
		assertThat(Csv.rows(file)).singleElement()
			.satisfies((row) -> assertThat(row.fields()).startsWith("+91", "'-1").hasSize(13));
	}

	@Test
	void takesOffTheGuardsOfOtherFilesButLeavesWhatOnlyResultsShow() {
		assertThat(Csv.rows(this.folder, "recipient_whatsapp,b\n'+91,\uFFFD001B\n")).singleElement()
			.satisfies((row) -> assertThat(row.fields()).containsExactly("+91", "\uFFFD001B"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "recipient_whatsapp", "recipient-whatsapp", "RecipientWhatsapp", "recipient.whatsapp" })
	void settingsKnowAColumnHoweverConfigurationWritesIt(String key) {
		assertThat(InputSettings.of(null, Map.of(key, "Phone"), Map.of()).columns())
			.containsExactly(Map.entry(Column.RECIPIENT_WHATSAPP, "Phone"));
	}

	@Test
	void settingsRefuseAColumnThatIsNotOurs() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> InputSettings.of(null, Map.of("recipent", "Phone"), Map.of()))
			.withMessageContaining("\"recipent\"")
			.withMessageContaining("recipient_whatsapp, recipient_type");
	}

	@Test
	void settingsRefuseOneNameForTwoColumns() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> InputSettings.of(null, Map.of("caption", "X y", "source", "x-Y"), Map.of()));
	}

	@Test
	void settingsRefuseOneColumnUnderTwoKeys() {
		assertThatIllegalArgumentException()
			.isThrownBy(() -> InputSettings.of(null, Map.of("x-apiheader", "X", "x_apiheader", "Y"), Map.of()));
	}

	@Test
	void settingsRefuseABlankName() {
		assertThatIllegalArgumentException().isThrownBy(() -> InputSettings.of(null, Map.of("caption", " "), Map.of()));
	}

	@ParameterizedTest
	@ValueSource(chars = { '"', '\n', '\r', '\0', '\uD83D' })
	void settingsRefuseWhatCannotDelimit(char delimiter) {
		assertThatIllegalArgumentException().isThrownBy(() -> new InputSettings(delimiter, Map.of()));
	}

	private Header header(String line) {
		return Csv.open(this.folder, line + "\n1\n").header();
	}

	private CampaignFile open(String text, InputSettings settings) {
		return CampaignFile.open(Csv.write(this.folder, text), settings);
	}

}
