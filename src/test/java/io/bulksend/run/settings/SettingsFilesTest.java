package io.bulksend.run.settings;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.core.env.ConfigurableEnvironment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Files of settings are read as they were written, or refused.
 */
class SettingsFilesTest {

	@TempDir
	private Path folder;

	private Path file;

	@BeforeEach
	void name() {
		this.file = this.folder.resolve("my.properties");
	}

	@Test
	void areUtf8() throws IOException {
		Files.writeString(this.file, "# Über\nbulksend.campaign=Été 日本 \uD83C\uDF89\n");
		assertThat(read("bulksend.campaign")).isEqualTo("Été 日本 \uD83C\uDF89");
	}

	@Test
	void mayHaveAByteOrderMark() throws IOException {
		Files.writeString(this.file, "\uFEFFbulksend.campaign=Été\n");
		assertThat(read("bulksend.campaign")).isEqualTo("Été");
	}

	@Test
	void keepWhatPropertiesFilesEscape() throws IOException {
		Files.writeString(this.file, String.join("\n", "a=\\u00c9t\\u00e9", "b=\\Жук\\\\Ж\\\\\\Ж", "c=one,\\",
				"   zwei Ü", "d\\:Ж : \\tx\\ ", "e=C:\\\\users\\\\é"));
		assertThat(read("a")).isEqualTo("Été");
		assertThat(read("b")).isEqualTo("Жук\\Ж\\Ж");
		assertThat(read("c")).isEqualTo("one,zwei Ü");
		assertThat(read("d:Ж")).isEqualTo("\tx ");
		assertThat(read("e")).isEqualTo("C:\\users\\é");
	}

	@Test
	void ofProfilesAndImportsAreUtf8() throws IOException {
		Files.writeString(this.folder.resolve("application.properties"), "spring.config.import=more.properties\n");
		Files.writeString(this.folder.resolve("more.properties"), "a=Über\n");
		Files.writeString(this.folder.resolve("application-prod.properties"), "b=Øre\n#---\nc=Å\n");
		ConfigurableEnvironment environment = SettingsReader
			.environment(List.of("--spring.config.location=" + this.folder + "/", "--spring.profiles.active=prod"));
		assertThat(Stream.of("a", "b", "c").map(environment::getProperty)).containsExactly("Über", "Øre", "Å");
	}

	@Test
	void inAnotherEncodingAreRefusedWithTheLine() throws IOException {
		Files.write(this.file, "# settings\r\n\r\nbulksend.campaign=Été\r\n".getBytes(StandardCharsets.ISO_8859_1));
		assertThatExceptionOfType(ConfigurationException.class).isThrownBy(() -> read("bulksend.campaign"))
			.withMessage("The settings file " + this.file + " is not in UTF-8: see line 3. Save it anew in your editor"
					+ " with the encoding UTF-8.");
	}

	@Test
	void withABrokenEscapeAreRefusedWithTheLine() throws IOException {
		Files.writeString(this.file, "a=C:\\\\users\nb=C:\\users\n");
		assertThatExceptionOfType(ConfigurationException.class).isThrownBy(() -> read("a"))
			.withMessageStartingWith("The settings file " + this.file + " cannot be read: line 2 has a \\u");
	}

	@Test
	void thatAreNotThereAreRefusedHoweverTheyAreNamed() throws IOException {
		for (String name : List.of("spring.config.additional-location", "spring.config.location",
				"spring.config.import")) {
			assertRefused("\"" + this.file + "\" is not there", name, this.file.toString());
			assertRefused("\"file:" + this.file + "\" is not there", name, "file:" + this.file);
			assertRefused("The folder of settings \"" + this.file + "/\" is not there", name, this.file + "/");
			assertRefused("\"" + this.folder + "\" are a folder: write it as \"" + this.folder + "/\"", name,
					this.folder.toString());
			assertRefused("\"" + this.folder + "\" are a folder: write it as \"" + this.folder + "/\"", name,
					"optional:" + this.folder);
			assertRefused("names no settings", name, this.folder + "/settings.txt");
			assertThatCode(() -> environment(name, "optional:" + this.file)).doesNotThrowAnyException();
			assertThatCode(() -> environment(name, "optional:" + this.file + "/")).doesNotThrowAnyException();
			assertThatCode(() -> environment(name, this.folder + "/")).doesNotThrowAnyException();
		}
		Files.writeString(this.file, "a=1\nspring.config.import=gone.properties\n");
		assertRefused("gone.properties\" (" + this.folder + "/gone.properties) that spring.config.import (" + this.file
				+ ", line 2) names is not there", "spring.config.additional-location", this.file.toString());
	}

	@Test
	void ofANameThatNoneHasAreRefused() throws IOException {
		assertThatExceptionOfType(ConfigurationException.class)
			.isThrownBy(() -> SettingsReader.read(SettingsReader.environment(
					List.of("--spring.config.name=application,prod", "--spring.config.location=" + this.folder + "/"))))
			.withMessageContaining("prod.properties");
		Files.writeString(this.folder.resolve("prod.properties"), "a=1\n");
		assertThatCode(() -> SettingsReader.read(SettingsReader.environment(
				List.of("--spring.config.name=application,prod", "--spring.config.location=" + this.folder + "/"))))
			.doesNotThrowAnyException();
	}

	@Test
	void asJsonAreReadOrRefused() {
		assertThat(environment("spring.application.json", "{\"bulksend\":{\"campaign\":\"Été\"}}")
			.getProperty("bulksend.campaign")).isEqualTo("Été");
		assertThatExceptionOfType(ConfigurationException.class)
			.isThrownBy(() -> environment("spring.application.json", "bulksend.rate=5"))
			.withMessageContaining("SPRING_APPLICATION_JSON is no JSON object");
		assertThatExceptionOfType(ConfigurationException.class)
			.isThrownBy(
					() -> SettingsReader.read(environment("spring.application.json", "{\"bulksend\":{\"limits\":1}}")))
			.withMessageStartingWith("There is no setting bulksend.limits (");
	}

	@Test
	void sayTheLineOfWhatIsUnknown() throws IOException {
		Files.writeString(this.file, "bulksend.rate=5\nbulksend.limits=1\n");
		assertThatExceptionOfType(ConfigurationException.class)
			.isThrownBy(
					() -> SettingsReader.read(environment("spring.config.additional-location", this.file.toString())))
			.withMessage("There is no setting bulksend.limits (" + this.file
					+ ", line 2). The nearest name is bulksend.limit.");
	}

	private void assertRefused(String words, String... setting) {
		assertThatExceptionOfType(ConfigurationException.class).as(Arrays.toString(setting))
			.isThrownBy(() -> environment(setting[0], setting[1]))
			.withMessageContaining(words);
	}

	private String read(String name) {
		return String.valueOf(environment("spring.config.additional-location", this.file.toString()).getProperty(name));
	}

	private static ConfigurableEnvironment environment(String name, String value) {
		return SettingsReader.environment(List.of("--" + name + "=" + value));
	}

}
