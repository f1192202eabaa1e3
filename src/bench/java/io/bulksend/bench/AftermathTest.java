package io.bulksend.bench;

import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class AftermathTest {

	@Test
	void eachRowOnceIsAsItShouldBe() {
		assertThat(Aftermath.of(3, Map.of(0, 1, 1, 1, 2, 1), Set.of())).hasToString("0 / 0");
	}

	@Test
	void aRowThatCameThreeTimesIsOneThatCameTwice() {
		assertThat(Aftermath.of(2, Map.of(0, 3, 1, 1), Set.of()).twice()).isEqualTo(1);
	}

	@Test
	void aRowThatNeverCameIsLostUnlessItsSenderSaysSo() {
		assertThat(Aftermath.of(4, Map.of(0, 1, 3, 1), Set.of(2, 3))).isEqualTo(new Aftermath(0, 1, 2))
			.hasToString("0 / 1, 2 in doubt");
	}

}
