package io.bulksend.report;

import java.util.List;

import io.bulksend.report.Timeline.Span;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TimelineTest {

	@Test
	void countsEachSecondWhileThereAreFew() {
		Timeline timeline = new Timeline(2, 10);
		timeline.add(103, 1);
		timeline.add(100, 0);
		timeline.add(103, 0);
		assertThat(timeline.seconds()).isEqualTo(1);
		assertThat(timeline.spans(1)).extracting(Span::start).containsExactly(100L, 101L, 102L, 103L);
		assertThat(timeline.spans(1)).extracting(Span::total).containsExactly(1L, 0L, 0L, 2L);
		assertThat(timeline.spans(6)).extracting(Span::start).endsWith(104L, 105L);
	}

	@Test
	void takesLongerSpansThatStartWhereClocksAreEven() {
		Timeline timeline = new Timeline(1, 10);
		timeline.add(3_661, 0);
		timeline.add(3_661 + 300, 0);
		assertThat(timeline.seconds()).isEqualTo(60);
		assertThat(timeline.spans(1)).extracting(Span::start).startsWith(3_660L).endsWith(3_960L);
	}

	@Property(tries = 200)
	void losesNothingHoweverLongItTakes(@ForAll @Size(min = 1,
			max = 200) List<@LongRange(min = -2_000_000_000, max = 2_000_000_000) Long> seconds) {
		Timeline timeline = new Timeline(1, 100);
		seconds.forEach((second) -> timeline.add(second, 0));
		List<Span> spans = timeline.spans(1);
		assertThat(spans).hasSizeBetween(1, 130);
		assertThat(spans.stream().mapToLong(Span::total).sum()).isEqualTo(seconds.size());
		assertThat(spans.get(0).start())
			.isLessThanOrEqualTo(seconds.stream().mapToLong(Long::longValue).min().orElse(0));
	}

}
