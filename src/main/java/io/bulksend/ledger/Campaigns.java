package io.bulksend.ledger;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;

import javax.sql.DataSource;

import io.bulksend.campaign.CampaignName;
import io.bulksend.campaign.KeyVersion;
import io.bulksend.ledger.database.DatabaseClock;
import io.bulksend.ledger.database.LedgerException;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The campaigns and their files. Safe for use by several threads.
 */
public final class Campaigns {

	private static final String SELECT_FILE = """
			select f.id, c.name as campaign, f.sha256, f.name, f.pass, f.retrying, f.row_count, f.planned_at,
			c.key_version, c.forgotten_at
			from bulksend_file f join bulksend_campaign c on c.id = f.campaign_id
			""";

	private final DataSource dataSource;

	private final JdbcClient jdbc;

	private final Clock clock;

	private final BoundSettings bound;

	/**
	 * The campaigns of a ledger.
	 * @param dataSource the ledger's database
	 * @param clock tells when something was begun
	 */
	public Campaigns(DataSource dataSource, Clock clock) {
		this.dataSource = dataSource;
		this.jdbc = JdbcClient.create(dataSource);
		this.clock = clock;
		this.bound = new BoundSettings(this.jdbc, this);
	}

	/**
	 * What their files are bound to.
	 * @return the settings
	 */
	public BoundSettings bound() {
		return this.bound;
	}

	/**
	 * Says whether there is a campaign of that name.
	 * @param campaign the campaign's name
	 * @return whether there is, though its file was never read to its end
	 */
	public boolean isKnown(String campaign) {
		return campaignId(campaign).isPresent();
	}

	/**
	 * The names of all campaigns.
	 * @return the names as the ledger has them, the campaign begun last first
	 */
	public List<String> names() {
		return this.jdbc.sql("select name from bulksend_campaign order by created_at desc, id desc")
			.query(String.class)
			.list();
	}

	/**
	 * The name under which the ledger has a campaign: earlier versions kept names as they
	 * were given, however they were spelled.
	 * @param campaign the campaign's name in any spelling
	 * @return that name; where the ledger has no such campaign, the one spelling of it
	 */
	public String stored(String campaign) {
		String name = CampaignName.of(campaign);
		boolean asIs = this.jdbc.sql("select exists (select 1 from bulksend_campaign where name = ?)")
			.param(name)
			.query(Boolean.class)
			.single();
		return asIs ? name
				: names().stream().filter((other) -> CampaignName.of(other).equals(name)).findFirst().orElse(name);
	}

	/**
	 * When a campaign was forgotten.
	 * @param campaign the campaign's name
	 * @return the time, or empty if it was not
	 */
	public Optional<OffsetDateTime> forgottenAt(String campaign) {
		return this.jdbc.sql("select forgotten_at from bulksend_campaign where name = ? and forgotten_at is not null")
			.param(stored(campaign))
			.query(OffsetDateTime.class)
			.optional();
	}

	/**
	 * The file that a campaign is bound to: the one planned last.
	 * @param campaign the campaign's name
	 * @return the file, or empty while no file of the campaign was planned
	 */
	public Optional<FileRecord> currentFile(String campaign) {
		return this.jdbc
			.sql(SELECT_FILE + "where c.name = ? and f.planned_at is not null order by f.planned_at desc, f.id desc"
					+ " fetch first 1 row only")
			.param(stored(campaign))
			.query(Campaigns::file)
			.optional();
	}

	/**
	 * A certain file of a campaign; of several records the newest.
	 * @param campaign the campaign's name
	 * @param sha256 the SHA-256 of the file's bytes
	 * @return the file, or empty where it was never seen
	 */
	public Optional<FileRecord> file(String campaign, String sha256) {
		return this.jdbc
			.sql(SELECT_FILE + "where c.name = ? and f.sha256 = ? order by f.id desc fetch first 1 row only")
			.params(stored(campaign), sha256)
			.query(Campaigns::file)
			.optional();
	}

