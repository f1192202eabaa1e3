package io.bulksend.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import io.bulksend.testsupport.JarProcess;
import io.bulksend.testsupport.JarProcess.Ended;
import io.bulksend.testsupport.RecordingServer;
import io.bulksend.testsupport.RecordingServer.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What scripts get: one JSON object on standard output and nothing else, whatever
 * happens.
 */
class JsonIT {

	private static final JsonMapper JSON = JsonMapper.builder()
		.enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
		.enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
		.build();

	@TempDir
	private Path folder;

	@Test
	void sendTellsWhatBecameOfTheCampaignAndWhatToDoNext() throws IOException {
		writeCampaign();
		try (RecordingServer server = new RecordingServer(
				(number) -> (number == 2) ? Answer.refused(200, "8003") : Answer.accepted(number, 0))) {
			Ended stopped = jar(server).run("send", "campaign.csv", "--json", "--limit", "1",
					"--bulksend.progress-interval=100ms", "--debug", "--logging.level.root=INFO");
			JsonNode first = json(stopped);
			assertThat(stopped.exitCode()).isEqualTo(3);
			assertThat(first.path("outcome").asString()).isEqualTo("stopped");
			assertThat(first.path("stop_reason").asString()).isEqualTo("limit");
			assertThat(first.path("counts").path("NOT_SENT").asInt()).isEqualTo(2);
			assertThat(first.path("next").path(0).path("command").asString())
				.endsWith("target/bulk-send send campaign.csv --json --debug --bulksend.progress-interval=100ms"
						+ " --logging.level.root=INFO");
			assertThat(stopped.err()).contains("INFO");
			Ended ended = jar(server).run("send", "campaign.csv", "--json");
			JsonNode json = json(ended);
			assertThat(ended.exitCode()).isEqualTo(1);
			assertThat(json.path("command").asString()).isEqualTo("send");
			assertThat(json.path("exit_code").asInt()).isEqualTo(1);
			assertThat(json.path("outcome").asString()).isEqualTo("needs_a_look");
			assertThat(json.path("campaign").asString()).isEqualTo("campaign");
			assertThat(json.path("rows").asInt()).isEqualTo(4);
			assertThat(json.path("counts").toString()).isEqualTo("{\"ACCEPTED\":2,\"REJECTED\":1,\"INVALID\":1,"
					+ "\"DUPLICATE\":0,\"SUPPRESSED\":0,\"IN_DOUBT\":0,\"NOT_SENT\":0}");
			assertThat(json.path("findings").path(0).toString())
				.startsWith("{\"status\":\"REJECTED\",\"code\":\"8003\",\"count\":1,\"meaning\":\"");
			assertThat(json.path("run").path("messages").asInt()).isEqualTo(2);
			assertThat(json.has("stop_reason")).isFalse();
			assertThat(Path.of(json.path("results").asString())).exists();
			assertThat(Path.of(json.path("report").asString())).exists();
			assertThat(Path.of(json.path("retry").asString())).exists();
			assertThat(json.path("next").path(0).path("command").asString())
				.endsWith("send campaign.csv --json --corrections campaign-retry.csv");
			assertThat(ended.err().lines()).hasSize(2)
				.allMatch((line) -> line.matches("\\d{4}-\\d\\d-\\d\\d .* Campaign campaign: run (begun|ended).*"));
		}
	}

	@Test
	void checkTellsWhatWouldHappen() throws IOException {
		writeCampaign();
		Ended ended = new JarProcess(this.folder, Map.of("BULKSEND_API_SOURCE", "s")).run("check", "campaign.csv",
				"--json", "--window", "09:00-17:00", "--zone", "UTC");
		JsonNode json = json(ended);
		assertThat(json.path("command").asString()).isEqualTo("check");
		assertThat(json.path("rows").asInt()).isEqualTo(4);
		assertThat(json.path("sendable").asInt()).isEqualTo(3);
		assertThat(json.path("findings").path(0).path("code").asString()).isEqualTo("RECIPIENT_LENGTH");
		assertThat(json.path("findings").path(0).path("first_lines").path(0).asInt()).isEqualTo(5);
		assertThat(json.path("seconds").asInt()).isEqualTo(1);
		assertThat(json.path("window").asString()).isEqualTo("09:00-17:00 UTC");
		assertThat(ended.exitCode()).isEqualTo(1);
	}

	@Test
	void whatGoesWrongIsAnObjectOnStandardOutputAndALineOnStandardError() {
		Ended ended = new JarProcess(this.folder, Map.of()).run("send", "none.csv", "--sandbox", "--json");
		assertThat(ended.exitCode()).isEqualTo(2);
		assertThat(json(ended).path("error").asString()).contains("there is no such file");
		assertThat(ended.err()).startsWith("bulk-send: ");
	}

	@Test
	void whatGoesWrongIsAnObjectWhereAVariableAsksForIt() {
		Map<String, String> asked = Map.of("BULKSEND_JSON", "true", "BULKSEND_QUIET", "perhaps");
		Ended byVariable = new JarProcess(this.folder, asked).run("send", "a.csv");
		assertThat(json(byVariable).path("error").asString()).contains("bulksend.quiet must be true or false");
		Ended overridden = new JarProcess(this.folder, Map.of("BULKSEND_JSON", "true")).run("send",
				"--bulksend.json=false");
		assertThat(overridden.out()).isEmpty();
	}

	@Test
	void aSecretIsRefusedInAnObjectThatDoesNotHoldItWhereAVariableAsksForIt() {
		Ended byVariable = new JarProcess(this.folder, Map.of("BULKSEND_JSON", "TRUE")).run("status",
				"--bulksend.api.token=hush");
		assertThat(json(byVariable).path("command").asString()).isEqualTo("status");
		assertThat(byVariable.out() + byVariable.err()).doesNotContain("hush");
	}

	@Test
	void aRunThatIsHeldUpSaysSoInItsObject() throws IOException {
		writeCampaign();
		try (RecordingServer server = new RecordingServer((number) -> Answer.accepted(number, 60_000))) {
			JarProcess jar = jar(server);
			Process process = jar.start("send", "campaign.csv");
			server.awaitRequests(1);
			Files.createDirectory(this.folder.resolve("second"));
			Ended second = new JarProcess(this.folder.resolve("second"), environment(server)).run("send",
					"../campaign.csv", "--data-dir", "../data", "--json");
			process.destroyForcibly();
			assertThat(second.exitCode()).isEqualTo(4);
			assertThat(json(second).path("outcome").asString()).isEqualTo("held");
		}
	}

	private static JsonNode json(Ended ended) {
		assertThat(ended.out()).as(ended.err()).hasLineCount(1);
		return JSON.readTree(ended.out());
	}

	private void writeCampaign() throws IOException {
		Files.writeString(this.folder.resolve("campaign.csv"), """
				recipient_whatsapp,attachment_id
				919833078369,a-1
				919833078370,a-1
				919833078371,a-1
				12,a-1
				""");
	}

	private JarProcess jar(RecordingServer server) {
		return new JarProcess(this.folder, environment(server));
	}

	private static Map<String, String> environment(RecordingServer server) {
		return Map.of("BULKSEND_API_TOKEN", "token", "BULKSEND_API_SOURCE", "source", "BULKSEND_API_URL", server.url());
	}

}
