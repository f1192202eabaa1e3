package io.bulksend.run;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import io.bulksend.campaign.Status;
import io.bulksend.run.settings.ConfigurationException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Values for what a campaign's file, or corrected rows of it, leave empty.
 */
class DefaultValuesTest {

	private static final String[] TEMPLATE = { "--bulksend.defaults.message-type=template",
			"--bulksend.defaults.template-name=welcome", "--bulksend.defaults.template-language=en" };

	@AutoClose
	private final CampaignRuns runs;

	DefaultValuesTest(@TempDir Path folder) {
		this.runs = new CampaignRuns(folder);
	}

	@Test
	void standForWhatTheFileLacksOrLeavesEmptyAndTheCampaignIsBoundToThem() {
		this.runs.write("recipient_whatsapp,template_attribute_1,template_language", "447700900501,Ana,",
				"447700900502,Eva,fr");
		this.runs.run(with(TEMPLATE, "--bulksend.limit=1"));
		assertThatExceptionOfType(ConfigurationException.class).isThrownBy(() -> this.runs.run())
			.withMessageContaining("begun with default message_type template, default template_language en, "
					+ "default template_name welcome")
			.withMessageContaining("now it is default message_type (none)");
		assertThatExceptionOfType(ConfigurationException.class)
			.isThrownBy(() -> this.runs.run(with(TEMPLATE, "--bulksend.defaults.template-name=other")));
		this.runs.run(TEMPLATE);
		assertThat(messages("/type_template/0/language/locale")).containsExactly("en", "fr");
		assertThat(messages("/type_template/0/attributes/0")).containsExactly("Ana", "Eva");
		assertThat(this.runs.results("template_language")).containsExactly("", "fr");
		assertThat(this.runs.run(TEMPLATE).sentBefore()).isTrue();
		assertThat(this.runs.calls()).isEqualTo(2);
	}

	@Test
	void areForTheCorrectedRowsAloneAndAreKeptWithThem() throws SQLException {
		this.runs.write("recipient_whatsapp,attachment_url,attachment_type", row(501), row(502), row(503), row(504));
		this.runs.run();
		this.runs.decide(2, "REJECTED");
		this.runs.decide(4, "REJECTED");
		String corrections = "--bulksend.corrections=" + this.runs.writeFile("retry.csv",
				"recipient_whatsapp,attachment_url,attachment_type,line", "447700900502,,,3", row(504) + ",5");
		String[] second = { corrections, "--bulksend.defaults.template-name=welcome",
				"--bulksend.defaults.template-language=en", "--bulksend.defaults.template-attribute-1=you" };
		RunResult result = this.runs.run(second);
		assertThat(result.corrections().orElseThrow().counts().opened()).isEqualTo(2);
		assertThat(result.summary().count(Status.ACCEPTED)).isEqualTo(4);
		assertThat(messages("/message_type")).containsExactly("media", "media", "media", "media", "template",
				"media_template");
		assertThat(messages("/type_template/0/attributes/0").subList(4, 6)).containsOnly("you");
		assertThat(this.runs.results("template_name")).containsExactly("", "welcome", "", "welcome");
		assertThat(this.runs.results("template_attribute_1")).containsExactly("", "you", "", "you");
		assertThat(this.runs.results("attachment_url")).containsExactly(url(501), "", url(503), url(504));
		for (String[] again : new String[][] { {}, second, { corrections } }) {
			this.runs.run(again);
			assertThat(this.runs.calls()).isEqualTo(6);
			assertThat(this.runs.results("template_name")).containsExactly("", "welcome", "", "welcome");
		}
	}

	@Test
	void columnsThatCorrectionsAddHaveTheirMeaning() throws SQLException {
		this.runs.write("recipient_whatsapp,attachment_url,attachment_type", row(501), row(502), row(503));
		this.runs.run();
		this.runs.decide(2, "REJECTED");
		this.runs.decide(3, "REJECTED");
		this.runs.run("--bulksend.corrections=" + this.runs.writeFile("retry.csv",
				"line,attachment_url,Message Type,Template Name,template_language,Template Attribute 01,text",
				"3,,template,welcome,en,Eva,", "4,,text,,,,Hello"));
		assertThat(messages("/message_type")).containsExactly("media", "media", "media", "template", "text");
		assertThat(messages("/type_template/0/attributes/0")).contains("Eva");
		assertThat(messages("/type_text/0/content")).contains("Hello");
		assertThat(this.runs.results("Template Attribute 01")).containsExactly("", "Eva", "");
		assertThat(this.runs.results("status")).containsOnly("ACCEPTED");
	}

