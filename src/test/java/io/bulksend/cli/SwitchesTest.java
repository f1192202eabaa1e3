package io.bulksend.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import io.bulksend.cli.terminal.LiveLine;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SwitchesTest {

	private final List<String> settings = new ArrayList<>();

	@Test
	void variablesStandForOptions() {
		assertThat(add(Map.of("BULKSEND_QUIET", "true", "BULKSEND_JSON", "TRUE"), "send", "a.csv"))
			.containsExactly("send", "--quiet", "--json", "a.csv");
	}

	@Test
	void whatIsGivenSpringsWayWinsOverAVariable() {
		this.settings.addAll(List.of("--bulksend.rate=5", "--bulksend.quiet=false"));
		assertThat(add(Map.of("BULKSEND_QUIET", "true"), "send", "a.csv")).containsExactly("send", "a.csv");
		assertThat(this.settings).containsExactly("--bulksend.rate=5");
	}

	@Test
	void anOptionIsNotGivenTwice() {
		assertThat(add(Map.of("BULKSEND_QUIET", "true"), "send", "a.csv", "--quiet")).containsExactly("send", "a.csv",
				"--quiet");
	}

	@Test
	void aCommandWithoutTheOptionIsLeftAlone() {
		assertThat(add(Map.of("BULKSEND_QUIET", "true"), "status")).containsExactly("status");
		assertThat(add(Map.of("BULKSEND_QUIET", "true"))).isEmpty();
		assertThat(add(Map.of("BULKSEND_QUIET", "true"), "--help")).containsExactly("--help");
	}

	@Test
	void neitherTrueNorFalseIsRefused() {
		assertThatExceptionOfType(ParameterException.class)
			.isThrownBy(() -> add(Map.of("BULKSEND_JSON", "perhaps"), "send", "a.csv"))
			.withMessageContaining("bulksend.json must be true or false");
	}

	private List<String> add(Map<String, String> environment, String... own) {
		CommandLine command = BulkSend.commandLine(this.settings, new LiveLine(System.err), "");
		return Switches.add(List.of(own), this.settings, environment, command);
	}

}
