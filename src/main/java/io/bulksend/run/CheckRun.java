package io.bulksend.run;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import io.bulksend.campaign.KeyVersion;
import io.bulksend.campaign.Outcome;
import io.bulksend.check.Checked.Sendable;
import io.bulksend.check.Notes;
import io.bulksend.check.Preflight;
import io.bulksend.check.ReportCollector;
import io.bulksend.check.RowCheck;
import io.bulksend.input.CampaignFile;
import io.bulksend.input.Dialect;
import io.bulksend.ledger.AttachmentPlan;
import io.bulksend.ledger.Campaigns;
import io.bulksend.ledger.Corrections;
import io.bulksend.ledger.FileRecord;
import io.bulksend.ledger.KeptMedia;
import io.bulksend.ledger.RecentRecipients;
import io.bulksend.ledger.database.DatabaseHeldException;
import io.bulksend.ledger.database.DatabaseUnusableException;
import io.bulksend.ledger.database.LedgerException;
import io.bulksend.media.AttachmentFolder;
import io.bulksend.media.FileInspector;
import io.bulksend.media.FileNeeds;
import io.bulksend.media.KeptIds;
import io.bulksend.media.PlannedFiles;
import io.bulksend.media.UploadSettings;
import io.bulksend.progress.RunProgress;
import io.bulksend.run.CheckResult.Today;
import io.bulksend.run.ledger.LedgerAccess;
import io.bulksend.run.ledger.NoLedgerException;
import io.bulksend.run.recognition.Recognition;
import io.bulksend.run.settings.ConfigurationException;
import io.bulksend.run.settings.RunSettings;
import io.bulksend.run.settings.SettingsReader;
import io.bulksend.send.DailyLimit;
import io.bulksend.send.LastMoment;
import io.bulksend.send.SendSettings;
import io.bulksend.send.StopSwitch;

/**
 * Checks a campaign's file as it would be checked before sending, with the same settings
 * in the same order, but without an application around it: no token, nothing is sent, and
 * nothing is kept. Where there is a ledger it is asked what was decided before, which
 * changes nothing in it but to bring it to this version's tables.
 */
public final class CheckRun {

	private final RunSettings settings;

	private final SendSettings sending;

	private final CampaignFile file;

	private final FileInspector inspector;

	private final UploadSettings uploads;

	private final RowCheck check;

	private final Instant now = Instant.now();

	/** Whom the campaign's source wrote to lately, and would write to now. */
	private final DailyLimit daily;

	private CheckRun(RunSettings settings) {
		this.settings = settings;
		settings.campaign();
		this.sending = settings.send();
		this.file = CampaignFile.open(settings.campaign().file(), settings.input());
		this.uploads = settings.uploads();
		this.inspector = new FileInspector(new AttachmentFolder(settings.attachments()));
		this.check = RowChecks.of(settings, this.inspector);
		this.daily = new DailyLimit(settings.perDay());
	}

	/**
	 * Reads and checks the whole file.
	 * @param arguments settings as <code>--name=value</code>; they win over all others
	 * @return what it came to
	 * @throws io.bulksend.input.InputException if the file cannot be used
	 * @throws IllegalArgumentException if a setting cannot be used
	 */
	public static CheckResult run(List<String> arguments) {
		return new CheckRun(SettingsReader.read(SettingsReader.environment(arguments))).with(arguments);
	}

	private CheckResult with(List<String> arguments) {
		try (LedgerAccess ledger = LedgerAccess.open(arguments)) {
			return with(ledger);
		}
		catch (NoLedgerException ex) {
			return withoutLedger(Optional.empty(),
					refusal(() -> new Recognition(this.settings, this.file).require(Optional.empty())));
		}
		catch (DatabaseUnusableException ex) {
			return withoutLedger(Optional.empty(), Optional.ofNullable(ex.getMessage()));
		}
		catch (DatabaseHeldException | LedgerException ex) {
			return withoutLedger(Optional.of(ex.getMessage() + " So this does not tell what was sent before."),
					Optional.empty());
		}
	}

