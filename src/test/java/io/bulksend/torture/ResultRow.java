package io.bulksend.torture;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.opencsv.CSVReaderHeaderAware;
import com.opencsv.exceptions.CsvValidationException;

/**
 * A row of the results, read back.
 *
 * @param recipient the input's recipient
 * @param place the input's own column, which numbers the rows
 * @param status what the results say
 * @param messageId the API's id
 * @param code the error's code
 * @param attempts how many calls were started
 */
record ResultRow(String recipient, String place, String status, String messageId, String code, int attempts) {

	static List<ResultRow> read(Path file) throws IOException {
		// The first character is the byte order mark.
		try (CSVReaderHeaderAware reader = new CSVReaderHeaderAware(
				new StringReader(Files.readString(file).substring(1)))) {
			List<ResultRow> rows = new ArrayList<>();
			for (Map<String, String> row = reader.readMap(); row != null; row = reader.readMap()) {
				rows.add(new ResultRow(row.get("recipient_whatsapp"), row.get("place"), row.get("status"),
						row.get("message_id"), row.get("error_code"), Integer.parseInt("0" + row.get("attempts"))));
			}
			return rows;
		}
		catch (CsvValidationException ex) {
			throw new IOException("The results are not a CSV file", ex);
		}
	}

}