	/**
	 * All files that a campaign ever had.
	 * @param campaign the campaign's name
	 * @return the files, the oldest first
	 */
	public List<FileRecord> files(String campaign) {
		return this.jdbc.sql(SELECT_FILE + "where c.name = ? order by f.id")
			.param(stored(campaign))
			.query(Campaigns::file)
			.list();
	}

	/**
	 * Another campaign in which a file was sent.
	 *
	 * @param file the file as that campaign has it
	 * @param at when it was planned
	 * @param forgottenAt when that campaign was forgotten, if it was
	 */
	public record SentAs(FileRecord file, OffsetDateTime at, Optional<OffsetDateTime> forgottenAt) {
	}

	/**
	 * Finds another campaign in which the same bytes were sent: a row of them was
	 * accepted or is in doubt.
	 * @param campaign the campaign that does not count
	 * @param sha256 the SHA-256 of the bytes
	 * @return the one of which it was the file last, if there is any
	 */
	public Optional<SentAs> sentAsAnother(String campaign, String sha256) {
		return this.jdbc.sql(SELECT_FILE + "where f.sha256 = ? and c.name <> ? and f.planned_at is not null"
				+ " and (f.sent > 0 or exists (select 1 from bulksend_message m where m.id between f.id * %1$d and (f.id + 1) * %1$d - 1"
					.formatted(MessageLedger.id(1, 0))
				+ " and m.status in ('ACCEPTED', 'IN_DOUBT', 'IN_FLIGHT'))) order by f.planned_at desc, f.id desc"
				+ " fetch first 1 row only")
			.params(sha256, stored(campaign))
			.query((row, number) -> new SentAs(file(row, number), row.getObject("planned_at", OffsetDateTime.class),
					Optional.ofNullable(row.getObject("forgotten_at", OffsetDateTime.class))))
			.optional();
	}

	/**
	 * Remembers the results that were written of a campaign.
	 * @param campaign the campaign's name
	 * @param written how they lie on the disk
	 */
	public void resultsWritten(String campaign, WrittenResults written) {
		this.jdbc.sql("update bulksend_campaign set results_size = ?, results_modified = ? where name = ?")
			.params(written.size(), written.modified(), stored(campaign))
			.update();
	}

	/**
	 * The results of a campaign that were written last.
	 * @param campaign the campaign's name
	 * @return how they lay on the disk, where that is known
	 */
	public Optional<WrittenResults> writtenResults(String campaign) {
		return this.jdbc
			.sql("select results_size, results_modified from bulksend_campaign"
					+ " where name = ? and results_size is not null")
			.param(stored(campaign))
			.query((row, number) -> new WrittenResults(row.getLong(1), row.getLong(2)))
			.optional();
	}

	/**
	 * Enters a file of a campaign, and the campaign itself, where they are new. A file
	 * that another one has replaced since is entered anew, to be planned again.
	 * @param campaign the campaign's name
	 * @param sha256 the SHA-256 of the file's bytes
	 * @param name the file's name
	 * @return the file as the ledger knows it
	 */
	public FileRecord enter(String campaign, String sha256, String name) {
		Optional<FileRecord> known = file(campaign, sha256);
		Optional<FileRecord> current = currentFile(campaign);
		if (known.isPresent() && (!known.get().planned() || known.equals(current))) {
			return known.get();
		}
		if (!isKnown(campaign)) {
			this.jdbc.sql("insert into bulksend_campaign (name, created_at, key_version) values (?, ?, ?)")
				.params(CampaignName.of(campaign), now(), KeyVersion.LATEST.number())
				.update();
		}
		insert(campaign, sha256, name, known.map(FileRecord::pass).orElse(0) + 1);
		return file(campaign, sha256).orElseThrow();
	}

	/**
	 * Enters a file anew that is planned already, to be planned again.
	 * @param file the file
	 * @return its new record
	 */
	public FileRecord enterAnew(FileRecord file) {
		insert(file.campaign(), file.sha256(), file.name(), file.pass() + 1);
		return file(file.campaign(), file.sha256()).orElseThrow();
	}

