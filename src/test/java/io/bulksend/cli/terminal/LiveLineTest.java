package io.bulksend.cli.terminal;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LiveLineTest {

	private final ByteArrayOutputStream screen = new ByteArrayOutputStream();

	private final LiveLine line = new LiveLine(new PrintStream(this.screen, true));

	@Test
	void aShorterTextLeavesNothingOfTheLongerOne() {
		this.line.draw("longer");
		this.line.draw("short");
		assertThat(screen()).isEqualTo("\rlonger\rshort ");
	}

	@Test
	void givesWayToWhatOthersPrint() {
		this.line.draw("line");
		this.line.others().println("warning");
		this.line.others().println("another");
		this.line.draw("line");
		assertThat(screen()).isEqualTo("\rline\r    \rwarning%nanother%n\rline".replace("%n", System.lineSeparator()));
	}

	@Test
	void whereNothingIsDrawnNothingIsCleared() {
		this.line.clear();
		this.line.others().print("text");
		this.line.draw("line");
		this.line.clear();
		this.line.clear();
		assertThat(screen()).isEqualTo("text\rline\r    \r");
	}

	private String screen() {
		return this.screen.toString(StandardCharsets.UTF_8);
	}

}
