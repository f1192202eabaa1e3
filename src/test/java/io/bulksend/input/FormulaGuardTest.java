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

	@Property(tries = 1_000)
	void takesBackExactlyWhatItDid(@ForAll("cells") String cell) {
		assertThat(FormulaGuard.unguard(FormulaGuard.guard(cell))).isEqualTo(cell);
	}

	@Property(tries = 1_000)
	void noGuardedCellStartsAFormula(@ForAll("cells") String cell) {
		String guarded = FormulaGuard.guard(cell);
		assertThat(guarded.isEmpty() || "=+-@\t\r＝＋－＠".indexOf(guarded.charAt(0)) < 0).isTrue();
		assertThat(guarded).doesNotContainPattern("[\\p{Cc}\\p{Cs}&&[^\t\r\n]]");
	}

	@ParameterizedTest
	@ValueSource(strings = { "=1+1", "+919833078369", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "＋1", "－1", "＠1", "'=1",
			"''+1", "'1", "'00 12.5", "''447700900123", "'(0)7-8", "'9.19E+11" })
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
	void showsControlAndHalfCharactersByTheirNumbers() {
		assertThat(FormulaGuard.guard("a\0b\u001B[2J\u0085\uD83D"))
			.isEqualTo("a\uFFFD0000b\uFFFD001B[2J\uFFFD0085\uFFFDD83D");
		assertThat(FormulaGuard.guard("\uFFFD001B")).isEqualTo("\uFFFDFFFD001B");
		assertThat(FormulaGuard.guard("\uFFFD a\tb\r\n😀")).isEqualTo("\uFFFD a\tb\r\n😀");
	}

	@Test
	void doesNotTouchAFormulaThatWasNeverGuarded() {
		assertThat(FormulaGuard.unguard("=1")).isEqualTo("=1");
	}

	@ParameterizedTest
	@ValueSource(
			strings = { "", "'", "''", "'tis", "'90s", "'9 lives", "'1E", "'1E+", "'E5", "'.", "' ", "1", "-1", "=1" })
	void takesNothingOffThatIsNoGuard(String cell) {
		assertThat(FormulaGuard.takenOff(cell)).isEqualTo(cell);
	}

	@Provide
	Arbitrary<String> cells() {
		Arbitrary<String> character = Arbitraries.strings()
			.withChars("''=+-@\t\r＝＋－＠ab \0\u001B\uFFFD\uD83D\uDE001 9.E(")
			.ofLength(1);
		return Arbitraries.oneOf(character, Arbitraries.of("\uFFFD001B", "\uFFFDFFFD", "00"))
			.list()
			.ofMaxSize(6)
			.map((pieces) -> String.join("", pieces));
	}

}
