package io.bulksend.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;

import javax.sql.DataSource;

import io.bulksend.input.CampaignFile;
import io.bulksend.ledger.FileRecord;
import io.bulksend.ledger.MessageLedger;
import io.bulksend.results.ResultsSummary;
import io.bulksend.results.ResultsWriter;
import org.jspecify.annotations.Nullable;

/**
 * Writes what people get of a campaign: the one place that says what is written and
 * where, whoever asks for it.
 */
final class CampaignResults {

	private final BulkSendProperties properties;

	private final CampaignFile file;

	private final DataSource dataSource;

	private final Clock clock;

	CampaignResults(BulkSendProperties properties, CampaignFile file, DataSource dataSource, Clock clock) {
		this.properties = properties;
		this.file = file;
		this.dataSource = dataSource;
		this.clock = clock;
	}

	/**
	 * Makes sure that the results can be written, and not over what is read.
	 * @throws ConfigurationException if they cannot
	 */
	void requirePlace() {
		Path results = this.properties.resultsFile().toAbsolutePath().normalize();
		requireOther(results, this.properties.file(), "input file");
		requireOther(results, this.properties.suppress(), "suppression list");
		if (!Files.isDirectory(results.getParent()) || !Files.isWritable(results.getParent())
				|| Files.isDirectory(results)) {
			throw new ConfigurationException("results cannot be written to " + results
					+ ": its folder does not exist or is not writable, or it is a folder itself; see --results");
		}
	}

	/**
	 * Writes the results as the ledger has them now.
	 * @param record the campaign's file, planned
	 * @return what they say, in numbers
	 * @throws io.bulksend.input.InputException if the file was changed meanwhile
	 * @throws java.io.UncheckedIOException if they could not be written
	 */
	ResultsSummary write(FileRecord record) {
		try (MessageLedger ledger = new MessageLedger(this.dataSource, this.clock, record)) {
			return new ResultsWriter(this.file, ledger).write(this.properties.resultsFile());
		}
	}

	private static void requireOther(Path results, @Nullable Path input, String what) {
		try {
			if (input != null && Files.exists(results) && Files.isSameFile(results, input)) {
				throw new ConfigurationException(
						"results would overwrite the " + what + " " + results + ": choose another file with --results");
			}
		}
		catch (IOException ex) {
			// Whoever reads that file says what is wrong with it.
			return;
		}
	}

}
