package io.bulksend.ledger.shared;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

import javax.sql.DataSource;

import io.bulksend.ledger.database.LedgerException;

import org.springframework.dao.DataAccessException;
import org.springframework.integration.channel.QueueChannel;
import org.springframework.integration.jdbc.store.JdbcChannelMessageStore;
import org.springframework.integration.jdbc.store.channel.ChannelMessageStorePreparedStatementSetter;
import org.springframework.integration.jdbc.store.channel.PostgresChannelMessageStoreQueryProvider;
import org.springframework.integration.store.MessageGroupQueue;
import org.springframework.integration.util.UUIDConverter;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.GenericMessage;

/**
 * The channel between those who hand rows out and those who send them: Spring
 * Integration's message store in the ledger's PostgreSQL. Payloads are bytes, and bytes
 * alone are stored. Each run has groups of its own, for its chunks and for the replies,
 * so that no run ever meets another's.
 */
public final class ChunkStore {

	private ChunkStore() {
	}

	/**
	 * The channel of a run's chunks.
	 * @param dataSource the ledger's database
	 * @param handOut the run's hand-out
	 * @return the channel; its payloads are bytes
	 */
	public static QueueChannel requests(DataSource dataSource, long handOut) {
		return new QueueChannel(new MessageGroupQueue(store(new JdbcTemplate(dataSource)), requests(handOut)));
	}

	/**
	 * The channel of the replies to a run.
	 * @param dataSource the ledger's database
	 * @param handOut the run's hand-out
	 * @return the channel; its payloads are bytes
	 */
	public static QueueChannel replies(DataSource dataSource, long handOut) {
		return new QueueChannel(new MessageGroupQueue(store(new JdbcTemplate(dataSource)), replies(handOut)));
	}

	static String requests(long handOut) {
		return "requests-" + handOut;
	}

	static String replies(long handOut) {
		return "replies-" + handOut;
	}

	/**
	 * Takes back the chunks that nobody works on. Waits for nobody.
	 * @param dataSource the ledger's database
	 * @param handOut the run's hand-out
	 * @return whether none is left: nobody works on one either
	 */
	static boolean takeBack(DataSource dataSource, long handOut) {
		try (Connection connection = dataSource.getConnection()) {
			String key = key(requests(handOut));
			try (PreparedStatement delete = connection.prepareStatement("""
					delete from bulksend_channel_message where ctid in (select ctid from bulksend_channel_message
					where group_key = ? for update skip locked)""")) {
				delete.setString(1, key);
				delete.executeUpdate();
			}
			try (PreparedStatement select = connection
				.prepareStatement("select not exists (select 1 from bulksend_channel_message where group_key = ?)")) {
				select.setString(1, key);
				try (ResultSet row = select.executeQuery()) {
					row.next();
					return row.getBoolean(1);
				}
			}
		}
		catch (SQLException ex) {
			throw new LedgerException(ex);
		}
	}

	static String key(String group) {
		return UUIDConverter.getUUID(group).toString();
	}

	static JdbcChannelMessageStore store(JdbcTemplate jdbc) {
		jdbc.setFetchSize(1);
		JdbcChannelMessageStore store = new JdbcChannelMessageStore();
		store.setJdbcTemplate(jdbc);
		store.setChannelMessageStoreQueryProvider(new PostgresChannelMessageStoreQueryProvider());
		store.setTablePrefix("bulksend_");
		store.setMessageRowMapper((row, number) -> new GenericMessage<>(row.getBytes("message_content")));
		store.setPreparedStatementSetter(new Bytes());
		store.afterPropertiesSet();
		return store;
	}

	/**
	 * What went wrong with the channel.
	 * @param failure what Spring threw
	 * @return the same as all that the ledger's database does
	 */
	public static LedgerException failure(DataAccessException failure) {
		return (failure.getMostSpecificCause() instanceof SQLException cause) ? new LedgerException(cause)
				: new LedgerException("The ledger's database failed: " + failure.getMessage());
	}

	/** The payload as it is. */
	private static final class Bytes extends ChannelMessageStorePreparedStatementSetter {

		@Override
		public void setValues(PreparedStatement statement, Message<?> message, Object group, String region,
				boolean priority) throws SQLException {
			super.setValues(statement, message, group, region, priority);
			statement.setBytes(6, (byte[]) message.getPayload());
		}

	}

}
