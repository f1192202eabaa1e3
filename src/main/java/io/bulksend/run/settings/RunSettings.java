package io.bulksend.run.settings;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.bulksend.api.ApiPaths;
import io.bulksend.api.ApiSettings;
import io.bulksend.api.UploadApi;
import io.bulksend.campaign.CampaignName;
import io.bulksend.campaign.ChangedMessages;
import io.bulksend.campaign.Retried;
import io.bulksend.check.CheckSettings;
import io.bulksend.check.InvalidShare;
import io.bulksend.check.rules.Countries;
import io.bulksend.input.InputSettings;
import io.bulksend.media.UploadSettings;
import io.bulksend.metrics.MetricsSettings;
import io.bulksend.results.ResultsFiles;
import io.bulksend.send.Account;
import io.bulksend.send.FirstMoment;
import io.bulksend.send.LastMoment;
import io.bulksend.send.SendSettings;
import io.bulksend.send.SendWindow;
import org.jspecify.annotations.Nullable;

import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;

/**
 * What a command was given, as one immutable record a stage: the one place that makes
 * them from the configuration. Each is checked when it is asked for, so that a command
 * answers for what it uses. Immutable.
 */
public final class RunSettings {

	private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(30);

	/** Short, so that trying does not wait long for the reply that never comes. */
	private static final Duration SANDBOX_RESPONSE_TIMEOUT = Duration.ofSeconds(2);

	private static final String DEFAULT_ACCOUNT = "default";

	private final BulkSendProperties properties;

	private final Map<String, String> columns;

	private final Map<String, String> defaults;

	private final DataSourceProperties database;

	private final Set<String> configured;

	private final boolean logsOnConsole;

	private final SpelledSettings spelled;

	RunSettings(BulkSendProperties properties, Map<String, String> columns, Map<String, String> defaults,
			DataSourceProperties database, Set<String> configured, boolean logsOnConsole, SpelledSettings spelled) {
		this.properties = properties;
		this.columns = Map.copyOf(columns);
		this.defaults = Map.copyOf(defaults);
		this.database = database;
		this.configured = Set.copyOf(configured);
		this.logsOnConsole = logsOnConsole;
		this.spelled = spelled;
	}

	/**
	 * The campaign, and what is to be done about what was decided before.
	 * @return the settings
	 * @throws ConfigurationException if a blank name was given, or the campaign's file is
	 * to be both replaced and corrected
	 */
	public CampaignSettings campaign() {
		return this.spelled.make(this::givenCampaign);
	}

	private CampaignSettings givenCampaign() {
		String given = this.properties.campaign();
		String name = CampaignName.of((given != null) ? given : baseName());
		if (name.isEmpty()) {
			throw new ConfigurationException((given != null)
					? "campaign must not be blank: leave it out, and the campaign is named as its file"
					: "the file's name is blank, and so would be its campaign's: name the campaign with --campaign");
		}
		if (this.properties.amend() && this.properties.corrections() != null) {
			throw new ConfigurationException("--amend replaces the campaign's whole file, and --corrections rows of it:"
					+ " give one of them. Nothing was sent");
		}
		return new CampaignSettings(this.properties.file(), name, this.properties.amend(), this.properties.again(),
				this.properties.corrections(), Retried.of(this.properties.retry()));
	}

	/**
	 * What to do with messages that an amended file changes after they were sent.
	 * @return the setting
	 */
	public ChangedMessages changed() {
		return this.properties.changed();
	}

	/**
	 * How the campaign's file is read. Values for what is empty are the corrections'
	 * where there are any; the campaign then has those that it was begun with.
	 * @return the settings
	 * @throws IllegalArgumentException if one of them cannot be used
	 */
	public InputSettings input() {
		return inputWith(corrects() ? Map.of() : this.defaults);
	}

	/**
	 * How a file of corrections is read.
	 * @return the settings
	 * @throws IllegalArgumentException if one of them cannot be used
	 */
	public InputSettings corrections() {
		return inputWith(this.defaults);
	}

	private InputSettings inputWith(Map<String, String> usual) {
		return this.spelled.make(() -> InputSettings.of(this.properties.delimiter(), this.columns, usual));
	}

	private boolean corrects() {
		return this.properties.corrections() != null;
	}

	/**
	 * How each row is checked.
	 * @return the settings
	 */
	public CheckSettings check() {
		return new CheckSettings(this.properties.api().source(), this.properties.oncePer(),
				this.spelled.make(() -> Countries.of(this.properties.country())));
	}

	/**
	 * How many of the file's rows may be INVALID.
	 * @return the share
	 */
	public InvalidShare invalidShare() {
		return this.spelled.make(() -> new InvalidShare(this.properties.maxInvalid()));
	}

	/**
	 * The recipients never to send to.
	 * @return the file, or {@code null} for none
	 */
	public @Nullable Path suppression() {
		return suppressesNobody() ? null : this.properties.suppress();
	}

	/**
	 * Whether it was said that there are no recipients never to send to, which is more
	 * than to say nothing about them.
	 * @return whether it was
	 */
	public boolean suppressesNobody() {
		Path given = this.properties.suppress();
		return given != null && given.toString().equalsIgnoreCase("none");
	}

