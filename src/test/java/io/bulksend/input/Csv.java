package io.bulksend.input;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Writes the files that the tests read.
 */
final class Csv {

	private Csv() {
	}

	static Path write(Path folder, String text) {
		return write(folder, text.getBytes(StandardCharsets.UTF_8));
	}

	static Path write(Path folder, byte[] bytes) {
		try {
			return Files.write(folder.resolve("campaign.csv"), bytes);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	static CampaignFile open(Path folder, String text) {
		return CampaignFile.open(write(folder, text), InputSettings.defaults());
	}

	static List<Row> rows(Path folder, String text) {
		return rows(open(folder, text));
	}

	static List<Row> rows(CampaignFile file) {
		List<Row> rows = new ArrayList<>();
		try (Rows pass = file.rows()) {
			for (Row row = pass.next(); row != null; row = pass.next()) {
				rows.add(row);
			}
		}
		return rows;
	}

	static String format(List<List<String>> table, char delimiter, String lineEnd) {
		return table.stream()
			.map((row) -> row.stream()
				.map((field) -> quoteWhereNeeded(field, delimiter))
				.collect(Collectors.joining(String.valueOf(delimiter))))
			.collect(Collectors.joining(lineEnd));
	}

	private static String quoteWhereNeeded(String field, char delimiter) {
		boolean needed = field.isBlank() || field.chars().anyMatch((c) -> c == delimiter || "\"\r\n".indexOf(c) >= 0);
		return needed ? '"' + field.replace("\"", "\"\"") + '"' : field;
	}

	static byte[] concat(byte[]... parts) {
		byte[] all = new byte[Arrays.stream(parts).mapToInt((part) -> part.length).sum()];
		int at = 0;
		for (byte[] part : parts) {
			System.arraycopy(part, 0, all, at, part.length);
			at += part.length;
		}
		return all;
	}

}
