package io.bulksend.ledger;

import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Set;

import javax.sql.DataSource;

import io.bulksend.campaign.Status;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Opens a new pass through a file, in which rows that were decided are sent again. The
 * one way in which a message may go out twice, and only when it is asked for by name.
 */
public final class Retry {

	private final JdbcClient jdbc;

	private final TransactionTemplate transaction;

	/**
	 * Retries by a ledger.
	 * @param dataSource the ledger's database
	 */
	public Retry(DataSource dataSource) {
		this.jdbc = JdbcClient.create(dataSource);
		this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
	}

	/**
	 * Opens a pass, unless another run has sent something of the file since this one was
	 * asked for: two commands that were started together ask for the same, and the second
	 * must not do it again.
	 * @param file the file
	 * @param statuses REJECTED, IN_DOUBT or both: rows to send again
	 * @param asked when it was asked for
	 * @return the file in its new pass, or as it was if none was opened
	 */
	public FileRecord open(FileRecord file, Set<Status> statuses, Instant asked) {
		FileRecord opened = this.transaction
			.execute((status) -> hasSentSince(file, asked) ? file : reopen(file, statuses));
		return (opened != null) ? opened : file;
	}

	private boolean hasSentSince(FileRecord file, Instant asked) {
		return this.jdbc
			.sql("select exists (select 1 from bulksend_message where id > ? and id < ? and claimed_at > ?)")
			.params(first(file), last(file), asked.atOffset(ZoneOffset.UTC))
			.query(Boolean.class)
			.single();
	}

	private FileRecord reopen(FileRecord file, Set<Status> statuses) {
		for (Status decided : statuses) {
			this.jdbc.sql("""
					update bulksend_message set status = 'NOT_SENT', completed_at = null
					where id > ? and id < ? and status = ?""").params(first(file), last(file), decided.name()).update();
		}
		this.jdbc.sql("update bulksend_file set pass = pass + 1, retrying = true where id = ?")
			.param(file.id())
			.update();
		return file.retried();
	}

	private static long first(FileRecord file) {
		return MessageLedger.id(file.id(), 0);
	}

	private static long last(FileRecord file) {
		return MessageLedger.id(file.id() + 1, 0);
	}

}
