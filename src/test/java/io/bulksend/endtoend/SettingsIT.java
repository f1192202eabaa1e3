package io.bulksend.endtoend;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.bulksend.testsupport.JarProcess;
import io.bulksend.testsupport.JarProcess.Ended;
import io.bulksend.testsupport.RecordingServer;
import io.bulksend.testsupport.RecordingServer.Answer;
import io.bulksend.testsupport.RecordingServer.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A setting that was meant and would not count is refused, before anybody gets anything.
 */
class SettingsIT {

	@TempDir
	private Path folder;

	private final RecordingServer server = new RecordingServer((number) -> Answer.accepted(number, 0));

	@BeforeEach
	void writeCampaign() throws IOException {
		Files.writeString(this.folder.resolve("campaign.csv"), """
				recipient_whatsapp,attachment_id,caption
				12025550151,flash,Today only
				12025550164,flash,Today only
				12025550178,flash,Today only
				""");
	}

	@AfterEach
	void stopServer() {
		this.server.close();
	}

	@Test
	void aMisspeltVariableIsRefusedByEveryCommand() {
		Map<String, String> misspelt = Map.of("BULKSEND_LIMITS", "1");
		for (List<String> command : List.of(List.of("send", "campaign.csv"), List.of("check", "campaign.csv"),
				List.of("status"), List.of("results", "campaign.csv"), List.of("receipts", "campaign.csv"),
				List.of("sandbox", "--port", "0"))) {
			assertRefused("There is no setting BULKSEND_LIMITS. The nearest name is BULKSEND_LIMIT.", misspelt,
					command.toArray(String[]::new));
		}
	}

	@Test
	void aSettingsFileThatIsNotThereIsRefusedBySendAndCheck() {
		for (String command : List.of("send", "check")) {
			assertRefused("The settings file \"gone.properties\"", Map.of(), command, "campaign.csv",
					"--spring.config.additional-location=gone.properties");
			assertRefused("The folder of settings \"gone/\"", Map.of("SPRING_CONFIG_ADDITIONAL_LOCATION", "gone/"),
					command, "campaign.csv");
			assertRefused("SPRING_APPLICATION_JSON is no JSON object", Map.of("SPRING_APPLICATION_JSON", "limit=1"),
					command, "campaign.csv");
		}
	}

	@Test
	void aSettingsFileInAnotherEncodingIsRefusedBySendAndCheck() throws IOException {
		Files.write(this.folder.resolve("application.properties"),
				"bulksend.rate=0\nbulksend.campaign=Été\n".getBytes(StandardCharsets.ISO_8859_1));
		for (String command : List.of("send", "check")) {
			assertRefused("The settings file application.properties is not in UTF-8: see line 2.", Map.of(), command,
					"campaign.csv");
		}
	}

	@Test
	void aLimitOfNothingIsRefusedAsItWasGiven() throws IOException {
		String taken = " cannot be \"0\": it takes a whole number of at least 1, or none.";
		assertRefused("--limit" + taken, Map.of(), "send", "campaign.csv", "--limit", "0");
		assertRefused("--canary" + taken, Map.of(), "send", "campaign.csv", "--canary", "0");
		for (String command : List.of("send", "check")) {
			assertRefused("BULKSEND_LIMIT" + taken, Map.of("BULKSEND_LIMIT", "0"), command, "campaign.csv");
			assertRefused("--bulksend.canary" + taken, Map.of(), command, "campaign.csv", "--bulksend.canary=0");
		}
		Files.writeString(this.folder.resolve("application.properties"), "bulksend.limit=0\n");
		assertRefused("bulksend.limit (application.properties, line 1)" + taken, Map.of(), "check", "campaign.csv");
	}

	@Test
	void aDurationWithoutAUnitIsRefusedAsItWasGiven() {
		String taken = " cannot be \"300\": it takes a duration with its unit, such as 90s or 5m30s.";
		assertRefused("--give-up-after" + taken, Map.of(), "send", "campaign.csv", "--give-up-after", "300");
		for (String command : List.of("send", "check")) {
			assertRefused("BULKSEND_API_RESPONSE_TIMEOUT" + taken, Map.of("BULKSEND_API_RESPONSE_TIMEOUT", "300"),
					command, "campaign.csv");
		}
	}

	@Test
	void aCampaignsNameInAFileIsThatOfTheCommandLine() throws IOException {
		assertThat(run(Map.of("LC_ALL", "C.UTF-8"), "send", "campaign.csv", "--campaign", "Été").exitCode()).isZero();
		Files.writeString(this.folder.resolve("application.properties"), "bulksend.campaign=Été\n");
		Ended again = run(Map.of("LC_ALL", "C.UTF-8"), "send", "campaign.csv");
		assertThat(again.exitCode()).as(again.err()).isZero();
		assertThat(this.server.requests()).extracting(Request::recipient)
			.containsExactlyInAnyOrder("12025550151", "12025550164", "12025550178");
	}

	@Test
	void variablesOfAKubernetesServiceOfOurNameAreLeftAlone() {
		Ended ended = run(Map.of("BULKSEND_SERVICE_HOST", "10.0.0.7", "BULKSEND_SERVICE_PORT", "8089", "BULKSEND_PORT",
				"tcp://10.0.0.7:8089", "BULKSEND_PORT_8089_TCP_ADDR", "10.0.0.7"), "check", "campaign.csv");
		assertThat(ended.exitCode()).as(ended.err()).isZero();
	}

	private void assertRefused(String words, Map<String, String> environment, String... command) {
		Ended ended = run(environment, command);
		assertThat(ended.err()).as(String.join(" ", command)).startsWith("bulk-send: " + words).hasLineCount(1);
		assertThat(ended.out()).isEmpty();
		assertThat(ended.exitCode()).as(String.join(" ", command)).isEqualTo(2);
		assertThat(this.server.requests()).isEmpty();
	}

	private Ended run(Map<String, String> environment, String... command) {
		Map<String, String> all = new HashMap<>(Map.of("BULKSEND_API_TOKEN", "token", "BULKSEND_API_SOURCE", "source",
				"BULKSEND_API_URL", this.server.url()));
		all.putAll(environment);
		return new JarProcess(this.folder, all).run(command);
	}

}
