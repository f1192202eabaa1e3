package io.bulksend.metrics;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An independent reading of Prometheus's text format, as strict as its specification.
 *
 * @param samples the values by name and labels, as they stand in the text
 * @param types the types by name
 */
public record PrometheusText(Map<String, Double> samples, Map<String, String> types) {

	private static final Pattern TYPE = Pattern
		.compile("# TYPE ([a-zA-Z_:][a-zA-Z0-9_:]*) (counter|gauge|histogram|summary|untyped)");

	private static final Pattern HELP = Pattern.compile("# HELP [a-zA-Z_:][a-zA-Z0-9_:]* .+");

	private static final Pattern SAMPLE = Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)"
			+ "(\\{[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\]|\\\\[\\\\\"n])*\"(?:,[a-zA-Z_][a-zA-Z0-9_]*=\"(?:[^\"\\\\]|\\\\[\\\\\"n])*\")*})?"
			+ " (NaN|[+-]Inf|[-+0-9.eE]+)");

	public static PrometheusText parse(String text) {
		Map<String, Double> samples = new LinkedHashMap<>();
		Map<String, String> types = new LinkedHashMap<>();
		assertThat(text).endsWith("\n");
		for (String line : text.split("\n")) {
			if (line.startsWith("# TYPE")) {
				Matcher type = TYPE.matcher(line);
				assertThat(type.matches()).as(line).isTrue();
				assertThat(types.put(type.group(1), type.group(2))).as("a second type: " + line).isNull();
			}
			else if (line.startsWith("#")) {
				assertThat(line).matches(HELP);
			}
			else {
				Matcher sample = SAMPLE.matcher(line);
				assertThat(sample.matches()).as(line).isTrue();
				assertThat(types).as("a type before " + line)
					.containsKey(sample.group(1).replaceFirst("_(count|sum)$", ""));
				String name = sample.group(1) + ((sample.group(2) != null) ? sample.group(2) : "");
				assertThat(samples.put(name, Double.parseDouble(sample.group(3).replace("Inf", "Infinity"))))
					.as("a second sample: " + line)
					.isNull();
			}
		}
		return new PrometheusText(samples, types);
	}

	/** The names of all labels. */
	public Set<String> labels() {
		Set<String> labels = new TreeSet<>();
		for (String name : this.samples.keySet()) {
			Pattern.compile("[{,](\\w+)=\"").matcher(name).results().forEach((label) -> labels.add(label.group(1)));
		}
		return labels;
	}

}
