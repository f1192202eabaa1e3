package io.bulksend.endtoend;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntFunction;
import java.util.stream.Stream;

import com.sun.net.httpserver.HttpServer;
import io.bulksend.testsupport.JarProcess;
import io.bulksend.testsupport.JarProcess.Ended;
import io.bulksend.testsupport.RecordingServer;
import io.bulksend.testsupport.RecordingServer.Answer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What those who operate it see: logs, and metrics that are pushed.
 */
class OperationsIT {

	private static final int ROWS = 40;

	@TempDir
	private Path folder;

	@BeforeEach
	void writeCampaign() throws IOException {
		StringBuilder text = new StringBuilder("recipient_whatsapp,attachment_id\n");
		for (int row = 0; row < ROWS; row++) {
			text.append(919_800_000_000L + row).append(",a-1\n");
		}
		Files.writeString(this.folder.resolve("campaign.csv"), text);
	}

	@Test
	void structuredLogsNameTheCampaignAndTheRun() {
		Ended ended = send((number) -> Answer.accepted(number, 0), "--rate", "40", "--bulksend.progress-interval=200ms",
				"--logging.structured.format.console=ecs");
		assertThat(ended.exitCode()).isZero();
		List<JsonNode> events = events(ended.err());
		assertThat(events).extracting((event) -> event.at("/campaign").asString()).containsOnly("campaign");
		assertThat(events).extracting((event) -> event.at("/run").asString())
			.allMatch((run) -> run.length() == 36)
			.containsOnly(events.get(0).at("/run").asString());
		assertThat(events).extracting((event) -> event.at("/message").asString())
			.startsWith("Run begun")
			.contains("Run goes on")
			.endsWith("Run ended");
		assertThat(events.get(events.size() - 1).at("/accepted").asInt()).isEqualTo(ROWS);
		assertThat(ended.err()).doesNotContain("9198000000");
		assertThat(ended.out()).startsWith("Campaign").doesNotContain("{");
	}

	@Test
	void aStoppedRunIsLoggedAsAWarning() {
		Ended ended = send((number) -> Answer.refused(200, "8004"), "--logging.structured.format.console=ecs");
		assertThat(ended.exitCode()).isEqualTo(5);
		JsonNode last = events(ended.err()).get(1);
		assertThat(last.at("/log/level").asString()).isEqualTo("WARN");
		assertThat(last.at("/message").asString()).startsWith("Run stopped: ");
		assertThat(last.at("/stop_reason").asString()).isEqualTo("account_refused");
		assertThat(last.at("/not_sent").asInt()).isEqualTo(ROWS);
	}

	@Test
	void aRunThatCannotBeginSaysSoInTheLogsToo() throws IOException {
		Files.createDirectory(this.folder.resolve("metrics"));
		Ended ended = send((number) -> Answer.accepted(number, 0), "--logging.structured.format.console=ecs",
				"--metrics", "metrics");
		assertThat(ended.exitCode()).isEqualTo(2);
		JsonNode event = events(ended.err().lines().findFirst().orElseThrow()).get(0);
		assertThat(event.at("/campaign").asString()).isEqualTo("campaign");
		assertThat(event.at("/message").asString()).startsWith("Run failed: metrics cannot be written");
	}

	@Test
	void aFormatOfLogsThatDoesNotExistIsRefusedInOneLine() {
		Ended ended = send((number) -> Answer.accepted(number, 0), "--logging.structured.format.console=foo");
		assertThat(ended.exitCode()).isEqualTo(2);
		assertThat(ended.err()).isEqualToIgnoringNewLines("bulk-send: logging.structured.format.console cannot be"
				+ " \"foo\": give ecs, gelf or logstash, or the name of a class that formats.");
	}

	@Test
	void aLogFileLeavesTheConsoleToPeople() throws IOException {
		Ended ended = send((number) -> Answer.accepted(number, 0), "--logging.file.name=run.log",
				"--logging.structured.format.file=logstash");
		assertThat(ended.err()).isEmpty();
		assertThat(events(Files.readString(this.folder.resolve("run.log"))))
			.extracting((event) -> event.at("/campaign").asString())
			.hasSize(2)
			.containsOnly("campaign");
	}

	@Test
	void metricsGoToAPushgatewayAndByOtlp() throws IOException {
		Map<String, String> received = new ConcurrentHashMap<>();
		HttpServer collector = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
		collector.createContext("/", (exchange) -> {
			byte[] body = exchange.getRequestBody().readAllBytes();
			received.put(exchange.getRequestURI().getPath(), new String(body, StandardCharsets.ISO_8859_1));
			exchange.sendResponseHeaders(200, -1);
			exchange.close();
		});
		collector.start();
		try {
			String address = "127.0.0.1:" + collector.getAddress().getPort();
			assertThat(send((number) -> Answer.accepted(number, 0),
					"--management.otlp.metrics.export.url=http://" + address + "/v1/metrics",
					"--management.prometheus.metrics.export.pushgateway.enabled=true",
					"--management.prometheus.metrics.export.pushgateway.address=" + address)
				.exitCode()).isZero();
		}
		finally {
			collector.stop(0);
		}
		assertThat(received.get("/v1/metrics")).contains("bulksend.rows", "campaign");
		assertThat(received).hasSize(2);
		assertThat(received.entrySet()).filteredOn((push) -> push.getKey().startsWith("/metrics/job/"))
			.singleElement()
			.satisfies((push) -> assertThat(push.getValue()).contains("bulksend_rows"));
	}

	private static List<JsonNode> events(String log) {
		return log.lines().map(JsonMapper.shared()::readTree).toList();
	}

	private Ended send(IntFunction<Answer> answers, String... options) {
		try (RecordingServer server = new RecordingServer(answers)) {
			return run(server, options);
		}
	}

	private Ended run(RecordingServer server, String... options) {
		Map<String, String> environment = new HashMap<>(Map.of("BULKSEND_API_TOKEN", "token", "BULKSEND_API_SOURCE",
				"source", "BULKSEND_API_URL", server.url()));
		if (Stream.of(options).anyMatch((option) -> option.startsWith("--bulksend.progress-interval"))) {
			environment.put("BULKSEND_PROGRESS_INTERVAL", "10s");
		}
		return new JarProcess(this.folder, environment)
			.run(Stream.concat(Stream.of("send", "campaign.csv"), Stream.of(options)).toArray(String[]::new));
	}

}