	@Test
	void theSameCorrectionsWithOtherValuesAreOthers() throws SQLException {
		this.runs.write("recipient_whatsapp,attachment_url,attachment_type", row(501), row(502));
		this.runs.run();
		this.runs.decide(2, "REJECTED");
		String corrections = "--bulksend.corrections=" + this.runs.writeFile("retry.csv", "line", "3");
		assertThat(this.runs.run(corrections).corrections().orElseThrow().counts().opened()).isZero();
		String[] template = { corrections, "--bulksend.defaults.template-name=welcome",
				"--bulksend.defaults.template-language=en" };
		assertThat(this.runs.run(template).corrections().orElseThrow().counts().opened()).isOne();
		assertThat(this.runs.calls()).isEqualTo(3);
		assertThat(this.runs.run(template).corrections().orElseThrow().before()).isTrue();
		assertThat(messages("/message_type")).containsExactly("media", "media", "media_template");
	}

	@Test
	void aCampaignKeepsItsOwnWhileRowsOfItAreCorrected() throws SQLException {
		this.runs.write("recipient_whatsapp,template_attribute_1", "447700900501,Ana", "447700900502,Eva",
				"447700900503,Mia");
		this.runs.run(with(TEMPLATE, "--bulksend.limit=2"));
		this.runs.decide(2, "REJECTED");
		String corrections = "--bulksend.corrections=" + this.runs.writeFile("retry.csv",
				"recipient_whatsapp,template_attribute_1,line", "447700900502,Eva,3");
		this.runs.run(corrections, "--bulksend.defaults.template-language=fr");
		assertThat(messages("/type_template/0/name")).containsOnly("welcome").hasSize(4);
		Map<String, String> languages = new TreeMap<>();
		for (int i = 2; i < 4; i++) {
			languages.put(this.runs.recipients().get(i), messages("/type_template/0/language/locale").get(i));
		}
		assertThat(languages).isEqualTo(Map.of("447700900502", "fr", "447700900503", "en"));
		assertThat(this.runs.run(TEMPLATE).sentBefore()).isTrue();
		assertThat(this.runs.run(with(TEMPLATE, corrections)).sentBefore()).isTrue();
		assertThat(this.runs.calls()).isEqualTo(4);
	}

	@Test
	void aFirstListOfRecipientsNeverToSendToLeavesThemAsTheyWere() throws SQLException {
		this.runs.write("recipient_whatsapp,template_attribute_1", "447700900501,Ana", "447700900502,Eva");
		this.runs.run(TEMPLATE);
		this.runs.decide(2, "REJECTED");
		String list = "--bulksend.suppress=" + this.runs.writeFile("list.txt", "447700900599");
		this.runs.run(
				"--bulksend.corrections=" + this.runs.writeFile("retry.csv", "line,template_attribute_1", "3,Mia"),
				list);
		assertThat(this.runs.run(with(TEMPLATE, list)).sentBefore()).isTrue();
		assertThat(messages("/type_template/0/attributes/0")).containsExactly("Ana", "Eva", "Mia");
	}

	private List<String> messages(String pointer) {
		return this.runs.bodies()
			.stream()
			.map((body) -> JsonMapper.shared().readTree(body).at("/message/0" + pointer))
			.map((node) -> node.isMissingNode() ? "" : node.asString())
			.toList();
	}

	private static String row(int person) {
		return "447700900" + person + "," + url(person) + ",image";
	}

	private static String url(int person) {
		return "https://media.example/" + person + ".png";
	}

	private static String[] with(String[] options, String more) {
		List<String> all = new ArrayList<>(List.of(options));
		all.removeIf((option) -> option.startsWith(more.substring(0, more.indexOf('=') + 1)));
		all.add(more);
		return all.toArray(String[]::new);
	}

}
