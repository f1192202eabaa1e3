package io.bulksend.check;

import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

import io.bulksend.campaign.ChangedMessages;
import io.bulksend.campaign.MessageKey;
import io.bulksend.campaign.OncePer;
import io.bulksend.campaign.Status;
import io.bulksend.check.Checked.Sendable;
import io.bulksend.check.Checked.Unsendable;
import io.bulksend.check.CorrectionCheck.Intake;
import io.bulksend.check.duplicates.DuplicateFinder;
import io.bulksend.input.Column;
import io.bulksend.input.Correction;
import io.bulksend.input.CorrectionsFile;
import io.bulksend.input.Row;

/**
 * One pass of corrections over a campaign's rows: what each row says from then on.
 */
final class CorrectionPass {

	/** Rows whose message was tried, or will be: none of the others may say the same. */
	private static final Set<Status> HOLDING = EnumSet.of(Status.ACCEPTED, Status.IN_DOUBT, Status.REJECTED,
			Status.NOT_SENT);

	private static final int THIS_FILE = 0;

	private static final int EARLIER_FILE = 1;

	/** So often a file may be replaced under its name. */
	private static final int MOST_SPELLINGS = 20;

	private final RowCheck check;

	/** The same check, which goes by the files as they lie there now. */
	private final RowCheck asItLies;

	/** Whether the corrections were taken in before: no cell is corrected twice. */
	private final boolean again;

	private final ChangedMessages rule;

	private final CorrectionsFile file;

	private final DuplicateFinder messages;

	private final Changes changes;

	private final Intake sink;

	/** Messages that nobody gets any more, as their rows say something else now. */
	private final Set<MessageKey> given = new HashSet<>();

	private long opened;

	private long leftAlone;

	CorrectionPass(RowCheck check, RowCheck asItLies, boolean again, ChangedMessages rule, CorrectionsFile file,
			DuplicateFinder messages, Changes changes, Intake sink) {
		this.check = check;
		this.asItLies = asItLies;
		this.again = again;
		this.rule = rule;
		this.file = file;
		this.messages = messages;
		this.changes = changes;
		this.sink = sink;
	}

	/** A message went out under an earlier file of the campaign. */
	void sentEarlier(MessageKey key, int rank, long entry) {
		this.messages.addDecided(key, EARLIER_FILE, entry);
	}

	void correct(Row row, Status status, Correction correction) {
		Checked before = this.check.check(row);
		Map<Integer, String> cells = correction.differencesFrom(row);
		if (cells.isEmpty() && status == Status.INVALID && before instanceof Sendable sendable) {
			putRight(row, sendable);
			return;
		}
		if (this.again) {
			leave(row, status, before);
			return;
		}
		if (!(CorrectionCheck.isOpen(status) || isGiven(status, before)) || cells.isEmpty()) {
			this.leftAlone += cells.isEmpty() ? 0 : 1;
			leave(row, status, before);
			return;
		}
		Map<Integer, String> kept = CorrectionCheck.kept(row, correction, cells);
		Checked after = this.check.check(row.with(this.file.header(), kept));
		this.sink.correct(row.number(), kept);
		if (isSame(before, after)) {
			leave(row, status, before);
			return;
		}
		this.opened++;
		this.sink.open(row.number(), status, after);
		if (after instanceof Sendable sendable) {
			add(row, sendable);
		}
		if (status == Status.NOT_SENT && before instanceof Sendable sendable) {
			this.given.add(key(sendable));
		}
	}

	/**
	 * What was wrong was not in the row: its file was missing, or another one, and may be
	 * put right now. Where it is another one than the campaign was checked with, the row
	 * is given that one alone, under a name that nothing was checked under.
	 */
	private void putRight(Row row, Sendable planned) {
		if (!(this.asItLies.check(row) instanceof Sendable now)) {
			return;
		}
		if (!now.key().equals(planned.key())) {
			Map<Integer, String> respelled = respelled(row, now);
			if (respelled.isEmpty()) {
				return;
			}
			this.sink.correct(row.number(), respelled);
		}
		this.opened++;
		this.sink.open(row.number(), Status.INVALID, now);
		add(row, now);
	}

	/** A name under which the file was checked as it is now, or not at all. */
	private Map<Integer, String> respelled(Row row, Sendable now) {
		int index = this.file.header().indexOf(Column.ATTACHMENT_FILE);
		String path = row.get(Column.ATTACHMENT_FILE).strip();
		for (int spelling = 0; index >= 0 && spelling < MOST_SPELLINGS; spelling++) {
			path = "./" + path;
			Map<Integer, String> cell = Map.of(index, path);
			if (this.check.check(row.with(this.file.header(), cell)) instanceof Sendable other
					&& other.key().equals(now.key())) {
				return cell;
			}
		}
		return Map.of();
	}

	void leave(Row row, Status status, Checked checked) {
		if (!(checked instanceof Sendable sendable)) {
			return;
		}
		if (isGiven(status, checked)) {
			this.sink.open(row.number(), status, checked);
			add(row, sendable);
			return;
		}
		boolean held = HOLDING.contains(status);
		if (held) {
			this.messages.addDecided(key(sendable), THIS_FILE, row.line());
		}
		if (oncePerMessage()) {
			this.changes.addDecided(sendable, held);
		}
	}

	private void add(Row row, Sendable sendable) {
		this.messages.add(key(sendable), row.number(), row.line(), 0);
		if (oncePerMessage()) {
			this.changes.add(sendable);
		}
	}

	/** How many rows are decided about anew. */
	long opened() {
		return this.opened;
	}

	long leftAlone() {
		return this.leftAlone;
	}

	/** Who gets one message in all gets no changed one. */
	private boolean oncePerMessage() {
		return this.check.oncePer() == OncePer.MESSAGE;
	}

	/**
	 * Whether the row that it was the same as was not sent, and says something else now.
	 */
	private boolean isGiven(Status status, Checked checked) {
		return status == Status.DUPLICATE && !this.given.isEmpty() && checked instanceof Sendable sendable
				&& this.given.contains(key(sendable));
	}

	long reportDuplicates() {
		long[] count = new long[1];
		this.messages.forEachDuplicate(new DuplicateFinder.DuplicateSink() {

			@Override
			public void duplicate(long row, long line, int mark, long firstLine) {
				report(row, sameAs(firstLine));
			}

			@Override
			public void decided(long row, int rank, long entry) {
				report(row, (rank == THIS_FILE) ? sameAs(entry)
						: "The same went out with an earlier file of this campaign.");
			}

			private void report(long row, String reason) {
				count[0]++;
				CorrectionPass.this.sink.duplicate(row, reason);
			}

		});
		return count[0];
	}

	long skipChanges() {
		boolean skip = this.rule == ChangedMessages.SKIP;
		this.changes.find((row) -> {
			if (skip) {
				this.sink.duplicate(row, Changes.LEFT_ALONE);
			}
		});
		return skip ? this.changes.count() : 0;
	}

	private String sameAs(long line) {
		return Preflight.sameAs(this.check.oncePer(), line);
	}

	private MessageKey key(Sendable sendable) {
		return this.check.key(sendable);
	}

	private static boolean isSame(Checked before, Checked after) {
		if (before instanceof Sendable one && after instanceof Sendable other) {
			return one.key().equals(other.key());
		}
		return before instanceof Unsendable one && after instanceof Unsendable other
				&& one.outcome().equals(other.outcome());
	}

}
