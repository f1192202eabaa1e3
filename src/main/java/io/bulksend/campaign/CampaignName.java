package io.bulksend.campaign;

import java.text.Normalizer;
import java.util.regex.Pattern;

/**
 * Names of campaigns. Two that look the same are the same, whoever wrote them: a system
 * that takes accents apart in the names of its files, a scheduler's settings with a blank
 * at the end of the line.
 */
public final class CampaignName {

	/** What nobody sees at the ends of a name that was copied from somewhere. */
	private static final String UNSEEN = "[\\s\\p{Z}\\p{Cc}\\u200B\\u200E\\u200F\\u202A-\\u202E\\u2060\\u2066-\\u2069\\uFEFF]+";

	private static final Pattern ENDS = Pattern.compile("^" + UNSEEN + "|" + UNSEEN + "$");

	private CampaignName() {
	}

	/**
	 * The one spelling of a name.
	 * @param name a name as it was given
	 * @return the name in Unicode's composed form (NFC), without blanks around it, of
	 * whatever kind
	 */
	public static String of(String name) {
		return ENDS.matcher(Normalizer.normalize(name, Normalizer.Form.NFC)).replaceAll("");
	}

}