	/**
	 * The settings that decide what a file's messages are, and which are the same.
	 * @param separator what separates the file's fields
	 * @return the settings
	 */
	public MessageSettings messages(char separator) {
		return new MessageSettings(this.properties.api().source(), this.properties.oncePer(), separator,
				input().columns(), this.properties.country(), corrects() ? null : input().usual());
	}

	/**
	 * What a campaign's file is bound to.
	 * @param separator what separates the file's fields
	 * @return the settings as the ledger keeps them
	 */
	public String bound(char separator) {
		return messages(separator).stored() + ((suppression() != null) ? MessageSettings.SUPPRESSION : "");
	}

	/**
	 * How messages are sent.
	 * @return the settings
	 * @throws IllegalArgumentException if one of them cannot be used
	 */
	public SendSettings send() {
		return this.spelled.make(this::givenSend);
	}

	private SendSettings givenSend() {
		ZoneId given = this.properties.zone();
		ZoneId hours = (given != null) ? given : ZoneId.systemDefault();
		String window = this.properties.window();
		String notBefore = this.properties.notBefore();
		String notAfter = this.properties.notAfter();
		return new SendSettings(this.properties.rate(), this.properties.concurrency(), this.properties.maxFailures(),
				this.properties.giveUpAfter(), this.properties.limit().count(),
				(window != null) ? SendWindow.parse(window, hours) : null,
				(notBefore != null) ? FirstMoment.parse(notBefore, hours) : null,
				(notAfter != null) ? LastMoment.parse(notAfter, hours) : null, this.properties.canary().count(),
				this.properties.canaryShare());
	}

	/**
	 * Whose rate it is that is shared.
	 * @return the account
	 * @throws ConfigurationException if its name is blank, or it is named where nobody
	 * could share it
	 */
	public Account account() {
		String given = this.properties.account();
		String name = (given != null) ? given.strip() : DEFAULT_ACCOUNT;
		boolean shared = ledger().server() != null;
		if (name.isEmpty()) {
			throw new ConfigurationException("account must not be blank: leave it out, and it is \"default\"");
		}
		if (!shared && given != null) {
			throw new ConfigurationException("--account names the runs and workers that share one rate, which they do"
					+ " by a PostgreSQL: name it in SPRING_DATASOURCE_URL, or leave --account out. "
					+ (sandbox() ? "(The sandbox has a ledger of its own.) " : "") + "Nothing was sent");
		}
		if (!shared && this.properties.workers()) {
			throw new ConfigurationException("--workers hands rows out by a PostgreSQL: name it in"
					+ " SPRING_DATASOURCE_URL, or leave --workers out. "
					+ (sandbox() ? "(The sandbox has a ledger of its own.) " : "") + "Nothing was sent");
		}
		return new Account(name, shared, this.properties.workers());
	}

	/**
	 * How many different recipients outside of groups get something from one source in
	 * any 24 hours.
	 * @return the number; 0 for no limit
	 */
	public long perDay() {
		return this.properties.perDay().count();
	}

	/**
	 * The numbers that get one message of each kind, in place of the campaign.
	 * @return the numbers as they were written; empty where the campaign is meant
	 * @throws ConfigurationException if something is asked for that a test cannot do
	 */
	public List<String> testTo() {
		List<String> numbers = this.properties.testTo()
			.stream()
			.map(String::strip)
			.filter((to) -> !to.isEmpty())
			.toList();
		if (!numbers.isEmpty()) {
			CampaignSettings campaign = campaign();
			if (campaign.amend() || campaign.corrections() != null || !campaign.retry().isEmpty()
					|| this.properties.workers()) {
				throw new ConfigurationException(
						"--test-to sends a few messages of FILE to somebody else and leaves its"
								+ " campaign alone: give it without --amend, --corrections, --retry and --workers. Nothing was sent");
			}
		}
		return numbers;
	}

	/**
	 * How long ago something was last decided about the campaigns to forget.
	 * @return the time, where it was given
	 */
	public Optional<Duration> olderThan() {
		return Optional.ofNullable(this.properties.olderThan());
	}

	/**
	 * How files are uploaded.
	 * @return the settings
	 * @throws IllegalArgumentException if one of them cannot be used
	 */
	public UploadSettings uploads() {
		return this.spelled.make(() -> new UploadSettings(this.properties.media().rate(),
				this.properties.media().keep(), this.properties.giveUpAfter()));
	}

	/**
	 * The folder that rows name their files in.
	 * @return the folder; where none was given, the campaign's file's
	 * @throws ConfigurationException if the one that was given is none
	 */
	public Path attachments() {
		return this.spelled.make(this::givenAttachments);
	}

	private Path givenAttachments() {
		Path given = this.properties.attachments();
		if (given != null && !Files.isDirectory(given)) {
			throw new ConfigurationException("attachments must be the folder that rows name their files in, but "
					+ given + (Files.exists(given) ? " is no folder" : " is not there"));
		}
		Path folder = this.properties.file().toAbsolutePath().getParent();
		return (given != null) ? given : (folder != null) ? folder : Path.of("");
	}

