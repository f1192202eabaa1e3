package io.bulksend.run;

import java.nio.file.Path;
import java.util.List;

import io.bulksend.campaign.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What no log may show, whatever levels are set.
 */
@ExtendWith(OutputCaptureExtension.class)
class SecretFilterTest {

	@TempDir
	private Path folder;

	@AfterEach
	void resetLevels() {
		LoggingSystem logging = LoggingSystem.get(getClass().getClassLoader());
		for (String logger : List.of("org.apache.hc", "org.apache.hc.client5.http.headers",
				"org.apache.hc.client5.http.wire")) {
			logging.setLogLevel(logger, LogLevel.OFF);
		}
	}

	@Test
	void noLevelMakesTheHttpClientLogTheTokenOrANumber(CapturedOutput output) {
		try (CampaignRuns runs = new CampaignRuns(this.folder)) {
			runs.writeRows(1);
			assertThat(runs
				.run("--logging.level.org.apache.hc=TRACE", "--logging.level.org.apache.hc.client5.http.headers=TRACE",
						"--logging.level.org.apache.hc.client5.http.wire=TRACE")
				.summary()
				.count(Status.ACCEPTED)).isOne();
		}
		assertThat(output.getAll()).doesNotContain("Bearer", "919833078001");
	}

}
