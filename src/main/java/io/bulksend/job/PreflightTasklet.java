package io.bulksend.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import javax.sql.DataSource;

import io.bulksend.campaign.ChangedMessages;
import io.bulksend.campaign.Outcome;
import io.bulksend.campaign.Status;
import io.bulksend.check.Changes;
import io.bulksend.check.Checked.Sendable;
import io.bulksend.check.Notes;
import io.bulksend.check.NotesCollector;
import io.bulksend.check.Preflight;
import io.bulksend.check.ReportCollector;
import io.bulksend.check.RowCheck;
import io.bulksend.input.CampaignFile;
import io.bulksend.input.InputException;
import io.bulksend.input.Row;
import io.bulksend.input.Rows;
import io.bulksend.ledger.AttachmentPlan;
import io.bulksend.ledger.Booking;
import io.bulksend.ledger.Campaigns;
import io.bulksend.ledger.EarlierMessages;
import io.bulksend.ledger.FileRecord;
import io.bulksend.ledger.MessageLedger;
import io.bulksend.ledger.Retry;
import io.bulksend.media.FileInspector;
import io.bulksend.media.FileNeeds;
import io.bulksend.media.PlannedFiles;
import io.bulksend.media.UploadSettings;
import io.bulksend.progress.Departure;
import io.bulksend.progress.RunProgress;
import io.bulksend.send.StopSwitch;
import org.jspecify.annotations.Nullable;

import org.springframework.batch.core.scope.context.ChunkContext;
import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.tasklet.Tasklet;
import org.springframework.batch.infrastructure.repeat.RepeatStatus;

/**
 * Reads and checks the whole file before the first message goes out, and records the rows
 * that will not be sent. From then on the campaign is bound to this file, and what was
 * found invalid or a duplicate stays so however often the run is resumed.
 */
final class PreflightTasklet implements Tasklet {

	private static final int GROUP = 1_000;

	/** So many are told. */
	private static final int SOURCES = 3;

	private static final Outcome CHANGED = Outcome.of(Status.DUPLICATE, null, Changes.LEFT_ALONE);

	private final CampaignFile file;

	private final CurrentFile current;

	private final RowCheck rowCheck;

	private final FileInspector inspector;

	private final UploadSettings uploads;

	private final PlanSettings plan;

	private final Campaigns campaigns;

	private final DataSource dataSource;

	private final Clock clock;

	private final StopSwitch stop;

	private final RunProgress progress;

	PreflightTasklet(CampaignFile file, CurrentFile current, RowCheck rowCheck, FileInspector inspector,
			UploadSettings uploads, PlanSettings plan, Campaigns campaigns, DataSource dataSource, Clock clock,
			StopSwitch stop, RunProgress progress) {
		this.file = file;
		this.current = current;
		this.rowCheck = rowCheck;
		this.inspector = inspector;
		this.uploads = uploads;
		this.plan = plan;
		this.campaigns = campaigns;
		this.dataSource = dataSource;
		this.clock = clock;
		this.stop = stop;
		this.progress = progress;
	}

	@Override
	public RepeatStatus execute(StepContribution contribution, ChunkContext chunkContext) throws IOException {
		FileRecord record = this.current.get();
		if (!record.planned()) {
			boolean isNew = this.campaigns.files(record.campaign()).size() == 1;
			List<Departure> departure = new ArrayList<>(1);
			this.current.set(plan(record, departure));
			if (isNew) {
				departure.forEach(this.progress::departing);
			}
		}
		return RepeatStatus.FINISHED;
	}

