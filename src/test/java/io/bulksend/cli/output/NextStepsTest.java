package io.bulksend.cli.output;

import java.util.List;
import java.util.Set;

import io.bulksend.campaign.CodeCount;
import io.bulksend.campaign.Status;
import io.bulksend.cli.output.NextSteps.Open;
import io.bulksend.cli.output.NextSteps.Step;
import io.bulksend.send.StopReason;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is said to do next is what the results and the report say, with a command that
 * does it.
 */
class NextStepsTest {

	@Test
	void rowsWithNothingToCorrectAreSentAgainAsTheyAre() {
		List<Step> steps = steps("spring.csv", refused("8002", 59), refused("8005", 4), refused("HTTP_429", 1),
				refused("8007", 1), refused("8006", 26), new CodeCount(Status.INVALID, "RECIPIENT_LENGTH", 1));
		assertThat(steps).extracting(Step::text)
			.containsExactly("When their recipients have opted in, send the 59 rows refused with 8002 again:",
					"When its recipient has written, send the row refused with 8007 again:",
					"Send the 5 rows refused with 8005 or HTTP_429 again later:",
					"Correct the other 27 rows in spring-retry.csv, then send them:");
		assertThat(steps).extracting(Step::command)
			.containsExactly("target/bulk-send send spring.csv --retry 8002",
					"target/bulk-send send spring.csv --retry 8007",
					"target/bulk-send send spring.csv --retry 8005,HTTP_429",
					"target/bulk-send send spring.csv --corrections spring-retry.csv");
	}

	@Test
	void whereAllCanBeCorrectedThatIsAllThereIsToDo() {
		assertThat(steps("it's.csv", refused("8003", 1), refused("9999", 1))).singleElement()
			.isEqualTo(new Step("Correct the 2 rows in spring-retry.csv, then send them:",
					"target/bulk-send send 'it'\\''s.csv' --corrections spring-retry.csv"));
		assertThat(steps("spring.csv", new CodeCount(Status.INVALID, "MALFORMED_ROW", 3))).isEmpty();
	}

	private static CodeCount refused(String code, long count) {
		return new CodeCount(Status.REJECTED, code, count);
	}

	private static List<Step> steps(String file, CodeCount... findings) {
		OwnCommand command = new OwnCommand(new CommandLine(new Sending()).parseArgs(file, "--limit", "3"), List.of(),
				Set.of());
		return NextSteps.of(new Open(0, List.of(findings), 0, "spring-retry.csv"), StopReason.SIGNAL, command);
	}

	@Command(name = "send")
	private static final class Sending {

		@Parameters
		private String file;

		@Option(names = "--limit")
		private int limit;

		@Option(names = "--corrections")
		private String corrections;

		@Option(names = "--retry")
		private String retry;

	}

}
