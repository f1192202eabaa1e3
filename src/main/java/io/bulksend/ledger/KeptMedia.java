package io.bulksend.ledger;

import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

import javax.sql.DataSource;

import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * The ids that files were given when they were uploaded, by their content. An id holds at
 * the address where it was given. Safe for use by several threads.
 */
public final class KeptMedia {

	private final JdbcClient jdbc;

	private final JdbcTemplate batches;

	private final TransactionTemplate transaction;

	private final String api;

	/**
	 * The ids of one API.
	 * @param dataSource the ledger's database
	 * @param api the address that files are uploaded to
	 */
	public KeptMedia(DataSource dataSource, String api) {
		this.batches = new JdbcTemplate(dataSource);
		this.jdbc = JdbcClient.create(this.batches);
		this.transaction = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
		this.api = api;
	}

	/**
	 * A file that was uploaded.
	 *
	 * @param sha256 the SHA-256 of its bytes, in lower-case hex
	 * @param id its id at the API
	 * @param at when it was uploaded
	 */
	public record Kept(String sha256, String id, Instant at) {
	}

	/**
	 * The id that a file has.
	 * @param sha256 the SHA-256 of its bytes
	 * @return the id that it was given last, if it was uploaded
	 */
	public Optional<Kept> find(String sha256) {
		return this.jdbc.sql("select media_id, uploaded_at from bulksend_medium where sha256 = ? and api = ?")
			.params(sha256, this.api)
			.query((row, number) -> new Kept(sha256, row.getString(1),
					row.getObject(2, OffsetDateTime.class).toInstant()))
			.optional();
	}

	/**
	 * Keeps ids, in one transaction, in place of those that the files had before.
	 * @param media what was uploaded
	 */
	public void keep(List<Kept> media) {
		try {
			this.transaction.executeWithoutResult((status) -> {
				this.batches.batchUpdate("delete from bulksend_medium where sha256 = ? and api = ?", media,
						media.size(), (statement, kept) -> {
							statement.setString(1, kept.sha256());
							statement.setString(2, this.api);
						});
				this.batches.batchUpdate(
						"insert into bulksend_medium (sha256, api, media_id, uploaded_at) values (?, ?, ?, ?)", media,
						media.size(), (statement, kept) -> {
							statement.setString(1, kept.sha256());
							statement.setString(2, this.api);
							statement.setString(3, kept.id());
							statement.setObject(4, kept.at().atZone(ZoneId.systemDefault()).toOffsetDateTime());
						});
			});
		}
		catch (DuplicateKeyException ex) {
			// Another run uploaded one of them at the same moment: its id is as good, and
			// those that were not kept are uploaded once more at worst.
			return;
		}
	}

	/**
	 * Forgets an id that the API does not know any more.
	 * @param sha256 the SHA-256 of the file's bytes
	 * @param id the id
	 */
	public void forget(String sha256, String id) {
		this.jdbc.sql("delete from bulksend_medium where sha256 = ? and api = ? and media_id = ?")
			.params(sha256, this.api, id)
			.update();
	}

}
