package io.bulksend.run.trial;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.bulksend.api.ApiSettings;
import io.bulksend.api.MediaApi;
import io.bulksend.api.Reply;
import io.bulksend.api.UnusableContentException;
import io.bulksend.campaign.Attachment;
import io.bulksend.campaign.Code;
import io.bulksend.campaign.KeyVersion;
import io.bulksend.campaign.Message;
import io.bulksend.campaign.MessageKind;
import io.bulksend.campaign.Outcome;
import io.bulksend.campaign.Person;
import io.bulksend.campaign.Status;
import io.bulksend.check.Checked.Sendable;
import io.bulksend.check.ReportCollector;
import io.bulksend.check.RowCheck;
import io.bulksend.check.rules.BrokenRuleException;
import io.bulksend.check.rules.PhoneNumbers;
import io.bulksend.check.suppression.SuppressionList;
import io.bulksend.input.CampaignFile;
import io.bulksend.input.Row;
import io.bulksend.input.Rows;
import io.bulksend.ledger.OptOuts;
import io.bulksend.media.AttachmentFolder;
import io.bulksend.media.FileInspector;
import io.bulksend.run.RowChecks;
import io.bulksend.run.ledger.LedgerAccess;
import io.bulksend.run.ledger.NoLedgerException;
import io.bulksend.run.settings.ConfigurationException;
import io.bulksend.run.settings.RunSettings;
import io.bulksend.run.trial.TrialResult.Sent;
import io.bulksend.run.trial.TrialUploads.Attempt;
import io.bulksend.sandbox.SandboxServer;
import io.bulksend.sandbox.SandboxSettings;
import io.bulksend.send.SendSettings;
import io.bulksend.send.StopSwitch;
import io.bulksend.send.Ticker;

/**
 * Sends the first good row of each kind of message to somebody else: one after the other,
 * no faster than the rate, whatever the hour. Knows of no campaign, and keeps nothing.
 */
public final class TrialRun {

	private static final int TRIES = 3;

	private static final long FIRST_WAIT = TimeUnit.SECONDS.toNanos(1);

	private final MediaApi api;

	private final TrialUploads uploads;

	private final SendSettings settings;

	private final StopSwitch stop;

	private final Ticker ticker = Ticker.SYSTEM;

	private boolean over;

	private TrialRun(MediaApi api, TrialUploads uploads, SendSettings settings, StopSwitch stop) {
		this.api = api;
		this.uploads = uploads;
		this.settings = settings;
		this.stop = stop;
	}

	/**
	 * Sends.
	 * @param settings what was given
	 * @param arguments the same as <code>--name=value</code>
	 * @param stop ends it early
	 * @return what became of the messages
	 * @throws ConfigurationException if a number cannot be written to, or the file has no
	 * row that can be sent; nothing was sent
	 */
	public static TrialResult run(RunSettings settings, List<String> arguments, StopSwitch stop) {
		FileInspector files = new FileInspector(new AttachmentFolder(settings.attachments()));
		RowCheck check = RowChecks.of(settings, files);
		List<String> numbers = numbers(settings, check, optedOut(arguments));
		CampaignFile file = CampaignFile.open(settings.campaign().file(), settings.input());
		List<Sendable> samples = samples(file, check);
		if (samples.isEmpty()) {
			throw new ConfigurationException(
					file.path() + " has no row that can be sent, so nothing was sent to anybody:"
							+ " check says what is wrong with its rows.");
		}
		if (!settings.sandbox()) {
			return run(settings.api(), files, settings.send(), stop, samples, numbers);
		}
		try (SandboxServer server = SandboxServer.start(SandboxSettings.inProcess())) {
			return run(settings.sandboxApi(server.url()), files, settings.send(), stop, samples, numbers);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("The sandbox could not be started", ex);
		}
	}

	private static TrialResult run(ApiSettings api, FileInspector files, SendSettings settings, StopSwitch stop,
			List<Sendable> samples, List<String> numbers) {
		try (MediaApi media = new MediaApi(api); TrialUploads uploads = new TrialUploads(api, files)) {
			return new TrialRun(media, uploads, settings, stop).send(samples, numbers);
		}
	}

	/**
	 * Who opted out stands in the ledger, where there is one; a run may have it for
	 * itself.
	 */
	private static SuppressionList optedOut(List<String> arguments) {
		try (LedgerAccess ledger = LedgerAccess.open(arguments)) {
			return SuppressionList.of(OptOuts.persons(ledger.dataSource()));
		}
		catch (NoLedgerException ex) {
			return SuppressionList.none();
		}
	}

