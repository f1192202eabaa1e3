package io.bulksend.run.recognition;

import java.util.List;
import java.util.Optional;

import io.bulksend.input.CampaignFile;
import io.bulksend.input.FormulaGuard;
import io.bulksend.input.ResultsColumns;
import io.bulksend.input.Row;
import io.bulksend.input.Rows;
import io.bulksend.ledger.AcceptedMessages;
import io.bulksend.ledger.AcceptedMessages.Found;
import io.bulksend.ledger.MessageIdSet;

/**
 * Finds out whose results a file comes from, by what is left of their columns.
 */
final class SentRows {

	private SentRows() {
	}

	/**
	 * The campaign that a file's first row names as its own, or the file's name does.
	 * @param file a file that comes from results
	 * @return a name; whether there is such a campaign is another question
	 */
	static String campaignOf(CampaignFile file) {
		int column = file.header().lastIndexOf(ResultsColumns.CAMPAIGN);
		try (Rows rows = file.rows()) {
			Row first = rows.next();
			String name = (first != null) ? cell(first.fields(), column) : "";
			return !name.isEmpty() ? name : CommandText.baseName(String.valueOf(file.path().getFileName()))
				.replaceFirst("(?:-results|-retry)+$", "");
		}
	}

	/**
	 * Finds a row that the ledger knows as accepted, by its message's id.
	 * @param file any file
	 * @param accepted the ledger's
	 * @param campaign a campaign that does not count, as the ledger has its name
	 * @return one such, if there is any
	 */
	static Optional<Found> known(CampaignFile file, AcceptedMessages accepted, String campaign) {
		int column = file.header().lastIndexOf(ResultsColumns.MESSAGE_ID);
		if (column < 0) {
			return Optional.empty();
		}
		MessageIdSet ids = new MessageIdSet();
		try (Rows rows = file.rows()) {
			for (Row row = rows.next(); row != null; row = rows.next()) {
				String id = cell(row.fields(), column);
				if (!id.isEmpty()) {
					ids.add(id);
				}
				if (ids.isFull()) {
					Optional<Found> found = accepted.findInOthers(ids, campaign);
					if (found.isPresent()) {
						return found;
					}
					ids.clear();
				}
			}
		}
		return (ids.size() > 0) ? accepted.findInOthers(ids, campaign) : Optional.empty();
	}

	/**
	 * A cell as it was before it was made safe for spreadsheets; empty where it is not.
	 */
	static String cell(List<String> cells, int column) {
		return (column >= 0 && column < cells.size()) ? FormulaGuard.unguard(cells.get(column)).strip() : "";
	}

}
