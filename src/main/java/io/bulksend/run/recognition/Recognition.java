package io.bulksend.run.recognition;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.zaxxer.hikari.HikariDataSource;
import io.bulksend.campaign.NearestName;
import io.bulksend.campaign.Retried;
import io.bulksend.input.CampaignFile;
import io.bulksend.ledger.AcceptedMessages;
import io.bulksend.ledger.Campaigns;
import io.bulksend.ledger.FileRecord;
import io.bulksend.ledger.database.LedgerDatabase;
import io.bulksend.run.settings.CampaignSettings;
import io.bulksend.run.settings.ConfigurationException;
import io.bulksend.run.settings.MessageSettings;
import io.bulksend.run.settings.MessageSettings.Difference;
import io.bulksend.run.settings.RunSettings;

/**
 * Recognises what was sent before, however it comes: under another name, from another
 * folder, as its own results. Says no before anything is done; changes nothing.
 */
public final class Recognition {

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm");

	private final CampaignSettings campaign;

	private final MessageSettings messages;

	private final CampaignFile file;

	private final Optional<Ledger> ledger;

	private final StrangeResults results;

	/**
	 * Recognises by what a ledger has.
	 * @param settings what was given
	 * @param file the campaign's file
	 * @param dataSource the ledger's database
	 * @param campaigns its campaigns
	 */
	public Recognition(RunSettings settings, CampaignFile file, HikariDataSource dataSource, Campaigns campaigns) {
		this(settings, file, Optional.of(new Ledger(campaigns, new AcceptedMessages(dataSource))),
				LedgerDatabase.place(dataSource.getJdbcUrl()));
	}

	/**
	 * Recognises where there is no ledger yet.
	 * @param settings what was given
	 * @param file the campaign's file
	 */
	public Recognition(RunSettings settings, CampaignFile file) {
		this(settings, file, Optional.empty(), settings.ledger().folder().toAbsolutePath().normalize().toString());
	}

	private Recognition(RunSettings settings, CampaignFile file, Optional<Ledger> ledger, String place) {
		this.campaign = settings.campaign();
		this.messages = settings.messages(file.delimiter());
		this.file = file;
		this.ledger = ledger;
		this.results = new StrangeResults(settings.results().results(), settings.sandbox(), ledger, place);
	}

	/** What a ledger has. */
	record Ledger(Campaigns campaigns, AcceptedMessages accepted) {
	}

	/**
	 * Makes sure that the run may go on.
	 * @param current the campaign's file, where the ledger has the campaign
	 * @throws ConfigurationException if it would send what was sent, or contradicts what
	 * the campaign was begun with; its message says what to do
	 */
	public void require(Optional<FileRecord> current) {
		requireNotForgotten();
		requireKnownCampaign();
		this.results.require(this.campaign.name(), current);
		if (current.isPresent() && current.get().sha256().equals(this.file.fingerprint())) {
			requireSameSettings(current.get());
			return;
		}
		if (current.isPresent() && !this.campaign.amend()) {
			FileRecord record = current.get();
			String message = "The campaign \"" + record.campaign() + "\" was started with another file ("
					+ record.name() + ", SHA-256 " + record.sha256().substring(0, 12)
					+ "…), so nothing was sent. If this file replaces it, add --amend; if it holds corrected rows of it, "
					+ correcting(record);
			throw isOfTheSameName(record) ? new ConfigurationException(message)
					: new AnotherCommandException(message, besides(record), corrected(record));
		}
		if (!this.campaign.again()) {
			requireOtherBytes();
			requireNoResults(current.isEmpty());
		}
		if (this.campaign.corrections() != null) {
			throw new ConfigurationException("The ledger has no campaign \"" + this.campaign.name() + "\" whose rows"
					+ " could be corrected. Nothing was sent. status lists its campaigns; --campaign names another one.");
		}
	}

	/**
	 * To whom it was sent nobody knows any more: whatever is asked for, some would get it
	 * twice.
	 */
	private void requireNotForgotten() {
		forgottenAt(this.campaign.name()).ifPresent((at) -> {
			throw new ConfigurationException(
					"The campaign \"" + this.campaign.name() + "\" was sent, and forgotten on " + time(at)
							+ ": the ledger has its counts and no longer knows who got what. Nothing was sent, and its"
							+ " results were left as they are.");
		});
	}

	private Optional<OffsetDateTime> forgottenAt(String name) {
		return this.ledger.flatMap((known) -> known.campaigns().forgottenAt(name));
	}

	/**
	 * What is to be changed or sent again has to be there: a name that is mistyped would
	 * be a new campaign.
	 */
	private void requireKnownCampaign() {
		boolean changes = this.campaign.amend() || !this.campaign.retry().isEmpty();
		if (changes && this.ledger.isPresent()) {
			requireKnownCodes(this.ledger.get().campaigns());
		}
		if (!changes || this.ledger.map((known) -> known.campaigns().isKnown(this.campaign.name())).orElse(false)) {
			return;
		}
		List<String> names = this.ledger.map((known) -> known.campaigns().names()).orElse(List.of());
		String nearest = NearestName.of(this.campaign.name(), names)
			.map((name) -> "the nearest is \"" + name + "\"")
			.orElse("it has none");
		throw new ConfigurationException("The ledger has no campaign \"" + this.campaign.name() + "\" to "
				+ (this.campaign.amend() ? "amend" : "retry") + ": " + nearest + ". Nothing was sent.");
	}

