package io.bulksend.check.suppression;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import com.opencsv.CSVReader;
import com.opencsv.CSVReaderBuilder;
import com.opencsv.RFC4180ParserBuilder;
import com.opencsv.exceptions.CsvMalformedLineException;
import com.opencsv.exceptions.CsvValidationException;
import io.bulksend.check.rules.Field;
import io.bulksend.check.suppression.SuppressionFile.Recipients;
import io.bulksend.input.Column;
import io.bulksend.input.InputException;

/**
 * The CSV form of a suppression list: finds the recipients, and judges none of them.
 */
final class SuppressionCsv {

	private final Path file;

	private final Reader reader;

	private final char delimiter;

	SuppressionCsv(Path file, Reader reader, String headerLine) {
		this.file = file;
		this.reader = reader;
		this.delimiter = delimiter(headerLine);
	}

	void read(Recipients recipients) throws IOException {
		// Verifying the reader would take a failed read for the end of the file.
		CSVReader csv = new CSVReaderBuilder(this.reader).withVerifyReader(false)
			.withCSVParser(new RFC4180ParserBuilder().withSeparator(this.delimiter).build())
			.build();
		try {
			read(csv, recipients);
		}
		catch (CsvMalformedLineException ex) {
			throw new InputException(this.file, csv.getLinesRead(),
					"A quotation mark in or before this line is never closed; correct it.");
		}
		catch (CsvValidationException ex) {
			throw new InputException(this.file, csv.getLinesRead(), "The line cannot be read as CSV; correct it.");
		}
	}

	private void read(CSVReader csv, Recipients recipients) throws IOException, CsvValidationException {
		List<String> header = Arrays.stream(csv.readNext()).map(SuppressionFile::columnName).toList();
		int recipient = header.indexOf(Column.RECIPIENT_WHATSAPP.columnName());
		int type = header.indexOf(Column.RECIPIENT_TYPE.columnName());
		if (recipient < 0) {
			throw new InputException(this.file, 1, "No column is named recipient_whatsapp; name the one that is.");
		}
		long line = csv.getLinesRead() + 1;
		for (String[] fields = csv.readNext(); fields != null; fields = csv.readNext()) {
			boolean skipped = fields.length != header.size() && isBlankOrComment(fields);
			if (fields.length != header.size() && !skipped) {
				throw new InputException(this.file, line, "The line has " + fields.length
						+ " fields where the header has " + header.size() + "; correct or remove it.");
			}
			if (!skipped) {
				recipients.add(line, (type < 0) ? "" : fields[type], fields[recipient]);
			}
			line = csv.getLinesRead() + 1;
		}
	}

	private static boolean isBlankOrComment(String[] fields) {
		String first = Field.trim(fields[0]);
		return first.startsWith("#") || (fields.length == 1 && first.isEmpty());
	}

	private static char delimiter(String headerLine) {
		for (char candidate : new char[] { '\t', ';' }) {
			if (headerLine.indexOf(candidate) >= 0) {
				return candidate;
			}
		}
		return ',';
	}

}
