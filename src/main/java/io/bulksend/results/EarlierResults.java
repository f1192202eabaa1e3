package io.bulksend.results;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import io.bulksend.input.InputException;
import io.bulksend.input.WrittenRecords;

/**
 * The results of an earlier run, as they lie in their place. They tell what that run
 * wrote into the file of rows worth sending again, so that nothing else need be kept to
 * find out whether somebody has changed it since.
 */
final class EarlierResults {

	private final Path file;

	private final char delimiter;

	/**
	 * Results.
	 * @param file where they lie
	 * @param delimiter what separates the fields of the rows worth sending again; earlier
	 * versions had commas there whatever the input had
	 */
	EarlierResults(Path file, char delimiter) {
		this.file = file;
		this.delimiter = delimiter;
	}

	/**
	 * Says whether a file is, byte for byte, what was written along with these results.
	 * @param retry the file of rows worth sending again
	 * @return false too where the results are missing or damaged, as nothing can be told
	 * then
	 * @throws IOException if the file cannot be opened
	 */
	boolean wrote(Path retry) throws IOException {
		return areRepeatedIn(retry, this.delimiter)
				|| (this.delimiter != ResultsCsv.COMMA && areRepeatedIn(retry, ResultsCsv.COMMA));
	}

	private boolean areRepeatedIn(Path retry, char separator) throws IOException {
		try (InputStream there = new BufferedInputStream(Files.newInputStream(retry))) {
			return areRepeatedIn(there, separator);
		}
	}

	private boolean areRepeatedIn(InputStream there, char separator) {
		try (WrittenRecords records = new WrittenRecords(this.file)) {
			String header = records.next();
			List<String> names = (header != null) ? records.fields(header) : List.of();
			int ours = (header != null) ? ResultsRow.ours(names) : 0;
			if (ours == 0 || !comesNext(there, ResultsCsv.BYTE_ORDER_MARK + ResultsCsv.line(names, separator))) {
				return false;
			}
			for (String row = records.next(); row != null; row = records.next()) {
				List<String> cells = records.fields(row);
				if (ResultsRow.isWorthSendingAgain(cells, ours)
						&& !comesNext(there, ResultsCsv.line(cells, separator))) {
					return false;
				}
			}
			return there.read() < 0;
		}
		catch (IOException | InputException | IllegalArgumentException ex) {
			return false;
		}
	}

	private static boolean comesNext(InputStream there, String record) throws IOException {
		byte[] expected = (record + ResultsCsv.LINE_END).getBytes(StandardCharsets.UTF_8);
		return Arrays.equals(there.readNBytes(expected.length), expected);
	}

}
