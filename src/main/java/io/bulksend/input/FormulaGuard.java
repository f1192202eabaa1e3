package io.bulksend.input;

/**
 * Keeps a spreadsheet from taking a cell for a formula and shows characters that do harm
 * unseen, and takes that back when the spreadsheet's file comes in again. Stateless.
 */
public final class FormulaGuard {

	private static final char GUARD = '\'';

	private static final String FORMULA_STARTS = "=+-@\t\r＝＋－＠";

	private FormulaGuard() {
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
		return startsFormula(visible) ? GUARD + visible : visible;
	}

	/**
	 * Takes back what {@link #guard} did.
	 * @param cell a guarded cell's text
	 * @return the text that was guarded: {@code unguard(guard(text))} equals
	 * {@code text}, whatever it is
	 */
	public static String unguard(String cell) {
		boolean guarded = !cell.isEmpty() && cell.charAt(0) == GUARD && startsFormula(cell);
		return HiddenCharacters.restore(guarded ? cell.substring(1) : cell);
	}

	private static boolean startsFormula(String cell) {
		int start = 0;
		while (start < cell.length() && cell.charAt(start) == GUARD) {
			start++;
		}
		return start < cell.length() && FORMULA_STARTS.indexOf(cell.charAt(start)) >= 0;
	}

}
