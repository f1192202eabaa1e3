package io.bulksend.campaign;

import java.text.Normalizer;

/**
 * Names of campaigns. Two that look the same are the same, whoever wrote them: a system
 * that takes accents apart in the names of its files, a scheduler's settings with a blank
 * at the end of the line.
 */
public final class CampaignName {

	private CampaignName() {
	}

	/**
	 * The one spelling of a name.
	 * @param name a name as it was given
	 * @return the name in Unicode's composed form (NFC), without blanks around it
	 */
	public static String of(String name) {
		return Normalizer.normalize(name, Normalizer.Form.NFC).strip();
	}

}
