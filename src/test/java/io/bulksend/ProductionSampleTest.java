package io.bulksend;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;

import io.bulksend.run.settings.BulkSendProperties;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.boot.context.properties.bind.BindHandler;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.handler.NoUnboundElementsBindHandler;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The production sample names settings that exist, with values that they take.
 */
class ProductionSampleTest {

	private final Map<String, String> settings = new LinkedHashMap<>();

	@BeforeEach
	void load() throws IOException {
		Properties properties = new Properties();
		try (InputStream in = Files.newInputStream(Path.of("samples/application-production.properties"))) {
			properties.load(in);
		}
		properties.forEach((name, value) -> this.settings.put((String) name, (String) value));
	}

	@Test
	void bindsWithoutASettingThatNobodyKnows() {
		this.settings.put("bulksend.file", "campaign.csv");
		BulkSendProperties bound = bind("bulksend", BulkSendProperties.class);
		assertThat(bound.campaign()).isNull();
		assertThat(bound.rate()).isEqualTo(50);
		assertThat(bound.api().source()).isNotBlank();
		assertThat(bind("spring.datasource", DataSourceProperties.class).getUrl()).startsWith("jdbc:postgresql:");
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

	private <T> T bind(String prefix, Class<T> type) {
		Binder binder = new Binder(new MapConfigurationPropertySource(this.settings));
		return binder.bind(prefix, Bindable.of(type), new NoUnboundElementsBindHandler(BindHandler.DEFAULT)).get();
	}

}
