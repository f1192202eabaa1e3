package io.bulksend.run.recognition;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import io.bulksend.campaign.Status;
import io.bulksend.input.InputException;
import io.bulksend.input.PlainTable;
import io.bulksend.input.ResultsColumns;
import io.bulksend.ledger.FileRecord;
import io.bulksend.ledger.MessageIdSet;
import io.bulksend.ledger.WrittenResults;
import io.bulksend.run.settings.ConfigurationException;

/**
 * Results that lie where ours would go, and tell of messages that this ledger knows
 * nothing of: it is another ledger than the one that they were sent with, or an older
 * one, and what they list would go out again.
 */
final class StrangeResults {

	/** Rehearsals come and go. */
	private static final String SANDBOX = "sandbox-";

	private final Path results;

	private final boolean sandbox;

	private final Optional<Recognition.Ledger> ledger;

	private final String place;

	/**
	 * A look at some results.
	 * @param results where they lie
	 * @param sandbox whether the run is a rehearsal
	 * @param ledger the ledger, or empty where there is none
	 * @param place where it is, or would be, for people
	 */
	StrangeResults(Path results, boolean sandbox, Optional<Recognition.Ledger> ledger, String place) {
		this.results = results;
		this.sandbox = sandbox;
		this.ledger = ledger;
		this.place = place;
	}

	/**
	 * Makes sure that the ledger knows all that they say was accepted. Those that it
	 * wrote itself, and nobody has touched since, need not be read for that.
	 * @param campaign the campaign's name
	 * @param current its file, where the ledger has it
	 * @throws ConfigurationException if it does not
	 */
	void require(String campaign, Optional<FileRecord> current) {
		if (this.sandbox || !Files.isRegularFile(this.results)) {
			return;
		}
		try {
			WrittenResults now = WrittenResults.of(this.results);
			if (now.size() == 0 || isWritten(campaign, now)) {
				return;
			}
			long unknown = countUnknown(current);
			if (unknown > 0) {
				requireNotForgotten();
				throw new ConfigurationException(this.results + " has "
						+ ((unknown == 1) ? "a row that was accepted and that"
								: "%,d rows that were accepted and that".formatted(unknown))
						+ " the ledger in " + this.place + " does not know, so nothing was sent: this is not the"
						+ " ledger that they were sent with, or an older copy of it. Send with that ledger, in its"
						+ " newest state; if these results are of something else, such as an"
						+ " earlier version's rehearsal, move them away first.");
			}
		}
		catch (IOException ex) {
			throw unreadable(ex.getClass().getSimpleName());
		}
	}

	private ConfigurationException unreadable(String why) {
		return new ConfigurationException("The results " + this.results + " cannot be read (" + why
				+ "), so that nobody knows what they say was sent. Nothing was sent now: make them readable, or move"
				+ " them away.");
	}

	private PlainTable open() throws IOException {
		return PlainTable.open(this.results, ResultsColumns.MESSAGE_ID, ResultsColumns.STATUS, ResultsColumns.LINE);
	}

	/** What is not known any more was: they are of a campaign that was forgotten. */
	private void requireNotForgotten() throws IOException {
		try (PlainTable table = open()) {
			List<String> row = table.next();
			String campaign = (row != null) ? SentRows.cell(row, table.lastIndexOf(ResultsColumns.CAMPAIGN)) : "";
			if (this.ledger.flatMap((known) -> known.campaigns().forgottenAt(campaign)).isPresent()) {
				throw new ConfigurationException(this.results + " has the results of the campaign \"" + campaign
						+ "\", which the ledger was made to forget, so nothing was sent: they would be lost. Move them"
						+ " away, or write these results elsewhere with --results.");
			}
		}
		catch (InputException ex) {
			// Whose they are cannot be read.
			return;
		}
	}

	/** A workbook in their place, say, would be lost besides. */
	private PlainTable openReadable() throws IOException {
		try {
			return open();
		}
		catch (InputException ex) {
			throw unreadable(String.valueOf(ex.getMessage()));
		}
	}

	private boolean isWritten(String campaign, WrittenResults now) {
		return this.ledger.flatMap((known) -> known.campaigns().writtenResults(campaign))
			.filter(now::equals)
			.isPresent();
	}

	private long unknown(MessageIdSet ids, Optional<FileRecord> current) {
		return this.ledger.map((known) -> known.accepted().countUnknown(ids, current.orElse(null)))
			.orElse((long) ids.size());
	}

	private long countUnknown(Optional<FileRecord> current) throws IOException {
		long unknown = 0;
		MessageIdSet ids = new MessageIdSet();
		try (PlainTable table = openReadable()) {
			int id = table.lastIndexOf(ResultsColumns.MESSAGE_ID);
			int status = table.lastIndexOf(ResultsColumns.STATUS);
			if (id < 0) {
				return 0;
			}
			for (List<String> row = table.next(); row != null; row = table.next()) {
				String accepted = acceptedId(row, id, status);
				if (!accepted.isEmpty()) {
					ids.add(accepted);
				}
				if (ids.isFull()) {
					unknown += unknown(ids, current);
					ids.clear();
				}
			}
		}
		catch (InputException ex) {
			// What could be read of it counts.
			return unknown + unknown(ids, current);
		}
		return unknown + unknown(ids, current);
	}

	/** Empty for a row that was not accepted, or in a rehearsal. */
	private static String acceptedId(List<String> row, int id, int status) {
		String messageId = SentRows.cell(row, id);
		boolean accepted = status < 0 || SentRows.cell(row, status).equals(Status.ACCEPTED.name());
		return (accepted && !messageId.startsWith(SANDBOX)) ? messageId : "";
	}

}
