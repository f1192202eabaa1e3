package io.bulksend.bench;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class FiguresTest {

	@Test
	void theMedianOfAnOddNumberIsTheOneInTheMiddle() {
		assertThat(Figures.of(List.of(9.0, 1.0, 4.0)).median()).isEqualTo(4);
		assertThat(Figures.of(List.of(7.5)).median()).isEqualTo(7.5);
	}

	@Test
	void theMedianOfAnEvenNumberIsHalfWayBetweenTheTwoInTheMiddle() {
		assertThat(Figures.of(List.of(10.0, 1.0, 4.0, 5.0)).median()).isEqualTo(4.5);
	}

	@Test
	void spreadIsFromTheSmallestToTheLargest() {
		assertThat(Figures.of(List.of(31_500.4, 800.0, 20_000.0)).spread(0)).isEqualTo("800–31,500");
		assertThat(Figures.of(List.of(1.234, 0.5)).all(2)).isEqualTo("0.50, 1.23");
	}

	@Test
	void noRunIsNoFigure() {
		assertThatIllegalArgumentException().isThrownBy(() -> Figures.of(List.of()));
	}

}
