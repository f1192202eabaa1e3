package io.bulksend.results;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.channels.FileChannel;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.EnumMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import com.opencsv.CSVWriter;
import com.opencsv.CSVWriterBuilder;
import com.opencsv.ICSVWriter;
import io.bulksend.campaign.Status;
import io.bulksend.input.CampaignFile;
import io.bulksend.input.Row;
import io.bulksend.input.Rows;
import io.bulksend.ledger.Entry;
import io.bulksend.ledger.MessageLedger;
import org.jspecify.annotations.Nullable;

/**
 * Writes the results file: the input's rows in their order, each with what became of it.
 * The file is complete or it is not there: it is written beside its place and moved there
 * when it is whole. Memory stays flat however many rows there are.
 */
public final class ResultsWriter {

	private static final int PAGE = 1_000;

	/** The API may make up codes; what is counted must not grow with the rows. */
	private static final int MOST_CODES = 100;

	private final CampaignFile file;

	private final MessageLedger ledger;

	/**
	 * A writer of one file's results.
	 * @param file the campaign's file
	 * @param ledger what was decided about its rows
	 */
	public ResultsWriter(CampaignFile file, MessageLedger ledger) {
		this.file = file;
		this.ledger = ledger;
	}

	/**
	 * Writes the results.
	 * @param target where they go; replaced if it exists
	 * @return what they say, in numbers
	 * @throws UncheckedIOException if they could not be written; the target is then as it
	 * was
	 */
	public ResultsSummary write(Path target) {
		try {
			Path temporary = target
				.resolveSibling("." + target.getFileName() + "." + ProcessHandle.current().pid() + ".tmp");
			try {
				ResultsSummary summary = writeTo(temporary);
				move(temporary, target);
				return summary;
			}
			finally {
				Files.deleteIfExists(temporary);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The results could not be written to " + target, ex);
		}
	}

	private ResultsSummary writeTo(Path temporary) throws IOException {
		Tally tally = new Tally();
		try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.CREATE,
				StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);
				Writer out = new BufferedWriter(
						new OutputStreamWriter(Channels.newOutputStream(channel), StandardCharsets.UTF_8), 1 << 16)) {
			// The mark by which spreadsheets know UTF-8.
			out.write('\uFEFF');
			ICSVWriter csv = new CSVWriterBuilder(out).withLineEnd(CSVWriter.RFC4180_LINE_END).build();
			ResultsRow format = new ResultsRow(this.file.header());
			csv.writeNext(format.header(), false);
			try (Rows rows = this.file.rows()) {
				writeRows(rows, csv, format, tally);
			}
			csv.flushQuietly();
			if (csv.checkError()) {
				throw csv.getException();
			}
			out.flush();
			channel.force(true);
		}
		return tally.summary();
	}

	/**
	 * Rows and entries are both in the file's order: they are merged, a page at a time.
	 */
	private void writeRows(Rows rows, ICSVWriter csv, ResultsRow format, Tally tally) {
		Iterator<Entry> entries = List.<Entry>of().iterator();
		Entry entry = null;
		for (Row row = rows.next(); row != null; row = rows.next()) {
			if ((row.number() - 1) % PAGE == 0) {
				entries = this.ledger.findDelivered(row.number(), row.number() + PAGE - 1).iterator();
				entry = entries.hasNext() ? entries.next() : null;
			}
			Entry own = null;
			if (entry != null && entry.row() == row.number()) {
				own = entry;
				entry = entries.hasNext() ? entries.next() : null;
			}
			csv.writeNext(format.row(row, own), false);
			tally.add(own);
		}
	}

	private static void move(Path temporary, Path target) throws IOException {
		try {
			Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
		}
		catch (AtomicMoveNotSupportedException ex) {
			Files.move(temporary, target, StandardCopyOption.REPLACE_EXISTING);
		}
	}

	private static final class Tally {

		private final Map<Status, Long> counts = new EnumMap<>(Status.class);

		private final TreeMap<String, Long> codes = new TreeMap<>();

		private long rows;

		void add(@Nullable Entry entry) {
			this.rows++;
			this.counts.merge((entry != null) ? entry.outcome().status() : Status.NOT_SENT, 1L, Long::sum);
			if (entry != null && entry.outcome().errorCode() != null) {
				String code = entry.outcome().errorCode();
				boolean known = this.codes.containsKey(code) || this.codes.size() < MOST_CODES;
				this.codes.merge(known ? code : "other", 1L, Long::sum);
			}
		}

		ResultsSummary summary() {
			return new ResultsSummary(this.rows, this.counts, this.codes);
		}

	}

}
