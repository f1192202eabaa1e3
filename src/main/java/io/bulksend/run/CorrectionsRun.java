package io.bulksend.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import javax.sql.DataSource;

import io.bulksend.campaign.ChangedMessages;
import io.bulksend.campaign.OncePer;
import io.bulksend.campaign.Status;
import io.bulksend.check.Changes;
import io.bulksend.check.Checked;
import io.bulksend.check.CorrectionCheck;
import io.bulksend.check.RowCheck;
import io.bulksend.input.CampaignFile;
import io.bulksend.input.CorrectionsFile;
import io.bulksend.input.InputException;
import io.bulksend.input.InputSettings;
import io.bulksend.input.Row;
import io.bulksend.input.Rows;
import io.bulksend.job.RunFailedException;
import io.bulksend.ledger.AttachmentPlan;
import io.bulksend.ledger.CorrectionIntake;
import io.bulksend.ledger.Corrections;
import io.bulksend.ledger.EarlierMessages;
import io.bulksend.ledger.Entry;
import io.bulksend.ledger.FileRecord;
import io.bulksend.ledger.MessageLedger;
import io.bulksend.media.FileInspector;
import io.bulksend.media.PlannedFiles;
import io.bulksend.progress.RunProgress;
import io.bulksend.run.settings.MessageSettings;
import io.bulksend.send.StopSwitch;
import org.jspecify.annotations.Nullable;

/**
 * Takes corrections into the ledger, for the run that holds their campaign; what they
 * open, the run then sends.
 */
final class CorrectionsRun {

	private static final Set<Status> SENT = EnumSet.of(Status.ACCEPTED, Status.IN_DOUBT);

	private static final int PAGE = 1_000;

	private final InputSettings input;

	private final OncePer oncePer;

	private final ChangedMessages changed;

	private final CampaignFile file;

	private final Path retry;

	private final RowCheck rowCheck;

	private final FileInspector inspector;

	private final DataSource dataSource;

	private final Clock clock;

	private final StopSwitch stop;

	private final RunProgress progress;

	CorrectionsRun(InputSettings input, OncePer oncePer, ChangedMessages changed, CampaignFile file, Path retry,
			RowCheck rowCheck, FileInspector inspector, DataSource dataSource, Clock clock, StopSwitch stop,
			RunProgress progress) {
		this.input = input;
		this.oncePer = oncePer;
		this.changed = changed;
		this.file = file;
		this.retry = retry;
		this.rowCheck = rowCheck;
		this.inspector = inspector;
		this.dataSource = dataSource;
		this.clock = clock;
		this.stop = stop;
		this.progress = progress;
	}

	/**
	 * Gives what the campaign's file leaves empty the values that the campaign was begun
	 * with, where those that this run was given are for the corrected rows.
	 * @param file the campaign's file
	 * @param corrections the corrections, or {@code null} for none
	 * @param begun what the campaign was begun with, as the ledger keeps it
	 */
	static void fill(CampaignFile file, @Nullable Path corrections, Optional<String> begun) {
		if (corrections != null) {
			begun.flatMap(MessageSettings::parse).map(MessageSettings::defaults).ifPresent(file::fillWith);
		}
	}

	/**
	 * Takes corrections in: all of them, or none.
	 * @param path their file
	 * @param record the campaign's file, planned; no call of it is under way
	 * @return what became of them
	 * @throws InputException if they cannot be used; nothing was kept
	 */
	CorrectionsTaken takeIn(Path path, FileRecord record) {
		Corrections known = new Corrections(this.dataSource, record);
		if (isGone(path, known)) {
			return CorrectionsTaken.gone(path);
		}
		CampaignFile campaign = this.file.corrected(known.addedColumns(), known::between);
		CorrectionsFile corrections = open(path, campaign, record);
		String sha256 = corrections.fingerprint();
		boolean again = known.takenIn(sha256).isPresent();
		if (again && !known.awaitsFiles()) {
			return CorrectionsTaken.before(path);
		}
		CorrectionsTaken taken;
		try (CorrectionIntake intake = new CorrectionIntake(this.dataSource, record, this.clock)) {
			taken = check(path, record, campaign, corrections, again, new LedgerIntake(intake));
			if (again && taken.counts().opened() == 0) {
				return CorrectionsTaken.before(path);
			}
			if (taken.changed().isEmpty() || this.changed != ChangedMessages.REFUSE) {
				corrections.requireUnchanged();
				intake.commit(sha256, corrections.name(), campaign.header().names().size(), corrections.added());
				return taken;
			}
		}
		throw new InputException(path, taken.changed().get());
	}

	/**
	 * Says what would become of corrections, and keeps nothing.
	 * @param path their file
	 * @param record the campaign's file, planned
	 * @param sink is told what would be kept
	 * @return what would become of them
	 * @throws InputException if they cannot be used
	 */
	CorrectionsTaken foresee(Path path, FileRecord record, CorrectionCheck.Intake sink) {
		Corrections known = new Corrections(this.dataSource, record);
		if (isGone(path, known)) {
			return CorrectionsTaken.gone(path);
		}
		CampaignFile campaign = this.file.corrected(known.addedColumns(), known::between);
		CorrectionsFile corrections = open(path, campaign, record);
		boolean again = known.takenIn(corrections.fingerprint()).isPresent();
		if (again && !known.awaitsFiles()) {
			return CorrectionsTaken.before(path);
		}
		CorrectionsTaken foreseen = check(path, record, campaign, corrections, again, sink);
		return (again && foreseen.counts().opened() == 0) ? CorrectionsTaken.before(path) : foreseen;
	}

