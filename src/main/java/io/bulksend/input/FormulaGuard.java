package io.bulksend.input;

/**
 * Keeps a spreadsheet from taking a cell for a formula and shows characters that do harm
 * unseen, and takes that back when the spreadsheet's file comes in again. The guard is an
 * apostrophe, as spreadsheets themselves put it before a formula, or before a number that
 * is to stay a text. Stateless.
 */
public final class FormulaGuard {

	private static final char GUARD = '\'';

	private static final String FORMULA_STARTS = "=+-@\t\r＝＋－＠";

	private static final String IN_NUMBERS = " .,-()\u00A0\u202F";

	private static final FormulaGuard FIRST = new FormulaGuard(false);

	private static final FormulaGuard PRESENT = new FormulaGuard(true);

	private final boolean numbers;

	private FormulaGuard(boolean numbers) {
		this.numbers = numbers;
	}

	/** What is a guard in files of that dialect. */
	static FormulaGuard of(Dialect dialect) {
		return (dialect == Dialect.FIRST) ? FIRST : PRESENT;
	}

	/**
	 * Makes a cell safe to open in a spreadsheet.
	 * @param cell the cell's text
	 * @return the same text, with an apostrophe in front where it would start a formula
	 * or {@link #unguard} would drop one that is its own; a control character or half
	 * character is shown by its number, for example &#xFFFD;001B
	 */
	public static String guard(String cell) {
		String visible = HiddenCharacters.show(cell);
		return startsFormula(visible, 0) || PRESENT.isGuarded(visible) ? GUARD + visible : visible;
	}

	/**
	 * Takes back what {@link #guard} did.
	 * @param cell a guarded cell's text
	 * @return the text that was guarded: {@code unguard(guard(text))} equals
	 * {@code text}, whatever it is
	 */
	public static String unguard(String cell) {
		return HiddenCharacters.restore(takenOff(cell));
	}

	/**
	 * Takes off a guard, whoever put it there.
	 * @param cell a cell's text
	 * @return the text behind the first apostrophe, where that is a guard; else the text
	 */
	static String takenOff(String cell) {
		return PRESENT.isGuarded(cell) ? cell.substring(1) : cell;
	}

	/** Whether the first character is a guard: an own apostrophe may stand behind it. */
	boolean isGuarded(String cell) {
		if (cell.isEmpty() || cell.charAt(0) != GUARD) {
			return false;
		}
		int start = 1;
		while (start < cell.length() && cell.charAt(start) == GUARD) {
			start++;
		}
		return startsFormula(cell, start) || (this.numbers && isNumber(cell, start));
	}

	private static boolean startsFormula(String cell, int start) {
		return start < cell.length() && FORMULA_STARTS.indexOf(cell.charAt(start)) >= 0;
	}

	/** Whether all that is left is one number, in any way of writing it. */
	private static boolean isNumber(String cell, int start) {
		boolean digits = false;
		for (int i = start; i < cell.length(); i++) {
			char character = cell.charAt(i);
			if (character >= '0' && character <= '9') {
				digits = true;
			}
			else if (digits && (character == 'E' || character == 'e')) {
				return isExponent(cell, i + 1);
			}
			else if (IN_NUMBERS.indexOf(character) < 0) {
				return false;
			}
		}
		return digits;
	}

	private static boolean isExponent(String cell, int start) {
		int at = start;
		if (at < cell.length() && (cell.charAt(at) == '+' || cell.charAt(at) == '-')) {
			at++;
		}
		int digits = at;
		while (at < cell.length() && cell.charAt(at) >= '0' && cell.charAt(at) <= '9') {
			at++;
		}
		return at > digits && at == cell.length();
	}

}