	/**
	 * Says whether a row of a campaign ended with an error code, under whichever file.
	 * @param campaign the campaign's name
	 * @param code the code
	 * @return whether one did
	 */
	public boolean hasCode(String campaign, String code) {
		return files(campaign).stream()
			.anyMatch((file) -> this.jdbc
				.sql("select exists (select 1 from bulksend_message where id between ? and ? and error_code = ?)")
				.params(MessageLedger.id(file.id(), 0), MessageLedger.lastId(file.id()), code)
				.query(Boolean.class)
				.single());
	}

	/**
	 * Marks a file as planned, which binds its campaign to it.
	 * @param file the file
	 * @param rows how many rows it has
	 * @param retrying whether the pass that begins now sends rows again
	 * @return the file as it is now
	 */
	public FileRecord planned(FileRecord file, long rows, boolean retrying) {
		this.jdbc.sql("update bulksend_file set row_count = ?, planned_at = ?, retrying = ? where id = ?")
			.params(rows, nextPlan(file.campaign()), retrying, file.id())
			.update();
		return file.planned(rows, retrying);
	}

	/**
	 * Forgets a file that is not planned, so that its campaign keeps the one that it has.
	 * A campaign that has none is forgotten with it.
	 * @param file the file, without rows in the ledger
	 */
	public void withdraw(FileRecord file) {
		this.jdbc.sql("delete from bulksend_file where id = ? and planned_at is null").param(file.id()).update();
		this.jdbc
			.sql("delete from bulksend_campaign c where c.name = ?"
					+ " and not exists (select 1 from bulksend_file f where f.campaign_id = c.id)")
			.param(file.campaign())
			.update();
	}

	/**
	 * Ends a pass that sent rows again: all of them are decided.
	 * @param file the file
	 */
	public void endRetry(FileRecord file) {
		this.jdbc.sql("update bulksend_file set retrying = false where id = ?").param(file.id()).update();
	}

	/**
	 * Begins another pass through a file's rows.
	 * @param file the file
	 * @return the file with its new pass
	 */
	public FileRecord nextPass(FileRecord file) {
		this.jdbc.sql("update bulksend_file set pass = pass + 1 where id = ?").param(file.id()).update();
		return file(file.campaign(), file.sha256()).orElseThrow();
	}

	/**
	 * The clock that tells when rows are claimed: a server's, where several claim them.
	 */
	private OffsetDateTime claimsClock() {
		try (Connection connection = this.dataSource.getConnection()) {
			return now().plus(DatabaseClock.ahead(connection));
		}
		catch (SQLException ex) {
			throw new LedgerException(ex);
		}
	}

	/**
	 * Later than the plans before, though a clock was wrong, or another machine's is
	 * another.
	 */
	private OffsetDateTime nextPlan(String campaign) {
		OffsetDateTime now = claimsClock();
		return this.jdbc
			.sql("select max(f.planned_at) from bulksend_file f join bulksend_campaign c on c.id = f.campaign_id"
					+ " where c.name = ?")
			.param(stored(campaign))
			.query((row, number) -> Optional.ofNullable(row.getObject(1, OffsetDateTime.class)))
			.single()
			.filter((last) -> !now.isAfter(last))
			.map((last) -> last.plus(1, ChronoUnit.MILLIS))
			.orElse(now);
	}

	private void insert(String campaign, String sha256, String name, int pass) {
		this.jdbc
			.sql("insert into bulksend_file (campaign_id, sha256, name, pass, retrying) values (?, ?, ?, ?, false)")
			.params(campaignId(campaign).orElseThrow(), sha256, name, pass)
			.update();
	}

	private Optional<Long> campaignId(String campaign) {
		return this.jdbc.sql("select id from bulksend_campaign where name = ?")
			.param(stored(campaign))
			.query(Long.class)
			.optional();
	}

	private OffsetDateTime now() {
		return OffsetDateTime.now(this.clock);
	}

	private static FileRecord file(ResultSet row, int number) throws SQLException {
		return new FileRecord(row.getLong("id"), row.getString("campaign"), row.getString("sha256"),
				row.getString("name"), row.getInt("pass"), row.getBoolean("retrying"), row.getLong("row_count"),
				row.getObject("planned_at") != null, KeyVersion.of(row.getInt("key_version")));
	}

}