	/**
	 * The campaign's rows as they would be with corrections.
	 * @param path their file
	 * @param record the campaign's file, planned
	 * @return the rows from the first, to be closed by the caller
	 * @throws InputException if the corrections cannot be used
	 */
	CampaignRows rows(Path path, FileRecord record) {
		Corrections known = new Corrections(this.dataSource, record);
		CampaignFile campaign = this.file.corrected(known.addedColumns(), known::between);
		CorrectionsFile corrections = open(path, campaign, record);
		// Of those that were taken in before no cell is corrected twice.
		return known.takenIn(corrections.fingerprint()).isPresent() ? CampaignRows.of(campaign)
				: CampaignRows.of(campaign, corrections, new LedgerDecisions(this.dataSource, this.clock, record));
	}

	/**
	 * Each run takes the file of rows to correct away where it has none: that is no
	 * reason to refuse the command that brought its rows, when it comes again.
	 */
	private boolean isGone(Path path, Corrections known) {
		return known.any() && Files.notExists(path)
				&& path.toAbsolutePath().normalize().equals(this.retry.toAbsolutePath().normalize());
	}

	private CorrectionsFile open(Path path, CampaignFile campaign, FileRecord record) {
		return CorrectionsFile.open(path, campaign.header(), record.campaign(), this.input);
	}

	private CorrectionsTaken check(Path path, FileRecord record, CampaignFile campaign, CorrectionsFile corrections,
			boolean again, CorrectionCheck.Intake sink) {
		EarlierMessages earlier = new EarlierMessages(this.dataSource, record);
		Path temporaryFolder = Path.of(System.getProperty("java.io.tmpdir"));
		RowCheck asItLies = RowChecks.sparing(this.rowCheck, this.dataSource).by(record.keyVersion());
		RowCheck rowCheck = asItLies
			.with(PlannedFiles.lookedAt(this.inspector, new AttachmentPlan(this.dataSource, record)));
		try (Changes changes = new Changes(record.keyVersion(), temporaryFolder)) {
			CorrectionCheck.Counts counts;
			try (Rows rows = campaign.rows()) {
				counts = new CorrectionCheck(rowCheck, asItLies, again, this.changed, temporaryFolder).run(
						() -> nextOf(rows), corrections, new LedgerDecisions(this.dataSource, this.clock, record),
						(known) -> earlier.forEach(this.oncePer, SENT, (message) -> {
							known.decided(message.key(), 0, message.entry());
							changes.earlier(message.recipient(), message.key(), true, message.fields());
						}), changes, sink);
			}
			return new CorrectionsTaken(path, false, false, counts, words(changes, path, record, rowCheck));
		}
	}

	private Optional<String> words(Changes changes, Path path, FileRecord record, RowCheck rowCheck) {
		if (changes.count() == 0) {
			return Optional.empty();
		}
		try (CampaignRows rows = rows(path, record)) {
			return Optional.of((this.changed == ChangedMessages.REFUSE) ? changes.refusal(rows, rowCheck)
					: changes.words(rows, rowCheck));
		}
	}

	private @Nullable Row nextOf(Rows rows) {
		Row row = rows.next();
		if (row != null && row.number() % PAGE == 0) {
			this.progress.checking(row.number());
			if (this.stop.requested().isPresent()) {
				throw new RunFailedException("The run was stopped while the corrections were read: nothing of them was"
						+ " kept, and nothing was sent.");
			}
		}
		return row;
	}

	/**
	 * Reads the ledger a page at a time, and has a connection for that long: the lock and
	 * what is taken in have theirs meanwhile.
	 */
	static final class LedgerDecisions implements CorrectionCheck.Decisions {

		private final DataSource dataSource;

		private final Clock clock;

		private final FileRecord record;

		private Iterator<Entry> entries = List.<Entry>of().iterator();

		private @Nullable Entry next;

		private long lastOfPage;

		LedgerDecisions(DataSource dataSource, Clock clock, FileRecord record) {
			this.dataSource = dataSource;
			this.clock = clock;
			this.record = record;
		}

		@Override
		public Status of(long row) {
			if (row > this.lastOfPage) {
				this.lastOfPage = row + PAGE - 1;
				try (MessageLedger ledger = new MessageLedger(this.dataSource, this.clock, this.record)) {
					this.entries = ledger.find(row, this.lastOfPage).iterator();
				}
				advance();
			}
			Entry entry = this.next;
			if (entry == null || entry.row() != row) {
				return Status.NOT_SENT;
			}
			advance();
			return entry.outcome().status();
		}

		private void advance() {
			this.next = this.entries.hasNext() ? this.entries.next() : null;
		}

	}

	private record LedgerIntake(CorrectionIntake intake) implements CorrectionCheck.Intake {

		@Override
		public void correct(long row, Map<Integer, String> cells) {
			this.intake.correct(row, cells);
		}

		@Override
		public void open(long row, Status before, Checked now) {
			this.intake.open(row);
		}

		@Override
		public void duplicate(long row, String reason) {
			this.intake.duplicate(row, reason);
		}

	}

}
