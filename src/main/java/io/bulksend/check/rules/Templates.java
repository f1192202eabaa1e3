package io.bulksend.check.rules;

import java.util.ArrayList;
import java.util.List;

import io.bulksend.campaign.Code;
import io.bulksend.campaign.Content.Button;
import io.bulksend.campaign.Template;
import io.bulksend.input.Column;
import io.bulksend.input.Row;

/**
 * The rules for the template columns.
 */
final class Templates {

	private Templates() {
	}

	static boolean isNamed(Row row) {
		return !Field.trim(row.get(Column.TEMPLATE_NAME)).isEmpty();
	}

	/**
	 * The row's template, and what is filled in.
	 */
	static Template template(Row row) throws BrokenRuleException {
		String name = required(row, Column.TEMPLATE_NAME, Code.TEMPLATE_NAME);
		String language = required(row, Column.TEMPLATE_LANGUAGE, Code.TEMPLATE_LANGUAGE);
		return new Template(name, language, attributes(row), Texts.yes(row, Column.TRACK_LINKS));
	}

	private static String required(Row row, Column column, Code missing) throws BrokenRuleException {
		String value = Field.trim(row.get(column));
		if (value.isEmpty()) {
			throw new BrokenRuleException(missing, "The row is a template's message and has no " + column.columnName()
					+ (missing.equals(Code.TEMPLATE_LANGUAGE) ? "; it takes a locale such as en or pt_BR." : "."));
		}
		return value;
	}

	private static List<String> attributes(Row row) throws BrokenRuleException {
		List<String> attributes = new ArrayList<>();
		int last = row.header().attributes();
		while (last > 0 && attribute(row, last).isEmpty()) {
			last--;
		}
		for (int number = 1; number <= last; number++) {
			String attribute = attribute(row, number);
			if (attribute.isEmpty()) {
				throw new BrokenRuleException(Code.TEMPLATE_ATTRIBUTE,
						"The template_attribute_%d is empty, and template_attribute_%d is not: none may be left out in between."
							.formatted(number, last));
			}
			attributes.add(attribute);
		}
		return attributes;
	}

	private static String attribute(Row row, int number) {
		return Field.trimText(row.get(Column.templateAttribute(number)));
	}

	/**
	 * The row's buttons.
	 * @return those that are filled in, in ascending order
	 */
	static List<Button> buttons(Row row) {
		List<Button> buttons = new ArrayList<>();
		for (int index = 0; index < Column.TEMPLATE_BUTTONS.size(); index++) {
			String payload = Field.trim(row.get(Column.TEMPLATE_BUTTONS.get(index)));
			if (!payload.isEmpty()) {
				buttons.add(new Button(index, payload));
			}
		}
		return buttons;
	}

}
