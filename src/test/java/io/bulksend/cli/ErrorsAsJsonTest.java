package io.bulksend.cli;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What goes wrong is one JSON object and nothing else for scripts, and a line on standard
 * error.
 */
class ErrorsAsJsonTest {

	private static final JsonMapper JSON = JsonMapper.builder()
		.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.build();

	@ParameterizedTest
	@CsvSource(delimiter = '|', textBlock = """
			send none.csv --sandbox --json | there is no such file
			check none.csv --json | there is no such file
			send --json | FILE
			check none.csv --json --nonsense | --nonsense
			send none.csv --nonsense --bulksend.json=true | --nonsense
			send --bulksend.json=true | FILE
			send none.csv --bulksend.api.token=hush --json | bulksend.api.token
			send --spring.datasource.password=hush none.csv --bulksend.json=true | spring.datasource.password
			""")
	void isAnObjectAndALine(String line, String error) {
		String[] command = line.split(" ");
		Captured wrong = Captured.run(command);
		assertThat(wrong.exitCode()).isEqualTo(2);
		assertThat(wrong.out()).as(wrong.err()).hasLineCount(1);
		JsonNode json = JSON.readTree(wrong.out());
		assertThat(json.path("command").asString()).isEqualTo(command[0]);
		assertThat(json.path("exit_code").asInt()).isEqualTo(2);
		assertThat(json.path("outcome").asString()).isEqualTo("nothing_sent");
		assertThat(json.path("error").asString()).contains(error);
		assertThat(wrong.err()).startsWith("bulk-send: ");
		assertThat(wrong.out() + wrong.err()).doesNotContain("hush");
	}

}
