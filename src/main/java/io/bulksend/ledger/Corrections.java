package io.bulksend.ledger;

import java.sql.ResultSet;
import java.time.OffsetDateTime;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import javax.sql.DataSource;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The corrections of a campaign's file, as they were when this was made. Safe for use by
 * several threads.
 */
public final class Corrections {

	private final JdbcClient jdbc;

	private final FileRecord file;

	private final List<String> addedColumns;

	private final boolean any;

	/**
	 * The corrections of a file.
	 * @param dataSource the ledger's database
	 * @param file the file
	 */
	public Corrections(DataSource dataSource, FileRecord file) {
		this.jdbc = JdbcClient.create(dataSource);
		this.file = file;
		this.addedColumns = this.jdbc.sql("select name from bulksend_added_column where file_id = ? order by place")
			.param(file.id())
			.query(String.class)
			.list();
		this.any = this.jdbc.sql("select exists (select 1 from bulksend_correction where file_id = ?)")
			.param(file.id())
			.query(Boolean.class)
			.single();
	}

	/**
	 * Whether there are any.
	 * @return whether a run has taken some in
	 */
	public boolean any() {
		return this.any;
	}

	/**
	 * The columns that came with corrections.
	 * @return their names, in the order in which they follow the file's own
	 */
	public List<String> addedColumns() {
		return this.addedColumns;
	}

	/**
	 * The corrected cells of a range of rows.
	 * @param first the first row's number
	 * @param last the last row's number, included
	 * @return by the row's number, and by the column's place
	 */
	public Map<Long, Map<Integer, String>> between(long first, long last) {
		if (!this.any) {
			return Map.of();
		}
		Map<Long, Map<Integer, String>> cells = new HashMap<>();
		this.jdbc.sql("select id, place, cell from bulksend_corrected_cell where id between ? and ?")
			.params(MessageLedger.id(this.file.id(), first), MessageLedger.id(this.file.id(), last))
			.query((ResultSet row) -> {
				cells.computeIfAbsent(row.getLong(1) - MessageLedger.id(this.file.id(), 0), (any) -> new HashMap<>())
					.put(row.getInt(2), row.getString(3));
			});
		return cells;
	}

	/**
	 * Whether a row may be sent once a file is put right.
	 * @return whether one is INVALID for what its file is, or is not
	 */
	public boolean awaitsFiles() {
		return this.jdbc.sql("""
				select exists (select 1 from bulksend_message where id between ? and ? and status = 'INVALID'
				and error_code in ('ATTACHMENT_FILE', 'ATTACHMENT_SIZE', 'ATTACHMENT_TYPE'))""")
			.params(MessageLedger.id(this.file.id(), 1), MessageLedger.id(this.file.id(), this.file.rows()))
			.query(Boolean.class)
			.single();
	}

	/**
	 * When a file of corrections was taken in.
	 * @param sha256 the SHA-256 of its bytes
	 * @return the time, or empty if it was not
	 */
	public Optional<OffsetDateTime> takenIn(String sha256) {
		return this.jdbc.sql("select taken_at from bulksend_correction where file_id = ? and sha256 = ? order by id")
			.params(this.file.id(), sha256)
			.query(OffsetDateTime.class)
			.list()
			.stream()
			.findFirst();
	}

}
