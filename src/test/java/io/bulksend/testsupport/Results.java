package io.bulksend.testsupport;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.opencsv.CSVReaderHeaderAware;
import com.opencsv.exceptions.CsvValidationException;

/**
 * A results file, read back.
 */
public final class Results {

	private Results() {
	}

	public static List<Map<String, String>> read(Path file) {
		try {
			String text = Files.readString(file, StandardCharsets.UTF_8);
			try (CSVReaderHeaderAware reader = new CSVReaderHeaderAware(new StringReader(text.substring(1)))) {
				List<Map<String, String>> rows = new ArrayList<>();
				for (Map<String, String> row = reader.readMap(); row != null; row = reader.readMap()) {
					rows.add(row);
				}
				return rows;
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		catch (CsvValidationException ex) {
			throw new AssertionError(ex);
		}
	}

}
