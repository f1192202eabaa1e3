package io.bulksend.job;

import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import io.bulksend.campaign.Message;
import io.bulksend.campaign.Outcome;
import io.bulksend.check.Checked.Sendable;
import io.bulksend.ledger.Booking;
import io.bulksend.ledger.shared.HandedRow;
import io.bulksend.send.FilesFirst;
import org.jspecify.annotations.Nullable;

/**
 * Rows that were handed out with an id of an earlier run for their file, and given back,
 * as the API does not know that id any more: whoever sends them has no file to upload.
 * They are handed out once more with a new one. Not for use by several threads.
 */
final class GivenBack {

	private final FilesFirst files;

	private final Runnable meanwhile;

	/** By the row's number: the message as it was checked, with its file. */
	private final Map<Long, Message> checked = new HashMap<>();

	/** Of one chunk each, so that no row of another one lies between them. */
	private final Deque<List<HandedRow>> back = new ArrayDeque<>();

	GivenBack(FilesFirst files, Runnable meanwhile) {
		this.files = files;
		this.meanwhile = meanwhile;
	}

	/**
	 * What is to be handed out anew of one chunk.
	 *
	 * @param rows the rows
	 * @param decided those whose file cannot be sent any more
	 */
	record Anew(List<HandedRow> rows, List<Booking> decided) {
	}

	/**
	 * A row as it is handed out.
	 * @param sendable the row; its file was uploaded
	 * @param refusedBefore the code that it was refused with before, or {@code null}
	 */
	HandedRow handed(Sendable sendable, @Nullable String refusedBefore) {
		long row = sendable.row().number();
		boolean keptId = this.files.hasKeptId(sendable.message());
		if (keptId) {
			this.checked.put(row, sendable.message());
		}
		return new HandedRow(row, this.files.withId(sendable.message()), sendable.key(), refusedBefore, keptId);
	}

	/** A row is not given back. */
	void decided(HandedRow row) {
		this.checked.remove(row.row());
	}

	/** Rows of one chunk are given back, if any. */
	void add(List<HandedRow> rows) {
		if (!rows.isEmpty()) {
			this.back.add(rows);
		}
	}

	boolean isEmpty() {
		return this.back.isEmpty();
	}

	/** Uploads the files of a chunk's rows once more. */
	Anew next(Instant now) {
		List<HandedRow> rows = this.back.remove();
		List<Message> messages = new ArrayList<>(rows.size());
		for (HandedRow row : rows) {
			Message message = Objects.requireNonNull(this.checked.remove(row.row()));
			this.files.renew(message, row.message());
			messages.add(message);
		}
		this.files.upload(messages, this.meanwhile);
		Anew anew = new Anew(new ArrayList<>(rows.size()), new ArrayList<>());
		for (int i = 0; i < rows.size(); i++) {
			HandedRow row = rows.get(i);
			Optional<Outcome> decided = this.files.decided(messages.get(i));
			if (decided.isPresent()) {
				anew.decided().add(new Booking(row.row(), decided.get(), now));
			}
			else {
				anew.rows()
					.add(new HandedRow(row.row(), this.files.withId(messages.get(i)), row.key(), row.refusedBefore(),
							false));
			}
		}
		return anew;
	}

}
