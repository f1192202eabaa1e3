package io.bulksend.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Whose messages the rows of a file are: by its source and its recipient a receipt is
 * matched with a row in doubt, whose message id nobody has seen. Most files have one
 * source, which is kept once, so that their claims cost nothing more. Part of the
 * ledger's transactions.
 */
final class Sources {

	private final Connection connection;

	private final long file;

	/** The source of the file's first claim. */
	private @Nullable String usual;

	/** Whether some rows have another source. */
	private boolean mixed;

	/** Whether others may add some meanwhile. */
	private final boolean shared;

	/**
	 * The sources of a file's rows.
	 * @param connection whose transactions it is part of
	 * @param file the file's id
	 * @param shared whether others send rows of the file too
	 */
	Sources(Connection connection, long file, boolean shared) {
		this.connection = connection;
		this.file = file;
		this.shared = shared;
	}

	/**
	 * Keeps the sources of rows that are about to be sent.
	 * @param claims the rows
	 */
	void record(List<Claim> claims) throws SQLException {
		if (claims.isEmpty()) {
			return;
		}
		String common = usual(claims.get(0).source());
		List<Claim> others = claims.stream().filter((claim) -> !claim.source().equals(common)).toList();
		if (this.mixed || this.shared) {
			forget(claims.stream().filter(Claim::known).toList());
		}
		if (!others.isEmpty()) {
			keep(others);
			this.mixed = true;
		}
	}

	/** Forgets the sources of all rows. */
	void clear() throws SQLException {
		try (PreparedStatement delete = this.connection
			.prepareStatement("delete from bulksend_source where id between ? and ?")) {
			delete.setLong(1, MessageLedger.id(this.file, 0));
			delete.setLong(2, MessageLedger.lastId(this.file));
			delete.executeUpdate();
		}
	}

	/**
	 * The source of most rows.
	 * @param first what it is from now on, where the file has none yet
	 */
	String usual(String first) throws SQLException {
		String known = this.usual;
		if (known == null) {
			try (PreparedStatement select = this.connection.prepareStatement("""
					select f.source, exists (select 1 from bulksend_source s where s.id between ? and ?)
					from bulksend_file f where f.id = ?""")) {
				select.setLong(1, MessageLedger.id(this.file, 0));
				select.setLong(2, MessageLedger.lastId(this.file));
				select.setLong(3, this.file);
				try (ResultSet row = select.executeQuery()) {
					row.next();
					known = row.getString(1);
					this.mixed = row.getBoolean(2);
				}
			}
			if (known == null) {
				known = set(first);
			}
			this.usual = known;
		}
		return known;
	}

	/** Of several that ask for it at once the first one sets it. */
	private String set(String first) throws SQLException {
		try (PreparedStatement update = this.connection
			.prepareStatement("update bulksend_file set source = coalesce(source, ?) where id = ?")) {
			update.setString(1, MessageLedger.text(first));
			update.setLong(2, this.file);
			update.executeUpdate();
		}
		try (PreparedStatement select = this.connection
			.prepareStatement("select source from bulksend_file where id = ?")) {
			select.setLong(1, this.file);
			try (ResultSet row = select.executeQuery()) {
				row.next();
				return row.getString(1);
			}
		}
	}

	private void keep(List<Claim> claims) throws SQLException {
		try (PreparedStatement insert = this.connection
			.prepareStatement("insert into bulksend_source (id, source) values (?, ?)")) {
			for (Claim claim : claims) {
				insert.setLong(1, MessageLedger.id(this.file, claim.row()));
				insert.setString(2, MessageLedger.text(claim.source()));
				insert.addBatch();
			}
			insert.executeBatch();
		}
	}

	private void forget(List<Claim> claims) throws SQLException {
		if (claims.isEmpty()) {
			return;
		}
		try (PreparedStatement delete = this.connection.prepareStatement("delete from bulksend_source where id = ?")) {
			for (Claim claim : claims) {
				delete.setLong(1, MessageLedger.id(this.file, claim.row()));
				delete.addBatch();
			}
			delete.executeBatch();
		}
	}

}
