package io.bulksend.run;

import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.bulksend.campaign.Outcome;
import io.bulksend.campaign.Status;
import io.bulksend.check.Checked.Sendable;
import io.bulksend.check.Preflight;
import io.bulksend.input.CampaignFile;
import io.bulksend.job.EarlierDecisions;
import io.bulksend.ledger.EarlierMessages;
import io.bulksend.ledger.FileRecord;
import io.bulksend.ledger.MessageLedger;
import io.bulksend.run.settings.CampaignSettings;
import io.bulksend.run.settings.MessageSettings;
import io.bulksend.run.settings.RunSettings;

/**
 * What was decided before about the rows of a file that is checked: under the same file,
 * or under the one that it replaces. For one preflight.
 */
final class DecidedBefore implements Preflight.Earlier {

	private final Optional<FileRecord> campaign;

	private final Preflight.Earlier earlier;

	private final Set<Status> retry;

	/** What is left alone. */
	private final Map<Status, Long> counts = new EnumMap<>(Status.class);

	/** How many rows are left of the same file, or -1 for a file that is planned anew. */
	private long left = -1;

	private DecidedBefore(Optional<FileRecord> campaign, Preflight.Earlier earlier, Set<Status> retry) {
		this.campaign = campaign;
		this.earlier = earlier;
		this.retry = retry;
	}

	/** Nothing was decided, or nobody knows. */
	static DecidedBefore nothing() {
		return new DecidedBefore(Optional.empty(), NONE, Set.of());
	}

	/**
	 * What the ledger has.
	 * @param settings what was given
	 * @param file the file
	 * @param ledger the ledger
	 * @return the decisions; none where send would refuse the file as another one
	 */
	static DecidedBefore of(RunSettings settings, CampaignFile file, LedgerAccess ledger) {
		CampaignSettings campaign = settings.campaign();
		Optional<FileRecord> current = ledger.campaigns().currentFile(campaign.name());
		if (current.isEmpty()) {
			return nothing();
		}
		FileRecord record = current.get();
		boolean same = record.sha256().equals(file.fingerprint()) && ledger.campaigns()
			.settings(record)
			.flatMap(MessageSettings::parse)
			.map(settings.messages(file.delimiter())::differencesFrom)
			.filter((differences) -> !differences.isEmpty())
			.isEmpty();
		if (same) {
			DecidedBefore before = new DecidedBefore(current, NONE, record.retrying() ? Set.of() : campaign.retry());
			before.count(ledger, record);
			return before;
		}
		if (!campaign.amend()) {
			return nothing();
		}
		FileRecord none = new FileRecord(0, record.campaign(), record.sha256(), record.name(), 1, false, 0, false,
				record.keyVersion());
		return new DecidedBefore(current,
				new EarlierDecisions(new EarlierMessages(ledger.dataSource(), none), settings.check().oncePer()),
				campaign.retry());
	}

	private void count(LedgerAccess ledger, FileRecord record) {
		try (MessageLedger messages = new MessageLedger(ledger.dataSource(), ledger.clock(), record)) {
			this.left = record.rows();
			messages.count().forEach((status, count) -> {
				boolean decided = status != Status.NOT_SENT && !this.retry.contains(status);
				this.left -= decided ? count : 0;
				if (decided && EarlierDecisions.counts(status)) {
					this.counts.put(status, count);
				}
			});
		}
	}

	/** Whether the file is planned already, so that how it was found then stays. */
	boolean isPlanned() {
		return this.left >= 0;
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
			}

			@Override
			public void unsendable(long row, long line, Outcome outcome) {
				sink.unsendable(row, line, outcome);
			}

			@Override
			public boolean decided(long row, int rank, long entry) {
				Status status = EarlierDecisions.status(rank);
				if (DecidedBefore.this.retry.contains(status)) {
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
		return this.campaign
			.map((record) -> new CampaignNow(record.campaign(), (this.left >= 0) ? this.left : sendable, this.counts));
	}

}
