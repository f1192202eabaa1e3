package io.bulksend.cli;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * The campaign's file and how to read it, alike for every command that reads one.
 */
final class InputOptions {

	@Parameters(index = "0", paramLabel = "FILE", description = "The campaign's CSV file.")
	private Path file;

	@Option(names = "--delimiter", paramLabel = "CHAR",
			description = "What separates the fields, a character or the word tab; default: found from the header.")
	private @Nullable String delimiter;

	@Option(names = "--column", paramLabel = "KNOWN=OWN",
			description = "A column's name in FILE, for example recipient_whatsapp=Phone.")
	private Map<String, String> columns = new LinkedHashMap<>();

	void addTo(GivenSettings given) {
		given.add("file", this.file);
		given.add("delimiter", this.delimiter);
		this.columns.forEach((known, own) -> given.add("columns." + known.replace('_', '-'), own));
	}

}
