package io.bulksend.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.Set;

/**
 * The ids under which the API knows the ledger's messages. They have no index, which
 * would cost every message its time when it is sent: all are read, in the order of the
 * rows. Memory stays flat.
 */
final class MessageIds {

	private static final int PAGE = 10_000;

	private static final String SELECT = """
			select id, message_id from bulksend_message
			where message_id is not null and id > ? order by id fetch first %d rows only""".formatted(PAGE);

	private MessageIds() {
	}

	/**
	 * Finds which ids the ledger has.
	 * @param connection the ledger's database
	 * @param ids the ids
	 * @return those that it has
	 */
	static Set<String> known(Connection connection, Set<String> ids) throws SQLException {
		Set<String> known = new HashSet<>();
		try (PreparedStatement select = connection.prepareStatement(SELECT)) {
			long after = 0;
			int size = PAGE;
			while (size == PAGE && known.size() < ids.size()) {
				size = 0;
				select.setLong(1, after);
				try (ResultSet row = select.executeQuery()) {
					while (row.next()) {
						size++;
						after = row.getLong(1);
						String id = row.getString(2);
						if (ids.contains(id)) {
							known.add(id);
						}
					}
				}
			}
		}
		return known;
	}

}