	private FileRecord plan(FileRecord record, List<Departure> departure) throws IOException {
		Path temporaryFolder = Files.createTempDirectory("bulk-send");
		try (MessageLedger ledger = new MessageLedger(this.dataSource, this.clock, record);
				Rows rows = this.file.rows();
				Changes changes = new Changes(record.keyVersion(), temporaryFolder)) {
			ledger.clear();
			EarlierMessages earlier = new EarlierMessages(this.dataSource, record);
			Group group = new Group(ledger, earlier, changes);
			EarlierDecisions decisions = new EarlierDecisions(earlier, this.plan.oncePer(), changes);
			PlannedFiles files = PlannedFiles.planning(this.inspector, new AttachmentPlan(this.dataSource, record));
			RowCheck check = this.rowCheck.by(record.keyVersion()).knowing(decisions::knows).with(files);
			Preflight.Summary summary = new Preflight(check, temporaryFolder).run(() -> nextOf(rows), decisions, group);
			changes.find(group::changed);
			group.flush();
			files.flush();
			this.progress.checked(
					group.notes.notes(rows.guardsTakenOff(), this.rowCheck.suppressed(), summary.repeatedRecipients())
						.with(files()));
			if (!this.file.isStill(record.sha256())) {
				throw new InputException(this.file.path(),
						"the file was changed while it was read; nothing was sent. Run the command again when it is"
								+ " complete");
			}
			Optional<String> refusal = this.plan.invalidShare().refusal(summary);
			if (refusal.isPresent()) {
				throw new InputException(this.file.path(), refusal.get());
			}
			if (changes.count() > 0 && this.plan.changed() == ChangedMessages.REFUSE) {
				throw new InputException(this.file.path(), refusal(changes, check));
			}
			departure
				.add(new Departure(summary.sendable(), ReportCollector.countries(summary.countries()), group.sources));
			this.campaigns.bound().bind(record, this.plan.messages());
			if (!this.plan.retry().isEmpty()) {
				new Retry(this.dataSource, this.clock, this.rowCheck.suppressed()::containsAddress).openCarried(record,
						this.plan.retry());
			}
			return this.campaigns.planned(record, summary.rows(), !this.plan.retry().isEmpty());
		}
		finally {
			Files.deleteIfExists(temporaryFolder);
		}
	}

	private Notes.Files files() {
		FileNeeds needs = this.inspector.needs();
		return new Notes.Files(needs.files(), needs.bytes(), needs.uploads(), needs.uploadBytes(), this.uploads.rate());
	}

	private String refusal(Changes changes, RowCheck check) {
		try (Rows rows = this.file.rows()) {
			return changes.refusal(rows::next, check);
		}
	}

	private @Nullable Row nextOf(Rows rows) {
		Row row = rows.next();
		if (row != null && row.number() % GROUP == 0) {
			this.progress.checking(row.number());
			if (this.stop.requested().isPresent()) {
				throw new RunFailedException("The run was stopped while the file was read. Nothing was sent.");
			}
		}
		return row;
	}

	/** Records decisions in groups, as each commit has its price. */
	private final class Group implements Preflight.Sink {

		private final MessageLedger ledger;

		private final EarlierMessages earlier;

		private final List<Booking> bookings = new ArrayList<>();

		private final List<EarlierMessages.Carried> carried = new ArrayList<>();

		private final NotesCollector notes = new NotesCollector();

		private final Changes changes;

		private final Set<String> sources = new TreeSet<>();

		Group(MessageLedger ledger, EarlierMessages earlier, Changes changes) {
			this.changes = changes;
			this.ledger = ledger;
			this.earlier = earlier;
		}

		@Override
		public void sound(Sendable sendable) {
			this.notes.sound(sendable);
			PreflightTasklet.this.inspector.goesOut(sendable.message());
			if (this.sources.size() < SOURCES) {
				this.sources.add(sendable.message().source());
			}
			this.changes.add(sendable);
		}

		/** A row's message takes the place of one that its recipient has. */
		void changed(long row) {
			if (PreflightTasklet.this.plan.changed() == ChangedMessages.SKIP) {
				this.bookings.add(new Booking(row, CHANGED, PreflightTasklet.this.clock.instant()));
				if (this.bookings.size() == GROUP) {
					flush();
				}
			}
		}

		@Override
		public void unsendable(long row, long line, Outcome outcome) {
			this.notes.unsendable(outcome);
			this.bookings.add(new Booking(row, outcome, PreflightTasklet.this.clock.instant()));
			if (this.bookings.size() == GROUP) {
				flush();
			}
		}

		@Override
		public boolean decided(long row, int rank, long entry) {
			this.carried.add(new EarlierMessages.Carried(row, entry));
			if (this.carried.size() == GROUP) {
				flush();
			}
			return true;
		}

		void flush() {
			this.ledger.decide(this.bookings, List.of());
			this.bookings.clear();
			this.earlier.carry(this.carried);
			this.carried.clear();
		}

	}

}
