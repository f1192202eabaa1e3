package io.bulksend.cli.output;

import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.bulksend.campaign.Status;
import io.bulksend.campaign.delivery.DeliveryFunnel;
import io.bulksend.results.ResultsSummary;
import io.bulksend.run.RunResult;
import io.bulksend.send.StopReason;
import io.bulksend.send.StopSwitch.Stop;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import static org.assertj.core.api.Assertions.assertThat;

class ExitCodeTest {

	private static final Set<StopReason> GOES_ON_BY_ITSELF = EnumSet.of(StopReason.SIGNAL, StopReason.UNREACHABLE,
			StopReason.API_ASKS_TO_WAIT, StopReason.LIMIT, StopReason.WINDOW_CLOSED, StopReason.NOT_BEFORE,
			StopReason.PER_DAY);

	@ParameterizedTest
	@EnumSource
	void whatTheSameCommandDoesNotMendNeedsAPerson(StopReason reason) {
		assertThat(ExitCode.of(stopped(reason, 7)))
			.isEqualTo(GOES_ON_BY_ITSELF.contains(reason) ? ExitCode.STOPPED : ExitCode.NEEDS_A_PERSON);
	}

	@ParameterizedTest
	@EnumSource
	void whereNothingIsLeftNobodyIsNeeded(StopReason reason) {
		assertThat(ExitCode.of(stopped(reason, 0))).isEqualTo(ExitCode.DONE);
	}

	@Test
	void scriptsAreToldInAWord() {
		assertThat(ExitCode.word(ExitCode.NEEDS_A_PERSON)).isEqualTo("needs_a_person");
	}

	private static RunResult stopped(StopReason reason, long left) {
		Path file = Path.of("spring");
		ResultsSummary summary = new ResultsSummary(10, Map.of(Status.ACCEPTED, 10 - left, Status.NOT_SENT, left),
				List.of(), 0, DeliveryFunnel.of(10 - left, Map.of()), List.of());
		return new RunResult("spring", summary, file, file, Optional.empty(), Optional.of(new Stop(reason, "Why.")),
				Optional.empty(), false, Optional.empty(), 0);
	}

}
