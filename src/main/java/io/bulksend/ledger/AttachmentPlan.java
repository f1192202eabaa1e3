package io.bulksend.ledger;

import java.util.List;
import java.util.Optional;

import javax.sql.DataSource;

import io.bulksend.campaign.MessageKey;

import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.datasource.DataSourceTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What was found out about the files that a campaign's rows name, when they were checked.
 * Safe for use by several threads.
 */
public final class AttachmentPlan {

	private static final String INSERT = """
			insert into bulksend_attachment (file_id, path_high, path_low, sha256, content_type, bytes, modified)
			select cast(? as bigint), cast(? as bigint), cast(? as bigint), cast(? as varchar), cast(? as varchar),
			cast(? as bigint), cast(? as bigint)
			where not exists (select 1 from bulksend_attachment
			where file_id = ? and path_high = ? and path_low = ?)""";

	private final JdbcClient jdbc;

	private final JdbcTemplate batches;

	private final TransactionTemplate transaction;

	private final long file;

	/**
	 * The plan of a campaign's file.
	 * @param dataSource the ledger's database
	 * @param file the campaign's file
	 */
	public AttachmentPlan(DataSource dataSource, FileRecord file) {
		this.batches = new JdbcTemplate(dataSource);
		this.jdbc = JdbcClient.create(this.batches);
		this.transaction = new TransactionTemplate(new DataSourceTransactionManager(dataSource));
		this.file = file.id();
	}

	/**
	 * A file that a row names.
	 *
	 * @param path the file as the row names it
	 * @param sha256 the SHA-256 of its bytes, in lower-case hex
	 * @param contentType its media type
	 * @param bytes how many bytes it has
	 * @param modified when it was written last, in nanoseconds since 1970
	 */
	public record Planned(String path, String sha256, String contentType, long bytes, long modified) {
	}

	/**
	 * What a file was when it was checked.
	 * @param path the file as a row names it
	 * @return what is known of it, where it was checked
	 */
	public Optional<Planned> find(String path) {
		MessageKey key = MessageKey.ofText(path);
		return this.jdbc
			.sql("select sha256, content_type, bytes, modified from bulksend_attachment"
					+ " where file_id = ? and path_high = ? and path_low = ?")
			.params(this.file, key.high(), key.low())
			.query((row, number) -> new Planned(path, row.getString(1), row.getString(2), row.getLong(3),
					row.getLong(4)))
			.optional();
	}

	/**
	 * Adds files, in one transaction. Of one that is known the plan stays as it is.
	 * @param files the files
	 */
	public void add(List<Planned> files) {
		this.transaction.executeWithoutResult(
				(status) -> this.batches.batchUpdate(INSERT, files, files.size(), (statement, planned) -> {
					MessageKey key = MessageKey.ofText(planned.path());
					statement.setLong(1, this.file);
					statement.setLong(2, key.high());
					statement.setLong(3, key.low());
					statement.setString(4, planned.sha256());
					statement.setString(5, planned.contentType());
					statement.setLong(6, planned.bytes());
					statement.setLong(7, planned.modified());
					statement.setLong(8, this.file);
					statement.setLong(9, key.high());
					statement.setLong(10, key.low());
				}));
	}

}
