package io.bulksend.run;

import java.io.Closeable;
import java.nio.file.Path;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongPredicate;
import java.util.function.Predicate;

import io.bulksend.campaign.ChangedMessages;
import io.bulksend.campaign.MessageKey;
import io.bulksend.campaign.Outcome;
import io.bulksend.campaign.Retried;
import io.bulksend.campaign.Status;
import io.bulksend.check.Changes;
import io.bulksend.check.Checked;
import io.bulksend.check.Checked.Sendable;
import io.bulksend.check.Checked.Unsendable;
import io.bulksend.check.CorrectionCheck;
import io.bulksend.check.Preflight;
import io.bulksend.check.RowCheck;
import io.bulksend.check.suppression.SuppressionList;
import io.bulksend.input.CampaignFile;
import io.bulksend.input.Rows;
import io.bulksend.job.EarlierDecisions;
import io.bulksend.ledger.EarlierMessages;
import io.bulksend.ledger.FileRecord;
import io.bulksend.ledger.MessageLedger;
import io.bulksend.ledger.Retry;
import io.bulksend.run.ledger.LedgerAccess;
import io.bulksend.run.settings.CampaignSettings;
import io.bulksend.run.settings.MessageSettings;
import io.bulksend.run.settings.RunSettings;
import org.jspecify.annotations.Nullable;

/**
 * What was decided before about the rows of a file that is checked: under the same file,
 * or under the one that it replaces. For one preflight.
 */
final class DecidedBefore implements Preflight.Earlier, Closeable {

	private static final LongPredicate NO_ENTRY = (entry) -> false;

	private final Optional<FileRecord> campaign;

	private final Preflight.Earlier earlier;

	private final Predicate<MessageKey> known;

	private final Retried retry;

	/** Says of an entry of the ledger whether it is sent again. */
	private final LongPredicate retried;

	/** What is left alone. */
	private final Map<Status, Long> counts = new EnumMap<>(Status.class);

	/** Of the messages of the file that is replaced, where one is. */
	private final @Nullable Changes changes;

	/** Which rows of the same file are left, where it is the same. */
	private @Nullable RowsLeft rowsLeft;

	/** Of these the ones that corrections open, which were decided about before. */
	private final BitSet opened = new BitSet();

	/** How many rows are left of the same file, or -1 for a file that is planned anew. */
	private long left = -1;

	private Optional<String> changed = Optional.empty();

	/** How many rows are left alone, as they change messages. */
	private long skipped;

	private Optional<CorrectionsTaken> corrections = Optional.empty();

	private DecidedBefore(Optional<FileRecord> campaign, Preflight.Earlier earlier, Predicate<MessageKey> known,
			Retried retry, LongPredicate retried, @Nullable Changes changes) {
		this.campaign = campaign;
		this.earlier = earlier;
		this.known = known;
		this.retry = retry;
		this.retried = retried;
		this.changes = changes;
	}

	/** Nothing was decided, or nobody knows. */
	static DecidedBefore nothing() {
		return new DecidedBefore(Optional.empty(), NONE, (key) -> true, Retried.NONE, NO_ENTRY, null);
	}

