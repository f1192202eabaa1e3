package io.bulksend.run;

import java.nio.file.Path;
import java.time.Clock;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import javax.sql.DataSource;

import io.bulksend.campaign.OncePer;
import io.bulksend.campaign.Status;
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

	private final CampaignFile file;

	private final RowCheck rowCheck;

	private final FileInspector inspector;

	private final DataSource dataSource;

	private final Clock clock;

	private final StopSwitch stop;

	private final RunProgress progress;

	CorrectionsRun(InputSettings input, OncePer oncePer, CampaignFile file, RowCheck rowCheck, FileInspector inspector,
			DataSource dataSource, Clock clock, StopSwitch stop, RunProgress progress) {
		this.input = input;
		this.oncePer = oncePer;
		this.file = file;
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
		CampaignFile campaign = this.file.corrected(known.addedColumns(), known::between);
		CorrectionsFile corrections = open(path, campaign, record);
		String sha256 = corrections.fingerprint();
		if (known.takenIn(sha256).isPresent()) {
			return new CorrectionsTaken(path, true, new CorrectionCheck.Counts(0, 0, 0, 0));
		}
		try (CorrectionIntake intake = new CorrectionIntake(this.dataSource, record, this.clock)) {
			CorrectionCheck.Counts counts = check(record, campaign, corrections, new LedgerIntake(intake));
			corrections.requireUnchanged();
			intake.commit(sha256, corrections.name(), campaign.header().names().size(), corrections.added());
			return new CorrectionsTaken(path, false, counts);
		}
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
		CampaignFile campaign = this.file.corrected(known.addedColumns(), known::between);
		CorrectionsFile corrections = open(path, campaign, record);
		boolean before = known.takenIn(corrections.fingerprint()).isPresent();
		return new CorrectionsTaken(path, before,
				before ? new CorrectionCheck.Counts(0, 0, 0, 0) : check(record, campaign, corrections, sink));
	}

	/**
	 * The campaign's rows as they would be with corrections that no run took in yet.
	 * @param path their file
	 * @param record the campaign's file, planned
	 * @return the rows from the first, to be closed by the caller
	 * @throws InputException if the corrections cannot be used
	 */
	CampaignRows rows(Path path, FileRecord record) {
		Corrections known = new Corrections(this.dataSource, record);
		CampaignFile campaign = this.file.corrected(known.addedColumns(), known::between);
		return CampaignRows.of(campaign, open(path, campaign, record),
				new MessageLedger(this.dataSource, this.clock, record));
	}

	private CorrectionsFile open(Path path, CampaignFile campaign, FileRecord record) {
		return CorrectionsFile.open(path, campaign.header(), record.campaign(), this.input);
	}

	private CorrectionCheck.Counts check(FileRecord record, CampaignFile campaign, CorrectionsFile corrections,
			CorrectionCheck.Intake sink) {
		EarlierMessages earlier = new EarlierMessages(this.dataSource, record);
		Path temporaryFolder = Path.of(System.getProperty("java.io.tmpdir"));
		try (MessageLedger ledger = new MessageLedger(this.dataSource, this.clock, record);
				Rows rows = campaign.rows()) {
			RowCheck check = this.rowCheck.by(record.keyVersion())
				.with(PlannedFiles.lookedAt(this.inspector, new AttachmentPlan(this.dataSource, record)));
			return new CorrectionCheck(check, temporaryFolder).run(
					() -> nextOf(rows), corrections, new LedgerDecisions(ledger), (known) -> earlier
						.forEach(this.oncePer, SENT, (message) -> known.decided(message.key(), 0, message.entry())),
					sink);
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

	/** Reads the ledger a page at a time. */
	static final class LedgerDecisions implements CorrectionCheck.Decisions {

		private final MessageLedger ledger;

		private Iterator<Entry> entries = List.<Entry>of().iterator();

		private @Nullable Entry next;

		private long lastOfPage;

		LedgerDecisions(MessageLedger ledger) {
			this.ledger = ledger;
		}

		@Override
		public Status of(long row) {
			if (row > this.lastOfPage) {
				this.lastOfPage = row + PAGE - 1;
				this.entries = this.ledger.find(row, this.lastOfPage).iterator();
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
