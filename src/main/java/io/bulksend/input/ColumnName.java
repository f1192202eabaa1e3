package io.bulksend.input;

import java.util.Arrays;
import java.util.Locale;

import io.bulksend.campaign.NearestName;

/**
 * Names of columns, as people write them.
 */
final class ColumnName {

	// What people are likely to call the column of the recipients.
	private static final String[] RECIPIENT_NAMES = { "recipientwhatsapp", "recipient", "whatsapp", "whatsappnumber",
			"phone", "phonenumber", "mobile", "mobilenumber", "msisdn", "telephone", "contactnumber", "number" };

	private ColumnName() {
	}

	/**
	 * The form in which names are compared: lower case, without spaces, dashes,
	 * underscores and dots. The dots and an invisible mark come from configuration and
	 * from programs that put a second byte order mark.
	 */
	static String plain(String name) {
		StringBuilder plain = new StringBuilder(name.length());
		for (int i = 0; i < name.length(); i++) {
			char character = name.charAt(i);
			if (!Character.isWhitespace(character) && "-_.\u00A0\uFEFF".indexOf(character) < 0) {
				plain.append(character);
			}
		}
		return plain.toString().toLowerCase(Locale.ROOT);
	}

	/**
	 * How unlike a recipient column's name this one is.
	 * @return 0 for a name that is surely meant, 1 for one with nothing in common
	 */
	static double unlikeRecipient(String name) {
		String plain = plain(name);
		return Arrays.stream(RECIPIENT_NAMES)
			.mapToDouble((known) -> (double) NearestName.edits(plain, known) / Math.max(plain.length(), known.length()))
			.min()
			.orElse(1);
	}

	/**
	 * A name in quotes, short and without what would disturb a terminal.
	 */
	static String quoted(String name) {
		String visible = name.replaceAll("[\\p{Cc}\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}]", " ");
		int shown = visible.offsetByCodePoints(0, Math.min(40, visible.codePointCount(0, visible.length())));
		return '"' + ((visible.length() > shown) ? visible.substring(0, shown) + "…" : visible) + '"';
	}

}