	/**
	 * What the ledger has.
	 * @param settings what was given
	 * @param file the file
	 * @param current the campaign's file, where the ledger has the campaign
	 * @param suppressed who gets nothing
	 * @param ledger the ledger
	 * @return the decisions; none where send would refuse the file as another one
	 */
	static DecidedBefore of(RunSettings settings, CampaignFile file, Optional<FileRecord> current,
			SuppressionList suppressed, LedgerAccess ledger) {
		CampaignSettings campaign = settings.campaign();
		if (current.isEmpty()) {
			return nothing();
		}
		FileRecord record = current.get();
		Retry retry = new Retry(ledger.dataSource(), ledger.clock(), suppressed::containsAddress);
		boolean same = record.sha256().equals(file.fingerprint()) && ledger.campaigns()
			.bound()
			.of(record)
			.flatMap(MessageSettings::parse)
			.map(settings.messages(file.delimiter())::differencesFrom)
			.filter((differences) -> !differences.isEmpty())
			.isEmpty();
		if (same) {
			DecidedBefore before = new DecidedBefore(current, NONE, (key) -> true,
					record.retrying() ? Retried.NONE : campaign.retry(), NO_ENTRY, null);
			before.count(ledger, record, retry);
			return before;
		}
		if (!campaign.amend()) {
			return nothing();
		}
		FileRecord none = new FileRecord(0, record.campaign(), record.sha256(), record.name(), 1, false, 0, false,
				record.keyVersion());
		Changes changes = new Changes(record.keyVersion(), Path.of(System.getProperty("java.io.tmpdir")));
		EarlierDecisions decisions = new EarlierDecisions(new EarlierMessages(ledger.dataSource(), none),
				settings.check().oncePer(), changes);
		return new DecidedBefore(current, decisions, decisions::knows, campaign.retry(),
				retry.opened(ledger.campaigns().files(record.campaign()), campaign.retry()), changes);
	}

	private void count(LedgerAccess ledger, FileRecord record, Retry retry) {
		try (MessageLedger messages = new MessageLedger(ledger.dataSource(), ledger.clock(), record)) {
			this.left = record.rows();
			Map<Status, Long> again = this.retry.isEmpty() ? Map.of() : retry.count(record, this.retry);
			messages.count().forEach((status, count) -> {
				long decided = (status != Status.NOT_SENT) ? count - again.getOrDefault(status, 0L) : 0;
				this.left -= decided;
				if (decided > 0 && EarlierDecisions.counts(status)) {
					this.counts.put(status, decided);
				}
			});
		}
		this.rowsLeft = new RowsLeft(new MessageLedger(ledger.dataSource(), ledger.clock(), record),
				this.retry.isEmpty() ? NO_ENTRY : retry.openedRows(record, this.retry));
	}

	/** The check of the file's rows, with what is known of their messages. */
	RowCheck knowing(RowCheck check) {
		return check.knowing(this.known);
	}

	/** Whether the file is planned already, so that how it was found then stays. */
	boolean isPlanned() {
		return this.left >= 0;
	}

	/** Whether send would send anything, but for what the file still holds against it. */
	boolean leavesAny() {
		return this.left != 0;
	}

	/**
	 * Says whether a row that can be sent is left to be sent.
	 * @param row the row's number, not less than that of the time before
	 * @return whether it is; of a file that is planned anew each one
	 */
	boolean leaves(long row) {
		return !isPlanned() || this.opened.get(Math.toIntExact(row))
				|| (this.rowsLeft != null && this.rowsLeft.contain(row));
	}

	/**
	 * Looks at corrections of the file, which is planned.
	 * @param path their file
	 * @param run reads them
	 * @return what would become of them
	 * @throws io.bulksend.input.InputException if they cannot be used
	 */
	CorrectionsTaken correct(Path path, CorrectionsRun run) {
		CorrectionsTaken foreseen = run.foresee(path, this.campaign.orElseThrow(), new Foreseen());
		this.corrections = Optional.of(foreseen);
		return foreseen;
	}

	/**
	 * Looks at the messages that the file or its corrections change after they were sent,
	 * when the preflight has ended.
	 * @param file the file
	 * @param check the check of its rows
	 * @param rule what to do with them
	 * @return why send would send nothing, in a sentence, if so
	 */
	Optional<String> findChanges(CampaignFile file, RowCheck check, ChangedMessages rule) {
		Changes found = this.changes;
		if (found == null) {
			return changesByCorrections(rule);
		}
		found.find((row) -> {
		});
		if (found.count() == 0) {
			return Optional.empty();
		}
		try (Rows rows = file.rows()) {
			if (rule == ChangedMessages.REFUSE) {
				return Optional.of(found.refusal(rows::next, check) + ".");
			}
			this.changed = Optional.of(found.words(rows::next, check));
		}
		if (rule == ChangedMessages.SKIP) {
			this.skipped = found.count();
			this.counts.merge(Status.DUPLICATE, this.skipped, Long::sum);
		}
		return Optional.empty();
	}

