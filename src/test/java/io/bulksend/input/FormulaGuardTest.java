package io.bulksend.input;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class FormulaGuardTest {

	@Property(tries = 500)
	void takesBackExactlyWhatItDid(@ForAll("cells") String cell) {
		assertThat(FormulaGuard.unguard(FormulaGuard.guard(cell))).isEqualTo(cell);
	}

	@Property(tries = 500)
	void noGuardedCellStartsAFormula(@ForAll("cells") String cell) {
		String guarded = FormulaGuard.guard(cell);
		assertThat(guarded.isEmpty() || "=+-@\t\r＝＋－＠".indexOf(guarded.charAt(0)) < 0).isTrue();
	}

	@ParameterizedTest
	@ValueSource(strings = { "=1+1", "+919833078369", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "＋1", "－1", "＠1", "'=1",
			"''+1" })
	void guardsWhatStartsAFormulaOrLooksGuarded(String cell) {
		assertThat(FormulaGuard.guard(cell)).isEqualTo("'" + cell);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "'", "919833078369", "'tis", "a=b" })
	void leavesOtherCellsAlone(String cell) {
		assertThat(FormulaGuard.guard(cell)).isEqualTo(cell);
		assertThat(FormulaGuard.unguard(cell)).isEqualTo(cell);
	}

	@Test
	void doesNotTouchAFormulaThatWasNeverGuarded() {
		assertThat(FormulaGuard.unguard("=1")).isEqualTo("=1");
	}

	@Provide
	Arbitrary<String> cells() {
		return Arbitraries.strings().withChars("''=+-@\t\r＝＋－＠ab ").ofMaxLength(5);
	}

}
