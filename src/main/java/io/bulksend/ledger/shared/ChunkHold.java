package io.bulksend.ledger.shared;

import java.io.Closeable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

import javax.sql.DataSource;

import io.bulksend.ledger.database.LedgerException;
import org.jspecify.annotations.Nullable;

import org.springframework.dao.DataAccessException;
import org.springframework.integration.jdbc.store.JdbcChannelMessageStore;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.datasource.SingleConnectionDataSource;
import org.springframework.messaging.Message;
import org.springframework.messaging.support.GenericMessage;

/**
 * A chunk that is being worked on, in a transaction of its own: it is out of the channel
 * once all its rows are decided, together with the reply; and back in it as soon as its
 * process, or its connection, is gone, or silent for too long.
 * <p>
 * Not for use by several threads.
 */
public final class ChunkHold implements Closeable {

	/** In milliseconds. A process that is silent for so long does not get it back. */
	private static final int SILENCE = 8_000;

	private final Connection connection;

	private final long handOut;

	private final JdbcChannelMessageStore store;

	private final HandedChunk chunk;

	private ChunkHold(Connection connection, long handOut, JdbcChannelMessageStore store, HandedChunk chunk) {
		this.connection = connection;
		this.handOut = handOut;
		this.store = store;
		this.chunk = chunk;
	}

	/**
	 * Takes the next chunk.
	 * @param dataSource the ledger's database
	 * @param handOut whose rows
	 * @return the chunk, or {@code null} if there is none that nobody works on
	 * @throws LedgerException if the database cannot be used
	 */
	public static @Nullable ChunkHold take(DataSource dataSource, long handOut) {
		Connection connection = null;
		try {
			connection = dataSource.getConnection();
			connection.setAutoCommit(false);
			try (Statement statement = connection.createStatement()) {
				statement.execute("set local idle_in_transaction_session_timeout = " + SILENCE);
			}
			JdbcChannelMessageStore store = ChunkStore
				.store(new JdbcTemplate(new SingleConnectionDataSource(connection, true)));
			Message<?> message = store.pollMessageFromGroup(ChunkStore.requests(handOut));
			if (message == null) {
				connection.rollback();
				connection.close();
				return null;
			}
			return new ChunkHold(connection, handOut, store, HandedChunk.of((byte[]) message.getPayload()));
		}
		catch (SQLException ex) {
			close(connection);
			throw new LedgerException(ex);
		}
		catch (DataAccessException ex) {
			close(connection);
			throw ChunkStore.failure(ex);
		}
		catch (RuntimeException ex) {
			// It is there, but cannot be read.
			close(connection);
			throw ex;
		}
	}

	/**
	 * The rows.
	 * @return the chunk
	 */
	public HandedChunk chunk() {
		return this.chunk;
	}

	/**
	 * Tells the database that somebody is there.
	 * @throws LedgerException if the chunk is lost
	 */
	public void touch() {
		try (Statement statement = this.connection.createStatement()) {
			statement.execute("select 1");
		}
		catch (SQLException ex) {
			throw new LedgerException(ex);
		}
	}

	/**
	 * All rows are decided.
	 * @param doubtful see {@link ChunkReply#doubtful}
	 * @throws LedgerException if the chunk is lost; somebody else sees then that they are
	 */
	public void done(boolean doubtful) {
		try {
			ChunkReply reply = new ChunkReply(this.chunk.number(), doubtful);
			this.store.addMessageToGroup(ChunkStore.replies(this.handOut), new GenericMessage<>(reply.bytes()));
			try (PreparedStatement delete = this.connection.prepareStatement("""
					with done as (delete from bulksend_chunk where handout_id = ? and number = ?)
					delete from bulksend_former_taker where handout_id = ? and number = ?""")) {
				for (int place = 1; place <= 4; place += 2) {
					delete.setLong(place, this.handOut);
					delete.setInt(place + 1, this.chunk.number());
				}
				delete.executeUpdate();
			}
			this.connection.commit();
		}
		catch (SQLException ex) {
			throw new LedgerException(ex);
		}
		catch (DataAccessException ex) {
			throw ChunkStore.failure(ex);
		}
		finally {
			close();
		}
	}

	/** Gives the chunk back, unless it is done. */
	@Override
	public void close() {
		close(this.connection);
	}

	private static void close(@Nullable Connection connection) {
		try {
			if (connection != null && !connection.isClosed()) {
				try (connection) {
					connection.rollback();
				}
			}
		}
		catch (SQLException ex) {
			// Then the database has given it back.
			return;
		}
	}

}
