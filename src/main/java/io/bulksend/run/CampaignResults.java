package io.bulksend.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import javax.sql.DataSource;

import io.bulksend.input.CampaignFile;
import io.bulksend.ledger.Campaigns;
import io.bulksend.ledger.Corrections;
import io.bulksend.ledger.FileRecord;
import io.bulksend.ledger.MessageLedger;
import io.bulksend.ledger.WrittenResults;
import io.bulksend.report.ReportSubject;
import io.bulksend.results.ResultsFiles;
import io.bulksend.results.ResultsSummary;
import io.bulksend.results.ResultsWriter;
import io.bulksend.run.settings.ConfigurationException;
import io.bulksend.run.settings.RunSettings;
import org.jspecify.annotations.Nullable;

/**
 * Writes what people get of a campaign: the one place that says what is written and
 * where, whoever asks for it.
 */
final class CampaignResults {

	private final ResultsFiles files;

	private final @Nullable Path suppression;

	private final @Nullable Path corrections;

	private final boolean sandbox;

	private final CampaignFile file;

	private final DataSource dataSource;

	private final Clock clock;

	CampaignResults(RunSettings settings, CampaignFile file, DataSource dataSource, Clock clock) {
		this.files = settings.results();
		this.suppression = settings.suppression();
		this.corrections = settings.campaign().corrections();
		this.sandbox = settings.sandbox();
		this.file = file;
		this.dataSource = dataSource;
		this.clock = clock;
	}

	/**
	 * Makes sure that the results can be written, and not over what is read or each
	 * other.
	 * @throws ConfigurationException if they cannot
	 */
	void requirePlace() {
		ResultsFiles files = this.files;
		requirePlace("results", "--results", files.results());
		requirePlace("report", "--report", files.report());
		requirePlace("rows to send again", "--results", files.retry());
		Set<Path> places = Stream.of(files.results(), files.report(), files.retry())
			.map((path) -> path.toAbsolutePath().normalize())
			.collect(Collectors.toSet());
		if (places.size() < 3) {
			throw new ConfigurationException("The results, the report and the rows to send again need a file each, but"
					+ " these are " + files.results() + ", " + files.report() + " and " + files.retry()
					+ ": choose other files with --results and --report");
		}
	}

	/**
	 * Where the results are written.
	 * @return the files
	 */
	ResultsFiles files() {
		return this.files;
	}

	/**
	 * Writes the results as the ledger has them now.
	 * @param record the campaign's file, planned
	 * @param stop why the campaign was stopped before its end, in a sentence, if it was
	 * @return what they say, in numbers
	 * @throws io.bulksend.input.InputException if the file was changed meanwhile
	 * @throws java.io.UncheckedIOException if they could not be written
	 */
	ResultsSummary write(FileRecord record, Optional<String> stop) {
		return write(record, stop, "");
	}

	/**
	 * Writes the results as the ledger has them now.
	 * @param record the campaign's file, planned
	 * @param stop why the campaign was stopped before its end, in a sentence, if it was
	 * @param first what has to be so before what is left can be sent
	 * @return what they say, in numbers
	 * @throws io.bulksend.input.InputException if the file was changed meanwhile
	 * @throws java.io.UncheckedIOException if they could not be written
	 */
	ResultsSummary write(FileRecord record, Optional<String> stop, String first) {
		try (MessageLedger ledger = new MessageLedger(this.dataSource, this.clock, record)) {
			return write(record, ledger, stop, first);
		}
	}

	/**
	 * Writes the results as the ledger has them now, while another run is sending the
	 * campaign.
	 * @param record the campaign's file, planned
	 * @return what they say, in numbers; calls under way count as in doubt
	 */
	ResultsSummary writeBesideItsRun(FileRecord record) {
		try (MessageLedger ledger = new MessageLedger(this.dataSource, this.clock, record)) {
			ledger.besideItsRun();
			return write(record, ledger, Optional.of("It was being sent when this was written."), "");
		}
	}

	private ResultsSummary write(FileRecord record, MessageLedger ledger, Optional<String> stop, String first) {
		ResultsFiles files = files();
		ReportSubject subject = new ReportSubject(record.campaign(), fileName(this.file.path()),
				fileName(files.results()), fileName(files.retry()), this.sandbox, stop, first);
		Corrections corrections = new Corrections(this.dataSource, record);
		CampaignFile corrected = this.file.corrected(corrections.addedColumns(), corrections::between);
		ResultsSummary summary = new ResultsWriter(corrected, ledger, subject).write(files);
		remember(record.campaign(), files.results());
		return summary;
	}

	/**
	 * So that the next run need not read them to know that the ledger has all in them.
	 */
	private void remember(String campaign, Path results) {
		try {
			new Campaigns(this.dataSource, this.clock).resultsWritten(campaign, WrittenResults.of(results));
		}
		catch (IOException ex) {
			// Somebody took them away: then there is nothing to remember.
			return;
		}
	}

	private void requirePlace(String what, String option, Path place) {
		Path path = place.toAbsolutePath().normalize();
		requireOther(what, option, path, this.file.path(), "input file");
		requireOther(what, option, path, this.suppression, "suppression list");
		if (option.equals("--report")) {
			// Results that were corrected in their place give way to the new ones.
			requireOther(what, option, path, this.corrections, "corrections");
		}
		if (Files.exists(path) && !Files.isRegularFile(path) && !Files.isDirectory(path)) {
			throw new ConfigurationException(what + " cannot be written to " + path
					+ ": it is a device or a pipe, and they are moved into their place; see " + option);
		}
		if (Files.isDirectory(path.getParent()) && !ResultsFiles.canBeNamed(path)) {
			throw new ConfigurationException(what + " cannot be written to " + path
					+ ": the name is too long for this system; shorten the input file's, or what --results or --report name");
		}
		if (!Files.isDirectory(path.getParent()) || !Files.isWritable(path.getParent()) || Files.isDirectory(path)) {
			throw new ConfigurationException(what + " cannot be written to " + path
					+ ": its folder does not exist or is not writable, or it is a folder itself; see " + option);
		}
	}

	private static void requireOther(String what, String option, Path path, @Nullable Path input, String read) {
		try {
			if (input != null && Files.exists(path) && Files.isSameFile(path, input)) {
				throw new ConfigurationException(
						what + " would overwrite the " + read + " " + path + ": choose another file with " + option);
			}
		}
		catch (IOException ex) {
			// Whoever reads that file says what is wrong with it.
			return;
		}
	}

	private static String fileName(Path file) {
		return file.getFileName().toString();
	}

}
