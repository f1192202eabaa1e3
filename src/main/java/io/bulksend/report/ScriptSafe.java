package io.bulksend.report;

import tools.jackson.core.util.JsonpCharacterEscapes;

/**
 * Escapes that make JSON safe within an HTML page: nothing in it can end the script that
 * holds it, begin a comment, or be taken for the end of a line.
 */
final class ScriptSafe extends JsonpCharacterEscapes {

	private static final long serialVersionUID = 1L;

	private static final int[] ESCAPES = standardAsciiEscapesForJSON();

	static {
		for (char character : "<>&'".toCharArray()) {
			ESCAPES[character] = ESCAPE_STANDARD;
		}
	}

	@Override
	public int[] getEscapeCodesForAscii() {
		return ESCAPES;
	}

}
