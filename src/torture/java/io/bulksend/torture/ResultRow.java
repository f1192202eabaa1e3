package io.bulksend.torture;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import io.bulksend.testsupport.Results;

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

	static List<ResultRow> read(Path file) {
		return Results.read(file).stream().map(ResultRow::of).toList();
	}

	private static ResultRow of(Map<String, String> row) {
		return new ResultRow(row.get("recipient_whatsapp"), row.get("place"), row.get("status"), row.get("message_id"),
				row.get("error_code"), Integer.parseInt("0" + row.get("attempts")));
	}

}