	/**
	 * How long to wait for another run that holds the campaign or the database.
	 * @return the time; zero for not at all
	 */
	public Duration waitForOthers() {
		return this.properties.waitForOthers();
	}

	/**
	 * Whether a simulated API inside this process takes the messages.
	 * @return whether it does
	 */
	public boolean sandbox() {
		return this.properties.sandbox();
	}

	/**
	 * Whether a new campaign begins without a word to the terminal.
	 * @return whether it does
	 */
	public boolean beginsUnasked() {
		return this.properties.yes();
	}

	/**
	 * How to reach the API.
	 * @return the settings
	 * @throws ConfigurationException if there is no token
	 * @throws IllegalArgumentException if one of them cannot be used
	 */
	public ApiSettings api() {
		String token = this.properties.api().token();
		if (token == null || token.isBlank()) {
			throw new ConfigurationException("BULKSEND_API_TOKEN is not set. Put the account's token into that"
					+ " environment variable, or try it all without an account with --sandbox.");
		}
		BulkSendProperties.Api api = this.properties.api();
		return this.spelled
			.make(() -> api(api.url(), new ApiPaths(api.messagePath(), api.mediaPath()), token, RESPONSE_TIMEOUT));
	}

	/**
	 * The address that files are uploaded to.
	 * @return the address; empty for a simulated API inside this process, which is
	 * another one each time
	 * @throws IllegalArgumentException if it cannot be used
	 */
	public Optional<String> uploadAddress() {
		BulkSendProperties.Api api = this.properties.api();
		return sandbox() ? Optional.empty() : this.spelled.make(() -> Optional.of(UploadApi
			.address(api(api.url(), new ApiPaths(api.messagePath(), api.mediaPath()), "none", RESPONSE_TIMEOUT))));
	}

	/**
	 * How to reach the simulated API.
	 * @param url where it is
	 * @return the settings
	 * @throws IllegalArgumentException if one of them cannot be used
	 */
	public ApiSettings sandboxApi(URI url) {
		return api(url, ApiPaths.DOCUMENTED, "sandbox", SANDBOX_RESPONSE_TIMEOUT);
	}

	private ApiSettings api(URI url, ApiPaths paths, String token, Duration responseTimeout) {
		BulkSendProperties.Api api = this.properties.api();
		@Nullable Duration given = api.responseTimeout();
		return new ApiSettings(url, paths, token, this.properties.concurrency(), api.connectTimeout(),
				(given != null) ? given : responseTimeout);
	}

	/**
	 * Where the ledger is.
	 * @return the settings
	 */
	public LedgerSettings ledger() {
		boolean own = this.properties.sandbox() || this.database.getUrl() == null;
		return new LedgerSettings(this.properties.dataDir(), this.properties.sandbox(),
				own ? null : new LedgerSettings.Server(String.valueOf(this.database.getUrl()),
						this.database.determineUsername(), this.database.determinePassword()));
	}

	/**
	 * Where the results go, and what comes with them.
	 * @return the files that were given, else NAME-results.csv beside the input, and
	 * NAME-report.html and NAME-retry.csv beside the results; NAME-sandbox-results.csv
	 * and so on where nothing is really sent
	 */
	public ResultsFiles results() {
		Path given = this.properties.results();
		String name = baseName() + (sandbox() ? "-sandbox" : "");
		Path csv = (given != null) ? given : this.properties.file().resolveSibling(name + "-results.csv");
		Path page = this.properties.report();
		return new ResultsFiles(csv, (page != null) ? page : csv.resolveSibling(name + "-report.html"),
				csv.resolveSibling(name + "-retry.csv"));
	}

	/**
	 * Where metrics go.
	 * @return the settings
	 */
	public MetricsSettings metrics() {
		return new MetricsSettings(this.properties.metrics(), this.properties.metricsInterval());
	}

	/**
	 * How often a line tells how far a run has come, where there is no terminal.
	 * @return the time between two lines
	 */
	public Duration progressInterval() {
		return this.properties.progressInterval();
	}

	/**
	 * Whether structured logs stand where the progress line would.
	 * @return whether they do
	 */
	public boolean logsOnConsole() {
		return this.logsOnConsole;
	}

	/**
	 * The zone of the receipts' times, which they do not name.
	 * @return the zone
	 */
	public ZoneId receiptZone() {
		return this.properties.receipts().zone();
	}

	/**
	 * By which other messages than the usual ones people ask for no more.
	 * @return the messages, each as a whole
	 */
	public List<String> optOutWords() {
		return this.properties.optOut().words();
	}

	/**
	 * The options that a variable or a file of settings sets, so that a command without
	 * them still has them.
	 * @return names as <code>limit</code>; immutable
	 */
	public Set<String> configured() {
		return this.configured;
	}

	private String baseName() {
		String name = String.valueOf(this.properties.file().getFileName());
		int dot = name.lastIndexOf('.');
		return (dot > 0) ? name.substring(0, dot) : name;
	}

}
