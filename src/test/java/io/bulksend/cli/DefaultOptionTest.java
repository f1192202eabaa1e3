package io.bulksend.cli;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Values for empty columns as they are typed.
 */
class DefaultOptionTest {

	@TempDir
	private Path folder;

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "city=Rome | '' | \"city\" is none that can have a default: use one of recipient_whatsapp",
					"template_button_3=x | '' | counted from 0", "text | '' | --default text has no =",
					"=x | '' | none that can have a default", "text= | '' | text is empty",
					"text=a | Text=b | --default gives the column text twice",
					"template_attribute_1=a | Template Attribute 01=b | column template_attribute_1 twice" })
	void refusesWhatIsNoValueForAColumn(String first, String second, String words) {
		try (Desk desk = new Desk(this.folder, "")) {
			desk.write("spring.csv", "recipient_whatsapp\n447700900501\n");
			for (String command : new String[] { "send", "check" }) {
				Captured refused = second.isEmpty() ? desk.run(command, "spring.csv", "--default", first)
						: desk.run(command, "spring.csv", "--default", first, "--default", second);
				assertThat(refused.exitCode()).as(refused.err()).isEqualTo(2);
				assertThat(refused.err()).contains(words).hasLineCount(1);
			}
			assertThat(desk.received()).isEmpty();
		}
	}

	@Test
	void takesAValueAsItIsTyped() {
		try (Desk desk = new Desk(this.folder, "")) {
			desk.write("spring.csv", "recipient_whatsapp\n447700900501\n");
			String text = "Hi = ${user.home}, \u00e9\n${bulksend.rate:1} \\ \"x\"";
			Captured check = desk.run("check", "spring.csv", "--default", "Text=" + text);
			assertThat(check.out()).contains("text", "| Hi = ${user.home}, \u00e9", "| ${bulksend.rate:1} \\ \"x\"");
			Captured sent = desk.send("spring.csv", "--default", "Text=" + text, "--default", "preview-url=yes");
			assertThat(sent.exitCode()).as(sent.err()).isZero();
			assertThat(desk.bodies()).singleElement()
				.asString()
				.contains("\"type_text\":[{\"preview_url\":\"true\",\"content\":\"Hi = ${user.home}, \u00e9\\n"
						+ "${bulksend.rate:1} \\\\ \\\"x\\\"\"}]");
			Captured other = desk.send("spring.csv", "--default", "text=Hi");
			assertThat(other.exitCode()).isEqualTo(2);
			assertThat(other.err()).contains("default text Hi");
		}
	}

	@Test
	void theNextStepAfterCorrectionsHasNoneOfTheirValues() {
		try (Desk desk = new Desk(this.folder, "")) {
			desk.write("spring.csv",
					"recipient_whatsapp,attachment_url,attachment_type\n44770,https://a.example/b.png,image\n"
							+ "447700900502,https://a.example/b.png,image\n4477,https://a.example/b.png,image\n"
							+ "447700900504,https://a.example/b.png,image\n");
			desk.send("spring.csv");
			desk.write("retry.csv", "line,recipient_whatsapp\n2,447700900501\n");
			Captured check = desk.run("check", "spring.csv", "--json", "--corrections",
					desk.path("retry.csv").toString(), "--default", "template_name=welcome", "--default",
					"template_language=en");
			assertThat(check.out()).contains("\"go_out\":1,", "\"type\":\"media_template\"",
					"\"template\":\"template welcome (en), with image https://a.example/b.png\"");
			Captured second = desk.send("spring.csv", "--corrections", desk.path("retry.csv").toString(), "--default",
					"template_name=welcome", "--default", "template_language=en");
			assertThat(second.exitCode()).as(second.err()).isOne();
			assertThat(second.out()).contains("--corrections " + desk.path("spring-retry.csv"))
				.doesNotContain("--default");
			assertThat(desk.bodies().get(2)).contains("\"message_type\":\"media_template\"",
					"{\"type\":\"image\",\"url\":\"https://a.example/b.png\"}");
			assertThat(desk.read("spring-results.csv").lines().findFirst().orElseThrow())
				.contains("attachment_type,template_name,template_language,line");
		}
	}

}
