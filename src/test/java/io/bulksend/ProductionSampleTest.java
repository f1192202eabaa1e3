package io.bulksend;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Properties;

import io.bulksend.run.settings.RunSettings;
import io.bulksend.run.settings.SettingsReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The production sample names settings that exist, with values that they take.
 */
class ProductionSampleTest {

	private static final String SAMPLE = "samples/application-production.properties";

	private final Map<String, String> settings = new LinkedHashMap<>();

	@BeforeEach
	void load() throws IOException {
		Properties properties = new Properties();
		try (InputStream in = Files.newInputStream(Path.of(SAMPLE))) {
			properties.load(in);
		}
		properties.forEach((name, value) -> this.settings.put((String) name, (String) value));
	}

	@Test
	void bindsWithoutASettingThatNobodyKnows() {
		RunSettings bound = SettingsReader.read(SettingsReader
			.environment(List.of("--bulksend.file=campaign.csv", "--spring.config.location=" + SAMPLE)));
		assertThat(bound.campaign().name()).isEqualTo("campaign");
		assertThat(bound.send().rate()).isEqualTo(50);
		assertThat(bound.messages(',').source()).isNotBlank();
		assertThat(bound.ledger().server()).isNotNull()
			.satisfies((server) -> assertThat(server.url()).startsWith("jdbc:postgresql:"));
	}

	@Test
	void setsNothingElse() {
		assertThat(this.settings.keySet()).allMatch((name) -> name.startsWith("bulksend.")
				|| name.startsWith("spring.datasource.") || name.equals("logging.structured.format.console"));
	}

	@Test
	void holdsNoSecret() {
		assertThat(this.settings.keySet()).doesNotContain("bulksend.api.token", "spring.datasource.password");
	}

}
