package io.bulksend.metrics;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Stream;

import io.bulksend.api.Reply;
import io.bulksend.campaign.Attachment.ById;
import io.bulksend.campaign.Message;
import io.bulksend.campaign.RecipientType;
import io.bulksend.campaign.Status;
import io.bulksend.metrics.RunMetrics.End;
import io.bulksend.send.SendProgress;
import io.bulksend.send.StopReason;
import io.bulksend.send.Waiting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.mock.env.MockEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

class MicrometerMetricsTest {

	private static final SendProgress PROGRESS = new SendProgress(21, 3, 12, 2, 1, 0, 6, 50,
			new Waiting(true, "Connection refused", null, Instant.EPOCH));

	private static final Map<Status, Long> COUNTS = Map.of(Status.ACCEPTED, 112L, Status.NOT_SENT, 8L);

	@TempDir
	private Path folder;

	@Test
	void theFileHoldsWhatBecameOfTheRun() throws IOException {
		RunMetrics metrics = metrics("bulk-send.prom");
		metrics.measured((message, done) -> done.accept(new Reply.Accepted("id")))
			.call(new Message("919833078369", RecipientType.INDIVIDUAL, "s", new ById("a"), null, null), (reply) -> {
			});
		metrics.begin(() -> PROGRESS, () -> COUNTS);
		metrics.end(End.STOPPED, StopReason.ACCOUNT_REFUSED, Map.of(Status.ACCEPTED, 113L, Status.NOT_SENT, 7L));
		PrometheusText text = read("bulk-send.prom");
		assertThat(text.samples())
			.containsEntry("bulksend_messages_total{campaign=\"spring\",outcome=\"accepted\"}", 12.0)
			.containsEntry("bulksend_messages_total{campaign=\"spring\",outcome=\"rejected\"}", 2.0)
			.containsEntry("bulksend_messages_total{campaign=\"spring\",outcome=\"in_doubt\"}", 1.0)
			.containsEntry("bulksend_calls_total{campaign=\"spring\"}", 21.0)
			.containsEntry("bulksend_calls_repeated_total{campaign=\"spring\"}", 3.0)
			.containsEntry("bulksend_calls_in_flight{campaign=\"spring\"}", 6.0)
			.containsEntry("bulksend_rate_allowed{campaign=\"spring\"}", 50.0)
			.containsEntry("bulksend_api_away{campaign=\"spring\"}", 1.0)
			.containsEntry("bulksend_rows{campaign=\"spring\",status=\"accepted\"}", 113.0)
			.containsEntry("bulksend_rows{campaign=\"spring\",status=\"not_sent\"}", 7.0)
			.containsEntry("bulksend_rows{campaign=\"spring\",status=\"suppressed\"}", 0.0)
			.containsEntry("bulksend_run_ended{campaign=\"spring\",end=\"stopped\",reason=\"account_refused\"}", 1.0)
			.containsEntry("bulksend_run_ended{campaign=\"spring\",end=\"stopped\",reason=\"signal\"}", 0.0)
			.containsEntry("bulksend_run_ended{campaign=\"spring\",end=\"done\",reason=\"\"}", 0.0)
			.containsEntry("bulksend_call_duration_seconds_count{campaign=\"spring\"}", 1.0)
			.containsKey("bulksend_call_duration_seconds{campaign=\"spring\",quantile=\"0.99\"}");
		double begin = text.samples().get("bulksend_run_start_time_seconds{campaign=\"spring\"}");
		assertThat(text.samples().get("bulksend_run_end_time_seconds{campaign=\"spring\"}"))
			.isGreaterThanOrEqualTo(begin);
		assertThat(text.labels()).containsExactly("campaign", "end", "outcome", "quantile", "reason", "status");
		assertThat(text.types()).containsEntry("bulksend_messages_total", "counter")
			.containsEntry("bulksend_rows", "gauge")
			.containsEntry("bulksend_call_duration_seconds", "summary");
	}

	@Test
	void nothingElseIsLeftInTheFolder() throws IOException {
		RunMetrics metrics = metrics("bulk-send.prom");
		metrics.begin(() -> PROGRESS, () -> COUNTS);
		metrics.end(End.DONE, null, COUNTS);
		try (Stream<Path> files = Files.list(this.folder)) {
			assertThat(files.map(Path::getFileName)).containsExactly(Path.of("bulk-send.prom"));
		}
	}

	@Test
	void aFileThatCannotBeWrittenFailsNothing() {
		RunMetrics metrics = metrics("no-such-folder/bulk-send.prom");
		metrics.begin(() -> PROGRESS, () -> COUNTS);
		metrics.end(End.DONE, null, COUNTS);
		assertThat(this.folder).isEmptyDirectory();
	}

	@Test
	void whereNobodyWantsMetricsThereAreNone() {
		assertThat(MetricsTargets.of(new MockEnvironment(), () -> "spring",
				new MetricsSettings(null, Duration.ofSeconds(15))))
			.isSameAs(RunMetrics.NONE);
		assertThat(MetricsTargets.of(
				new MockEnvironment().withProperty("management.otlp.metrics.export.url", "http://127.0.0.1:1")
					.withProperty("management.otlp.metrics.export.enabled", "false"),
				() -> "spring", new MetricsSettings(null, Duration.ofSeconds(15))))
			.isSameAs(RunMetrics.NONE);
	}

	private RunMetrics metrics(String file) {
		return MetricsTargets.of(new MockEnvironment(), () -> "spring",
				new MetricsSettings(this.folder.resolve(file), Duration.ofHours(1)));
	}

	private PrometheusText read(String file) throws IOException {
		return PrometheusText.parse(Files.readString(this.folder.resolve(file)));
	}

}
