package io.bulksend.cli.output;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RunLinesTest {

	private final StringWriter out = new StringWriter();

	private final RunLines lines = new RunLines(new PrintWriter(this.out),
			() -> OffsetDateTime.of(2026, 11, 21, 1, 0, 0, 0, ZoneOffset.UTC));

	private final CommandFailure failure = new CommandFailure(ExitCode.NOTHING_SENT, "No such file.",
			new IllegalStateException());

	@Test
	void whoReadsTheReasonInTheNextLineReadsItOnce() {
		this.lines.want("spring");
		this.lines.begin();
		this.lines.failed(this.failure, true);
		assertThat(this.out.toString()).isEqualToNormalizingNewlines("""
				2026-11-21 01:00:00 +00:00 Campaign spring: run begun.
				2026-11-21 01:00:00 +00:00 Campaign spring: run ended (2, nothing sent).
				""");
	}

	@Test
	void whoReadsNothingElseReadsTheReasonHere() {
		this.lines.want("spring");
		this.lines.begin();
		this.lines.failed(this.failure, false);
		assertThat(this.out.toString()).contains("run ended (2, nothing sent): No such file.");
	}

	@Test
	void whatDidNotBeginDoesNotEnd() {
		this.lines.want("spring");
		this.lines.failed(this.failure, false);
		assertThat(this.out.toString()).isEmpty();
	}

}