	private CheckResult with(LedgerAccess ledger) {
		if (this.daily.isOn()) {
			new RecentRecipients(ledger.dataSource()).forEach(ledger.clock().instant().minus(DailyLimit.WINDOW),
					this.daily::count);
		}
		this.settings.uploadAddress()
			.ifPresent((address) -> this.inspector.uploadedBefore(
					new KeptIds(this.uploads, new KeptMedia(ledger.dataSource(), address), ledger.clock())));
		Campaigns campaigns = ledger.campaigns();
		// What an earlier version began is read and compared by its rules to the end.
		Optional<KeyVersion> version = campaigns.files(this.settings.campaign().name())
			.stream()
			.map(FileRecord::keyVersion)
			.findFirst();
		version.map(Dialect::of).ifPresent(this.file::readAs);
		RowCheck sparing = RowChecks.sparing(this.check, ledger.dataSource());
		RowCheck same = version.map(sparing::by).orElse(sparing);
		Recognition recognition = new Recognition(this.settings, this.file, ledger.dataSource(), campaigns);
		Optional<FileRecord> current = campaigns.currentFile(this.settings.campaign().name());
		Optional<String> refusal = refusal(() -> recognition.require(current));
		current.ifPresent((record) -> CorrectionsRun.fill(this.file, this.settings.campaign().corrections(),
				campaigns.bound().of(record)));
		try (DecidedBefore before = DecidedBefore.of(this.settings, this.file, current, this.check.suppressed(),
				ledger)) {
			if (current.isEmpty()) {
				return result(same, CampaignRows.of(this.file), before, Optional.empty(), refusal);
			}
			FileRecord record = current.get();
			if (before.isPlanned()) {
				// What was checked then stays, and what was sent needs its file no more.
				same = same
					.with(PlannedFiles.lookedAt(this.inspector, new AttachmentPlan(ledger.dataSource(), record)));
			}
			Path corrections = this.settings.campaign().corrections();
			KeptSuppression suppression = new KeptSuppression(campaigns, this.settings, this.file.delimiter());
			Optional<String> reason = refusal.or(() -> refusal(
					() -> suppression.require(record.campaign(), () -> corrections != null || before.leavesAny())));
			if (corrections != null && reason.isEmpty()) {
				CorrectionsRun run = new CorrectionsRun(this.settings.corrections(), this.settings.check().oncePer(),
						this.settings.changed(), this.file, this.settings.results().retry(), this.check, this.inspector,
						ledger.dataSource(), ledger.clock(), new StopSwitch(), new RunProgress());
				if (!before.correct(corrections, run).before()) {
					return result(same, run.rows(corrections, record), before, Optional.empty(), reason);
				}
			}
			Corrections known = new Corrections(ledger.dataSource(), record);
			CampaignFile file = before.isPlanned() ? this.file.corrected(known.addedColumns(), known::between)
					: this.file;
			return result(same, CampaignRows.of(file), before, Optional.empty(), reason);
		}
	}

	private CheckResult withoutLedger(Optional<String> warning, Optional<String> refusal) {
		return result(this.check, CampaignRows.of(this.file), DecidedBefore.nothing(), warning, refusal);
	}

	private CheckResult result(RowCheck rowCheck, CampaignRows campaignRows, DecidedBefore before,
			Optional<String> warning, Optional<String> refusal) {
		ReportCollector collector = new ReportCollector();
		try (CampaignRows rows = campaignRows) {
			Path temporaryFolder = Path.of(System.getProperty("java.io.tmpdir"));
			Preflight.Summary summary = new Preflight(before.knowing(rowCheck), temporaryFolder).run(rows, before,
					before.sink(counting(collector, before)));
			Optional<String> changed = before.findChanges(this.file, rowCheck, this.settings.changed());
			Optional<CampaignNow> standing = before.now(summary.sendable());
			return new CheckResult(this.file.path(), collector.report(summary),
					collector.notes(rows.guardsTakenOff(), this.check.suppressed(), summary.repeatedRecipients())
						.with(files()),
					collector.samples(), standing, warning,
					refusal
						.or(() -> before.isPlanned() ? Optional.empty()
								: this.settings.invalidShare().refusal(summary).map((reason) -> reason + "."))
						.or(() -> changed)
						.or(() -> tooLate(standing.map(CampaignNow::goOut).orElse(summary.sendable()))),
					this.sending, today());
		}
	}

	private Optional<String> tooLate(long goOut) {
		LastMoment last = this.sending.notAfter();
		return (last != null && goOut > 0 && last.isOver(this.now))
				? Optional.of("Nothing may be sent after " + last + ", and that has passed.") : Optional.empty();
	}

	private Optional<Today> today() {
		return this.daily.isOn()
				? Optional.of(new Today(this.settings.perDay(), this.daily.heldBack(), this.daily.freeAt()))
				: Optional.empty();
	}

	private Notes.Files files() {
		FileNeeds needs = this.inspector.needs();
		return new Notes.Files(needs.files(), needs.bytes(), needs.uploads(), needs.uploadBytes(), this.uploads.rate());
	}

	/** Counts what goes out: its files, and whom it goes to. */
	private Preflight.Sink counting(ReportCollector collector, DecidedBefore before) {
		return new Preflight.Sink() {

			@Override
			public void sound(Sendable sendable) {
				collector.sound(sendable);
				if (before.leaves(sendable.row().number())) {
					CheckRun.this.inspector.goesOut(sendable.message());
					if (CheckRun.this.daily.mayTake(sendable.message(), CheckRun.this.now)) {
						CheckRun.this.daily.taken(sendable.message(), CheckRun.this.now);
					}
				}
			}

			@Override
			public void unsendable(long row, long line, Outcome outcome) {
				collector.unsendable(row, line, outcome);
			}

		};
	}

	private static Optional<String> refusal(Runnable requirement) {
		try {
			requirement.run();
			return Optional.empty();
		}
		catch (ConfigurationException ex) {
			return Optional.ofNullable(ex.getMessage());
		}
	}

}
