package io.bulksend.bench;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class TableTest {

	@Test
	void figuresStandUnderEachOther() {
		Table table = new Table("", "messages/s");
		table.add("one", "1,000");
		table.add("the other", "900");
		assertThat(table).hasToString("""
				|           | messages/s |
				| --------- | ---------: |
				| one       |      1,000 |
				| the other |        900 |
				""");
	}

	@Test
	void aRowHasAsManyCellsAsTheHeader() {
		assertThatIllegalArgumentException().isThrownBy(() -> new Table("a", "b").add("1"));
	}

}