	private static List<String> numbers(RunSettings settings, RowCheck check, SuppressionList optedOut) {
		PhoneNumbers rule = new PhoneNumbers(settings.check().countries(), KeyVersion.LATEST);
		Map<Person, String> numbers = new LinkedHashMap<>();
		for (String given : settings.testTo()) {
			try {
				String number = rule.sendable(given);
				if (check.suppressed().containsNumber(number)) {
					throw new ConfigurationException("test-to names " + given
							+ ", who is on the list of those who are not written to. Nothing was sent.");
				}
				if (optedOut.containsNumber(number)) {
					throw new ConfigurationException("test-to names " + given
							+ ", who asked not to be written to: opt-outs lists who did. Nothing was sent.");
				}
				numbers.putIfAbsent(Person.of(number), number);
			}
			catch (BrokenRuleException ex) {
				throw new ConfigurationException("test-to takes numbers as recipient_whatsapp does, but is \"" + given
						+ "\": " + ex.outcome().errorMessage() + " Nothing was sent.");
			}
		}
		return List.copyOf(numbers.values());
	}

	private static List<Sendable> samples(CampaignFile file, RowCheck check) {
		ReportCollector collector = new ReportCollector();
		try (Rows rows = file.rows()) {
			for (Row row = rows.next(); row != null; row = rows.next()) {
				if (check.check(row) instanceof Sendable sendable) {
					collector.sound(sendable);
				}
			}
		}
		Map<MessageKind, Sendable> first = new LinkedHashMap<>();
		collector.samples().forEach((sample) -> first.putIfAbsent(sample.message().kind(), sample));
		return List.copyOf(first.values());
	}

	private TrialResult send(List<Sendable> samples, List<String> numbers) {
		List<Sent> sent = new ArrayList<>();
		long next = this.ticker.nanos();
		for (Sendable sample : samples) {
			for (String number : numbers) {
				Message message = sample.message().to(number);
				Outcome outcome = Outcome.of(Status.NOT_SENT, null, "It was not tried any more.");
				if (!this.over && this.stop.requested().isEmpty()) {
					this.ticker.sleepUntil(next);
					next = this.ticker.nanos() + between();
					outcome = send(message);
				}
				sent.add(new Sent(sample.row().line(), message, outcome));
			}
		}
		return new TrialResult(sent);
	}

	private long between() {
		return (this.settings.rate() > 0) ? (long) (TimeUnit.SECONDS.toNanos(1) / this.settings.rate()) : 0;
	}

	/** A file is uploaded first: where it was refused, so was its message. */
	private Outcome send(Message message) {
		if (!(message.content().attachment() instanceof Attachment.ByFile file)) {
			return outcome(untilAnswered(() -> call(message)));
		}
		try {
			Reply upload = this.uploads.of(file, this::untilAnswered);
			if (upload instanceof Reply.Accepted taken) {
				Message uploaded = message.with(new Attachment.ById(taken.messageId()));
				return outcome(untilAnswered(() -> call(uploaded)));
			}
			return outcome(upload);
		}
		catch (UnusableContentException ex) {
			return Outcome.invalid(Code.ATTACHMENT_FILE, String.valueOf(ex.getMessage()));
		}
	}

	/** What was not taken is tried again, a few times and not for long. */
	private <E extends Exception> Reply untilAnswered(Attempt<E> attempt) throws E {
		for (int tries = 1;; tries++) {
			Reply reply = attempt.make();
			if (!(reply instanceof Reply.Again again)) {
				return reply;
			}
			Duration asked = again.retryAfter();
			long wait = Math.max(FIRST_WAIT << (tries - 1), (asked != null) ? asked.toNanos() : 0);
			if (tries == TRIES || wait > this.settings.giveUpAfter().toNanos() || this.stop.requested().isPresent()) {
				return reply;
			}
			this.ticker.sleepUntil(this.ticker.nanos() + wait);
		}
	}

	private Reply call(Message message) {
		CompletableFuture<Reply> reply = new CompletableFuture<>();
		this.api.send(message, reply::complete);
		return reply.join();
	}

	private Outcome outcome(Reply reply) {
		return reply.visit(new Reply.Visitor<>() {

			@Override
			public Outcome accepted(Reply.Accepted accepted) {
				return Outcome.accepted(accepted.messageId());
			}

			@Override
			public Outcome refused(Reply.Refused refused) {
				return Outcome.of(Status.REJECTED, refused.code(), refused.message());
			}

			@Override
			public Outcome again(Reply.Again again) {
				return Outcome.of(Status.NOT_SENT, again.code(), again.message());
			}

			@Override
			public Outcome unknown(Reply.Unknown unknown) {
				return Outcome.of(Status.IN_DOUBT, unknown.code().name(), unknown.message());
			}

			@Override
			public Outcome stop(Reply.StopSending refusal) {
				TrialRun.this.over = true;
				return Outcome.of(Status.NOT_SENT, refusal.code(), refusal.message());
			}

			@Override
			public Outcome wrongAddress(Reply.WrongAddress wrong) {
				TrialRun.this.over = true;
				return Outcome.of(Status.NOT_SENT, wrong.code(), wrong.message());
			}

		});
	}

}
