package io.bulksend.campaign;

import java.util.List;

/**
 * A template, and what is filled in.
 *
 * @param name its name, not blank
 * @param language the locale of its text, not blank
 * @param attributes the values of {{1}}, {{2}} and so on, none of them empty; immutable
 * @param trackLinks whether clicks on its links are counted
 */
public record Template(String name, String language, List<String> attributes, boolean trackLinks) {

	public Template {
		attributes = List.copyOf(attributes);
	}

}
