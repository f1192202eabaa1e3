package io.bulksend.ledger;

import java.util.Optional;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The settings that campaigns' files were planned with, a line each: what decides which
 * messages their rows are. Safe for use by several threads.
 */
public final class BoundSettings {

	private final JdbcClient jdbc;

	private final Campaigns campaigns;

	BoundSettings(JdbcClient jdbc, Campaigns campaigns) {
		this.jdbc = jdbc;
		this.campaigns = campaigns;
	}

	/**
	 * The settings that a file was planned with.
	 * @param file the file
	 * @return the settings in words, or empty while it is not planned
	 */
	public Optional<String> of(FileRecord file) {
		return this.jdbc.sql("select settings from bulksend_file where id = ? and settings is not null")
			.param(file.id())
			.query(String.class)
			.optional();
	}

	/**
	 * Binds a file to the settings that decide what its messages are.
	 * @param file the file
	 * @param settings the settings in words
	 */
	public void bind(FileRecord file, String settings) {
		this.jdbc.sql("update bulksend_file set settings = ? where id = ?").params(settings, file.id()).update();
	}

	/**
	 * Says whether a campaign had a setting, with whichever of its files.
	 * @param campaign the campaign's name
	 * @param line the setting as a line of what files are bound to
	 * @return whether a file of the campaign is bound to it
	 */
	public boolean had(String campaign, String line) {
		return this.jdbc
			.sql("select count(*) from bulksend_file f join bulksend_campaign c on c.id = f.campaign_id"
					+ " where c.name = ? and position(? in f.settings) > 0")
			.params(this.campaigns.stored(campaign), "\n" + line)
			.query(Long.class)
			.single() > 0;
	}

	/**
	 * Says whether a row of a campaign was held back for a list of recipients never to
	 * send to, with one of its files whose settings do not tell whether there was a list.
	 * It takes a look at all of that file's rows.
	 * @param campaign the campaign's name
	 * @param telling what is in the settings that do tell it
	 * @return whether one was
	 */
	public boolean hasSuppressedRows(String campaign, String telling) {
		return this.jdbc
			.sql("select f.id from bulksend_file f join bulksend_campaign c on c.id = f.campaign_id where c.name = ?"
					+ " and (f.settings is null or position(? in f.settings) = 0)")
			.params(this.campaigns.stored(campaign), telling)
			.query(Long.class)
			.list()
			.stream()
			.anyMatch((file) -> this.jdbc
				.sql("select exists (select 1 from bulksend_message where id between ? and ?"
						+ " and status = 'SUPPRESSED' and error_code is null)")
				.params(MessageLedger.id(file, 0), MessageLedger.lastId(file))
				.query(Boolean.class)
				.single());
	}

}
