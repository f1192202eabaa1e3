package io.bulksend.ledger;

import java.io.Closeable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;

import javax.sql.DataSource;

import io.bulksend.ledger.database.LedgerException;

/**
 * Takes corrections into the ledger and opens their rows again, all in one transaction:
 * however the process ends, either everything was taken in or nothing was. Sends nothing
 * by itself; a row that is opened is sent as any that is not sent yet.
 * <p>
 * Not for use by several threads.
 */
public final class CorrectionIntake implements Closeable {

	private static final int BATCH = 1_000;

	private final Connection connection;

	private final FileRecord file;

	private final Clock clock;

	private final PreparedStatement deleteCell;

	private final PreparedStatement insertCell;

	private final PreparedStatement open;

	private final PreparedStatement updateDuplicate;

	private final PreparedStatement insertDuplicate;

	private int batched;

	private boolean opened;

	/**
	 * Begins.
	 * @param dataSource the ledger's database
	 * @param file the campaign's file, which no run is sending
	 * @param clock tells when they were taken in
	 */
	public CorrectionIntake(DataSource dataSource, FileRecord file, Clock clock) {
		this.file = file;
		this.clock = clock;
		try {
			this.connection = dataSource.getConnection();
			this.connection.setAutoCommit(false);
			this.deleteCell = this.connection
				.prepareStatement("delete from bulksend_corrected_cell where id = ? and place = ?");
			this.insertCell = this.connection
				.prepareStatement("insert into bulksend_corrected_cell (id, place, cell) values (?, ?, ?)");
			// Nothing that was accepted or may have arrived is ever opened here.
			this.open = this.connection.prepareStatement("""
					update bulksend_message
					set status = 'NOT_SENT', error_code = null, error_message = null, completed_at = null
					where id = ? and status in ('INVALID', 'REJECTED', 'DUPLICATE')""");
			this.updateDuplicate = this.connection.prepareStatement("""
					update bulksend_message set status = 'DUPLICATE', error_message = ?, completed_at = ?
					where id = ? and status = 'NOT_SENT'""");
			this.insertDuplicate = this.connection.prepareStatement("""
					insert into bulksend_message (error_message, completed_at, id, status, attempts)
					values (?, ?, ?, 'DUPLICATE', 0)""");
		}
		catch (SQLException ex) {
			throw new LedgerException(ex);
		}
	}

	/**
	 * Corrects a row's cells.
	 * @param row the row's number
	 * @param cells the new values by their columns' places
	 */
	public void correct(long row, Map<Integer, String> cells) {
		perform(() -> {
			for (Map.Entry<Integer, String> cell : cells.entrySet()) {
				this.deleteCell.setLong(1, id(row));
				this.deleteCell.setInt(2, cell.getKey());
				this.deleteCell.addBatch();
				this.insertCell.setLong(1, id(row));
				this.insertCell.setInt(2, cell.getKey());
				this.insertCell.setString(3, cell.getValue());
				this.insertCell.addBatch();
			}
			added(cells.size());
		});
	}

	/**
	 * Opens a row, unless it is open.
	 * @param row the row's number; it was refused, invalid or a duplicate
	 */
	public void open(long row) {
		this.opened = true;
		perform(() -> {
			this.open.setLong(1, id(row));
			this.open.addBatch();
			added(1);
		});
	}

	/**
	 * Says that a row that was opened is not to be sent.
	 * @param row the row's number
	 * @param reason what it is the same as, in a sentence
	 */
	public void duplicate(long row, String reason) {
		perform(() -> {
			execute();
			if (decide(this.updateDuplicate, row, reason) == 0) {
				decide(this.insertDuplicate, row, reason);
			}
		});
	}

	/**
	 * Keeps everything, and begins another pass through the file's rows if some were
	 * opened.
	 * @param sha256 the SHA-256 of the corrections' bytes
	 * @param name the name of their file
	 * @param firstPlace the place of the first column that they add
	 * @param addedColumns the names of the columns that they add
	 */
	public void commit(String sha256, String name, int firstPlace, List<String> addedColumns) {
		perform(() -> {
			execute();
			for (int i = 0; i < addedColumns.size(); i++) {
				update("insert into bulksend_added_column (file_id, place, name) values (?, ?, ?)", this.file.id(),
						firstPlace + i, addedColumns.get(i));
			}
			update("insert into bulksend_correction (file_id, sha256, name, taken_at) values (?, ?, ?, ?)",
					this.file.id(), sha256, name, OffsetDateTime.now(this.clock));
			if (this.opened) {
				update("update bulksend_file set pass = pass + 1 where id = ?", this.file.id());
			}
			this.connection.commit();
		});
	}

	/** Keeps nothing that was not committed. */
	@Override
	public void close() {
		try (this.connection) {
			this.connection.rollback();
		}
		catch (SQLException ex) {
			return;
		}
	}

	private int decide(PreparedStatement statement, long row, String reason) throws SQLException {
		statement.setString(1, reason);
		statement.setObject(2, OffsetDateTime.now(this.clock));
		statement.setLong(3, id(row));
		return statement.executeUpdate();
	}

	private void update(String sql, Object... parameters) throws SQLException {
		try (PreparedStatement statement = this.connection.prepareStatement(sql)) {
			for (int i = 0; i < parameters.length; i++) {
				statement.setObject(i + 1, parameters[i]);
			}
			statement.executeUpdate();
		}
	}

	private void added(int statements) throws SQLException {
		this.batched += statements;
		if (this.batched >= BATCH) {
			execute();
		}
	}

	private void execute() throws SQLException {
		if (this.batched > 0) {
			this.deleteCell.executeBatch();
			this.insertCell.executeBatch();
			this.open.executeBatch();
			this.batched = 0;
		}
	}

	private long id(long row) {
		return MessageLedger.id(this.file.id(), row);
	}

	private static void perform(SqlWork work) {
		try {
			work.run();
		}
		catch (SQLException ex) {
			throw new LedgerException(ex);
		}
	}

	private interface SqlWork {

		void run() throws SQLException;

	}

}