	private Optional<String> changesByCorrections(ChangedMessages rule) {
		Optional<String> found = this.corrections.flatMap(CorrectionsTaken::changed);
		if (rule == ChangedMessages.REFUSE) {
			return found.map((reason) -> reason + ".");
		}
		this.changed = found;
		this.corrections.map((taken) -> taken.counts().skipped())
			.filter((count) -> count > 0)
			.ifPresent((count) -> this.counts.merge(Status.DUPLICATE, count, Long::sum));
		return Optional.empty();
	}

	@Override
	public void close() {
		if (this.changes != null) {
			this.changes.close();
		}
		if (this.rowsLeft != null) {
			this.rowsLeft.close();
		}
	}

	@Override
	public void forEach(Preflight.EarlierSink sink) {
		this.earlier.forEach(sink);
	}

	/**
	 * Counts what is left alone.
	 * @param sink takes all other rows
	 * @return what to give the preflight
	 */
	Preflight.Sink sink(Preflight.Sink sink) {
		return new Preflight.Sink() {

			@Override
			public void sound(Sendable sendable) {
				sink.sound(sendable);
				if (DecidedBefore.this.changes != null) {
					DecidedBefore.this.changes.add(sendable);
				}
			}

			@Override
			public void unsendable(long row, long line, Outcome outcome) {
				RowsLeft rows = (outcome.status() == Status.SUPPRESSED) ? DecidedBefore.this.rowsLeft : null;
				if (rows != null && rows.wereCalled(row)) {
					// Told as what it is, and it stays so.
					return;
				}
				sink.unsendable(row, line, outcome);
				if (rows != null && rows.contain(row)) {
					DecidedBefore.this.left--;
				}
			}

			@Override
			public boolean decided(long row, int rank, long entry) {
				Status status = EarlierDecisions.status(rank);
				if (DecidedBefore.this.retried.test(entry)) {
					return false;
				}
				DecidedBefore.this.counts.merge(status, 1L, Long::sum);
				return true;
			}

		};
	}

	/**
	 * What send would do now, when the preflight has ended.
	 * @param sendable how many rows it found to be sent
	 * @return what it would do, where the ledger has the campaign
	 */
	Optional<CampaignNow> now(long sendable) {
		return this.campaign.map((record) -> new CampaignNow(record.campaign(),
				isPlanned() ? this.left : sendable - this.skipped, this.counts, this.changed, this.corrections));
	}

	/** Keeps nothing of corrections but how many rows they send. */
	private final class Foreseen implements CorrectionCheck.Intake {

		@Override
		public void correct(long row, Map<Integer, String> cells) {
			// Whoever reads the rows lays them over again.
		}

		@Override
		public void open(long row, Status before, Checked now) {
			DecidedBefore decided = DecidedBefore.this;
			if (before != Status.NOT_SENT && !decided.retry.statuses().contains(before)) {
				decided.left++;
				decided.opened.set(Math.toIntExact(row));
				decided.counts.computeIfPresent(before, (status, count) -> (count > 1) ? count - 1 : null);
			}
			// What is suppressed among the rows left is seen by the preflight.
			boolean seenLater = decided.rowsLeft != null && now instanceof Unsendable unsendable
					&& unsendable.outcome().status() == Status.SUPPRESSED
					&& (before == Status.NOT_SENT || decided.retry.statuses().contains(before));
			if (!(now instanceof Sendable) && !seenLater) {
				decided.left--;
			}
		}

		@Override
		public void duplicate(long row, String reason) {
			DecidedBefore.this.left--;
		}

	}

}