	/** A code that no document has is one that was mistyped, unless a row has it. */
	private void requireKnownCodes(Campaigns campaigns) {
		for (String code : this.campaign.retry().undocumented()) {
			if (campaigns.isKnown(this.campaign.name()) && !campaigns.hasCode(this.campaign.name(), code)) {
				throw new ConfigurationException("No row of the campaign \"" + this.campaign.name()
						+ "\" has the error code " + code + ", and the API documents none of that name: the nearest is "
						+ Retried.nearest(code) + ". Nothing was sent.");
			}
		}
	}

	/** Other settings make other messages of the same rows: some would go out twice. */
	private void requireSameSettings(FileRecord record) {
		List<Difference> differences = this.ledger.flatMap((known) -> known.campaigns().bound().of(record))
			.flatMap(MessageSettings::parse)
			.map(this.messages::differencesFrom)
			.orElse(List.of());
		if (!differences.isEmpty() && !this.campaign.amend()) {
			throw new ConfigurationException("The campaign \"" + record.campaign() + "\" was begun with "
					+ words(differences, Difference::begun) + ", but now it is " + words(differences, Difference::now)
					+ ". Nothing was sent. Run it with the same settings, or add --amend to change them.");
		}
	}

	private static String words(List<Difference> differences, Function<Difference, String> part) {
		return differences.stream().map(part).collect(Collectors.joining(", "));
	}

	private void requireOtherBytes() {
		this.ledger.flatMap((known) -> known.campaigns().sentAsAnother(this.campaign.name(), this.file.fingerprint()))
			.ifPresent((sent) -> {
				String message = "This file was sent as the campaign \"" + sent.file().campaign() + "\" on "
						+ time(sent.at())
						+ sent.forgottenAt()
							.map((at) -> ", which was forgotten on " + time(at) + ", so nothing was sent.")
							.orElseGet(
									() -> ", so nothing was sent. To go on with that, run: " + send(sent.file()) + ".")
						+ " To send all of it once more, to the same people, add --again.";
				throw sent.forgottenAt().isPresent() ? new ConfigurationException(message)
						: new AnotherCommandException(message, besides(sent.file()), named(sent.file()));
			});
	}

	private void requireNoResults(boolean newCampaign) {
		if (newCampaign && this.file.header().comesFromResults()) {
			String name = SentRows.campaignOf(this.file);
			forgottenAt(name).ifPresent((at) -> {
				throw new ConfigurationException("This file comes from results of the campaign \"" + name
						+ "\", which was forgotten on " + time(at)
						+ ", so nothing was sent. To send all of it once more, to the same people, add --again.");
			});
			throw whose("This file comes from results", currentFile(SentRows.campaignOf(this.file)));
		}
		this.ledger.flatMap(
				(known) -> SentRows.known(this.file, known.accepted(), known.campaigns().stored(this.campaign.name())))
			.ifPresent((found) -> {
				throw whose(
						"A row of this file was accepted already: its message_id, " + found.messageId() + ", is one",
						currentFile(found.campaign()));
			});
	}

	private Optional<FileRecord> currentFile(String campaign) {
		return this.ledger.flatMap((known) -> known.campaigns().currentFile(campaign));
	}

	private ConfigurationException whose(String what, Optional<FileRecord> campaign) {
		String command = campaign.map(this::corrections).orElseGet(() -> "send CAMPAIGNFILE --corrections " + given());
		String message = what + campaign.map((record) -> " of the campaign \"" + record.campaign() + "\"").orElse("")
				+ ", so nothing was sent. To send corrected rows, run: " + command
				+ ". To send all of it once more, to the same people, add --again.";
		return campaign
			.<ConfigurationException>map(
					(record) -> new AnotherCommandException(message, besides(record), corrected(record)))
			.orElseGet(() -> new ConfigurationException(message));
	}

	private boolean isOfTheSameName(FileRecord record) {
		return record.name().equals(this.campaign.fileName());
	}

	/** The campaign's file, which most often lies beside the given one. */
	private Path besides(FileRecord record) {
		Path sibling = this.file.path().resolveSibling(record.name());
		return Files.exists(sibling) ? sibling : Path.of(record.name());
	}

	private List<String> corrected(FileRecord record) {
		List<String> options = new ArrayList<>(named(record));
		options.addAll(List.of("--corrections", this.file.path().toString()));
		return options;
	}

	private static List<String> named(FileRecord record) {
		return CommandText.baseName(record.name()).equals(record.campaign()) ? List.of()
				: List.of("--campaign", record.campaign());
	}

	private String correcting(FileRecord record) {
		return isOfTheSameName(record)
				? "put the campaign's own file back and give this one with --corrections under another name"
				: "run: " + corrections(record);
	}

	private String corrections(FileRecord record) {
		return send(record) + " --corrections " + given();
	}

	private String given() {
		return CommandText.argument(this.file.path().toString());
	}

	private static String send(FileRecord record) {
		return Stream.concat(Stream.of("send", record.name()), named(record).stream())
			.map(CommandText::argument)
			.collect(Collectors.joining(" "));
	}

	private static String time(OffsetDateTime at) {
		return TIME.format(at.atZoneSameInstant(ZoneId.systemDefault()));
	}

}
