package io.bulksend.run.settings;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.bulksend.input.Column;
import io.bulksend.input.InputSettings;

/**
 * Values for columns as they are given on the command line.
 */
public final class DefaultOption {

	private DefaultOption() {
	}

	/**
	 * Reads them.
	 * @param given each as <code>COLUMN=VALUE</code>
	 * @return settings by their names after <code>bulksend.</code>
	 * @throws ConfigurationException if one has no equals sign, a column is not one of
	 * ours or comes twice, or a value is empty
	 */
	public static Map<String, String> settings(List<String> given) {
		Map<String, String> settings = new LinkedHashMap<>();
		for (String text : given) {
			int equals = text.indexOf('=');
			if (equals < 0) {
				throw new ConfigurationException("--default " + text
						+ " has no =: write a column and its value, for example --default template_language=en");
			}
			String name = text.substring(0, equals);
			String value = text.substring(equals + 1);
			try {
				InputSettings.of(null, Map.of(), Map.of(name, value));
			}
			catch (IllegalArgumentException ex) {
				throw new ConfigurationException("--default " + text + ": " + ex.getMessage());
			}
			Column column = Column.named(name);
			if (column != null && settings.put("defaults." + column.columnName().replace('_', '-'),
					withoutPlaceholders(value)) != null) {
				throw new ConfigurationException(
						"--default gives the column " + column.columnName() + " twice: leave just one");
			}
		}
		return settings;
	}

	/** What Spring would take for the name of another setting is text here. */
	private static String withoutPlaceholders(String value) {
		return value.replace("${", "\\${");
	}

}
