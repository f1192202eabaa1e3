package io.bulksend.cli.terminal;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Locale;

import io.bulksend.progress.RunProgress.Standing;
import io.bulksend.send.SendProgress;
import io.bulksend.send.Waiting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class ProgressTextTest {

	private static final Instant LATER = LocalDateTime.of(2026, 11, 22, 14, 5, 9)
		.atZone(ZoneId.systemDefault())
		.toInstant();

	private static final Waiting AWAY = new Waiting(true, "There is no host api.example.org", null, LATER);

	private static final Standing SMALL = standing(3_000, 728, 700, 25, 3, 131, 200, false);

	private static final Standing LARGE = standing(1_000_000, 420_000, 418_500, 1_200, 300, 64, 50, false);

	private final Locale former = Locale.getDefault(Locale.Category.FORMAT);

	@BeforeEach
	void speakTheProgramsLanguage() {
		Locale.setDefault(Locale.Category.FORMAT, Locale.ROOT);
	}

	@AfterEach
	void speakAsBefore() {
		Locale.setDefault(Locale.Category.FORMAT, this.former);
	}

	@Test
	void saysAllInWordsWhereThereIsRoom() {
		assertThat(ProgressText.line(SMALL, 180.4, 119))
			.isEqualTo("[=>   ]   728/3,000 |   700 accepted |    25 refused"
					+ " |   3 in doubt | 180 of 200/s | 13s left | 131 in flight");
	}

	@Test
	void saysAllInEightyColumns() {
		assertThat(ProgressText.line(SMALL, 180.4, 79))
			.isEqualTo("[=>   ]   728/3,000 |   700 ok |    25 ref |   3 dbt | 180/200/s | 13s");
		assertThat(ProgressText.line(LARGE, 48.2, 79))
			.isEqualTo("  420,000/1,000,000 |   418,500 ok | 1,200 ref | 300 dbt | 48/50/s | 3h 21m");
	}

	@Test
	void saysTheMostInSixtyColumns() {
		assertThat(ProgressText.line(LARGE, 48.2, 59)).isEqualTo(" 42% |   418,500 ok | 1,200 ref | 300 dbt | 3h 21m");
	}

	@ParameterizedTest
	@ValueSource(ints = { 59, 79, 119 })
	void columnsStayWhereTheyAre(int width) {
		String before = ProgressText.line(standing(1_000_000, 5, 5, 0, 0, 64, 50, false), 48, width);
		String after = ProgressText.line(standing(1_000_000, 999_000, 990_000, 9_000, 90, 64, 50, false), 48, width);
		for (String word : new String[] { "ok", "accepted", "ref", "dbt", "in doubt" }) {
			assertThat(after.indexOf(word)).as(word).isEqualTo(before.indexOf(word));
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 19, 20, 30, 40, 60, 79, 99, 119, 199 })
	void neverIsWiderThanTheTerminal(int width) {
		for (Standing standing : new Standing[] { SMALL, LARGE, standing(10, 10, 10, 0, 0, 0, 0, false),
				standing(0, 0, 0, 0, 0, 0, 0, true) }) {
			assertThat(ProgressText.line(standing, 48.2, width)).hasSizeLessThanOrEqualTo(width).isNotEmpty();
		}
	}

	@Test
	void theLogSaysTheSameInASentence() {
		assertThat(ProgressText.sentence(LARGE, 48.2)).isEqualTo("420,000 of 1,000,000 rows done (42 %),"
				+ " 418,500 accepted, 1,200 refused, 300 in doubt, 48 of 50 a second, 64 in flight, 3h 21m left");
	}

	@Test
	void whileItWaitsItSaysWhyAndWhenItGivesUp() {
		Standing away = standing(3_000, 728, 700, 25, 3, 1, 200, true);
		assertThat(ProgressText.sentence(away, 0.2))
			.endsWith("3 in doubt, waiting: There is no host api.example.org," + " gives up at 14:05:09, 1 in flight");
		assertThat(ProgressText.line(away, 0.2, 139)).isEqualTo("  728/3,000 |   700 accepted |    25 refused |   3 in"
				+ " doubt | waiting, gives up 14:05:09: There is no host api.example.org");
		assertThat(ProgressText.line(away, 0.2, 119))
			.isEqualTo("  728/3,000 |   700 accepted |    25 refused | waiting,"
					+ " gives up 14:05:09: There is no host api.example.org");
		assertThat(ProgressText.line(away, 0.2, 79))
			.isEqualTo("  728/3,000 |   700 ok | waiting, gives up 14:05:09: There is no host api.exam…");
		assertThat(ProgressText.line(away, 0.2, 59))
			.isEqualTo(" 24% |   700 ok | waiting, gives up 14:05:09: There is no …");
		assertThat(ProgressText.line(away, 0.2, 39)).isEqualTo(" 24% |   700 ok | API away");
	}

	@Test
	void whereTheApiSaysUntilWhenThatIsSaid() {
		Waiting asked = new Waiting(false, "Too many calls", LATER, LATER.plusSeconds(60));
		assertThat(ProgressText
			.sentence(new Standing(9, 0, 0, 0, 0, 9, 50, 1, new SendProgress(0, 0, 0, 0, 0, 0, 0, 50, asked)), 0))
			.endsWith("waiting until 14:05:09: Too many calls, gives up at 14:06:09, 0 in flight");
		assertThat(ProgressText
			.line(new Standing(9, 0, 0, 0, 0, 9, 50, 1, new SendProgress(0, 0, 0, 0, 0, 0, 0, 50, asked)), 0, 79))
			.endsWith(" | waiting until 14:05:09, gives up 14:06:09: Too many calls");
	}

	@Test
	void whereSeveralSendItSaysHowMany() {
		SendProgress run = new SendProgress(0, 0, 0, 0, 0, 0, 192, 400, null);
		Standing three = new Standing(10_000, 0, 0, 0, 0, 10_000, 400, 3, run);
		assertThat(ProgressText.sentence(three, 400)).contains(", 192 in flight by 3 processes, ");
		assertThat(ProgressText.line(three, 400, 160)).endsWith(" | 192 in flight by 3 processes");
	}

	@Test
	void withoutALimitTheTimeLeftFollowsFromTheSpeed() {
		assertThat(ProgressText.sentence(standing(10_000, 0, 0, 0, 0, 64, 0, false), 5_000))
			.endsWith("5,000 a second, 64 in flight, 2s left");
	}

	@Test
	void beforeTheFirstCallTheTimeLeftFollowsFromTheRate() {
		assertThat(ProgressText.sentence(standing(10_000, 0, 0, 0, 0, 0, 50, false), 0)).endsWith("3m 20s left");
	}

	private static Standing standing(long rows, long done, long accepted, long rejected, long inDoubt, int inFlight,
			double rate, boolean away) {
		return new Standing(rows, done, accepted, rejected, inDoubt, rows - done, rate, 1,
				new SendProgress(0, 0, 0, 0, 0, 0, inFlight, rate, away ? AWAY : null));
	}

}
