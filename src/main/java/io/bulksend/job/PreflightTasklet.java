package io.bulksend.job;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

import javax.sql.DataSource;

import io.bulksend.campaign.Outcome;
import io.bulksend.check.Preflight;
import io.bulksend.check.RowCheck;
import io.bulksend.input.CampaignFile;
import io.bulksend.input.InputException;
import io.bulksend.input.Rows;
import io.bulksend.ledger.Booking;
import io.bulksend.ledger.Campaigns;
import io.bulksend.ledger.FileRecord;
import io.bulksend.ledger.MessageLedger;

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

	private final CampaignFile file;

	private final String campaign;

	private final String sha256;

	private final RowCheck rowCheck;

	private final Campaigns campaigns;

	private final DataSource dataSource;

	private final Clock clock;

	PreflightTasklet(CampaignFile file, String campaign, String sha256, RowCheck rowCheck, Campaigns campaigns,
			DataSource dataSource, Clock clock) {
		this.file = file;
		this.campaign = campaign;
		this.sha256 = sha256;
		this.rowCheck = rowCheck;
		this.campaigns = campaigns;
		this.dataSource = dataSource;
		this.clock = clock;
	}

	@Override
	public RepeatStatus execute(StepContribution contribution, ChunkContext chunkContext) throws IOException {
		FileRecord record = this.campaigns.enter(this.campaign, this.sha256,
				String.valueOf(this.file.path().getFileName()));
		if (!record.planned()) {
			plan(record);
		}
		return RepeatStatus.FINISHED;
	}

	private void plan(FileRecord record) throws IOException {
		Path temporaryFolder = Files.createTempDirectory("bulk-send");
		try (MessageLedger ledger = new MessageLedger(this.dataSource, this.clock, record);
				Rows rows = this.file.rows()) {
			ledger.clear();
			Group group = new Group(ledger);
			Preflight.Summary summary = new Preflight(this.rowCheck, temporaryFolder).run(rows::next, group);
			group.flush();
			if (!CampaignFile.sha256(this.file.path()).equals(this.sha256)) {
				throw new InputException(this.file.path(),
						"the file was changed while it was read; nothing was sent. Run the command again when it is"
								+ " complete");
			}
			this.campaigns.planned(record, summary.rows());
		}
		finally {
			Files.deleteIfExists(temporaryFolder);
		}
	}

	/** Records decisions in groups, as each commit has its price. */
	private final class Group implements Preflight.Sink {

		private final MessageLedger ledger;

		private final List<Booking> bookings = new ArrayList<>();

		Group(MessageLedger ledger) {
			this.ledger = ledger;
		}

		@Override
		public void unsendable(long row, long line, Outcome outcome) {
			this.bookings.add(new Booking(row, outcome, PreflightTasklet.this.clock.instant()));
			if (this.bookings.size() == GROUP) {
				flush();
			}
		}

		void flush() {
			this.ledger.decide(this.bookings, List.of());
			this.bookings.clear();
		}

	}

}
