package io.bulksend.ledger.shared;

import java.io.Closeable;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Consumer;

import javax.sql.DataSource;

import io.bulksend.campaign.MessageKey;
import io.bulksend.ledger.database.LedgerException;
import io.bulksend.ledger.shared.DayEvent.What;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.support.JdbcUtils;

/**
 * What runs tell each other that keep to a number of recipients a day and go on at the
 * same time: one after the other hears what the others have told, decides, and tells. So
 * two of them never give away the same place.
 * <p>
 * A run that joins knows the ledger besides, and reads it after it has joined: who is
 * told of here has no entry there, or not yet. What is written need not outlive a crash
 * of the server.
 * <p>
 * On PostgreSQL alone. Not for use by several threads.
 */
public final class SharedDay implements Closeable {

	private static final long KEY = MessageKey.ofText("bulk-send recipients of a day").high();

	/** What all know is cleared away each time so much was told. */
	private static final int BETWEEN_CLEANINGS = 1_000;

	/** Whoever is stopped while it decides is not waited for: its session ends. */
	private static final String LOCK = """
			select set_config('synchronous_commit', 'off', true),
			set_config('idle_in_transaction_session_timeout', ?, true), pg_advisory_xact_lock(?)""";

	private static final Duration PATIENCE = Duration.ofSeconds(5);

	private static final String NEWS = """
			select id, version, source, person, state, at from bulksend_day where version > ? and run <> ?
			order by version""";

	private static final String TAKE = """
			insert into bulksend_day (version, run, file_id, source, person, state, at)
			values (nextval('bulksend_day_version'), ?, ?, ?, ?, 'T', ?)""";

	private static final String DECIDE = """
			update bulksend_day set version = nextval('bulksend_day_version'), state = ?, at = ? where id = ?""";

	private static final String FREE_ALL = """
			update bulksend_day set version = nextval('bulksend_day_version'), state = 'F'
			where run = ? and state = 'T'""";

	private static final String GONE = """
			not exists (select 1 from pg_locks l join pg_database d on d.oid = l.database
			and d.datname = current_database() where l.locktype = 'advisory' and l.objsubid = 1 and l.granted
			and ((l.classid::bigint << 32) | l.objid::bigint) = %s)""";

	private static final String FORGET_RUNS = "delete from bulksend_day_run where " + GONE.formatted("token");

	/** What a run that is gone had taken is in the ledger, once nobody works on it. */
	private static final String FORGET_THEIRS = """
			delete from bulksend_day e where not exists (select 1 from bulksend_day_run r where r.token = e.run)
			and e.state = 'T' and not exists (select 1 from bulksend_handout h where h.file_id = e.file_id)""";

	private static final String CLEAN = """
			delete from bulksend_day where at < now() - interval '25 hours' or (state <> 'T'
			and version <= coalesce((select min(version) from bulksend_day_run where token <> ?), 9223372036854775807))""";

	private final Connection connection;

	private final long file;

	private final Duration patience;

	private final long token = ThreadLocalRandom.current().nextLong(1, Long.MAX_VALUE);

	/** What others have taken, as far as it was heard of. */
	private final Set<Long> theirs = new HashSet<>();

	/**
	 * What this run has taken, and nothing is decided about; first come, first served.
	 */
	private final Map<Taken, Deque<Long>> own = new HashMap<>();

	private long version;

	private int told;

	private boolean closed;

	/**
	 * Joins those who share a day.
	 * @param dataSource the ledger's database, a PostgreSQL
	 * @param file the file that the run sends
	 * @param heard takes what the others are about to do, or have just done
	 * @throws LedgerException if the database cannot be used
	 */
	public SharedDay(DataSource dataSource, long file, Consumer<DayEvent> heard) {
		this(dataSource, file, heard, PATIENCE);
	}

	SharedDay(DataSource dataSource, long file, Consumer<DayEvent> heard, Duration patience) {
		this.file = file;
		this.patience = patience;
		Connection opened = null;
		try {
			opened = dataSource.getConnection();
			opened.setAutoCommit(false);
			this.connection = opened;
			try (PreparedStatement select = opened.prepareStatement("select pg_advisory_lock(?)")) {
				select.setLong(1, this.token);
				select.execute();
			}
			lock();
			update(FORGET_RUNS);
			update(FORGET_THEIRS);
			hear(heard);
			update("insert into bulksend_day_run (token, version) values (?, ?)", this.token, this.version);
			opened.commit();
		}
		catch (SQLException ex) {
			JdbcUtils.closeConnection(opened);
			throw new LedgerException(ex);
		}
	}

	/**
	 * Waits until no other run decides, and hears what they have decided. From now on
	 * none does until {@link #tell}.
	 * @param heard takes what the others did since this was asked last
	 * @throws LedgerException if the database cannot be used
	 */
	public void listen(Consumer<DayEvent> heard) {
		try {
			lock();
			hear(heard);
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	/**
	 * Tells the others, and lets them decide.
	 * @param events what this run is about to do, and has done, in its order
	 * @throws LedgerException if the database cannot be used
	 */
	public void tell(List<DayEvent> events) {
		try {
			write(events);
			this.told += events.size();
			if (this.told >= BETWEEN_CLEANINGS) {
				this.told = 0;
				update("update bulksend_day_run set version = ? where token = ?", this.version, this.token);
				update(FORGET_RUNS);
				update(CLEAN, -1);
			}
			this.connection.commit();
		}
		catch (SQLException ex) {
			throw failed(ex);
		}
	}

	private void hear(Consumer<DayEvent> heard) throws SQLException {
		try (PreparedStatement select = this.connection.prepareStatement(NEWS)) {
			select.setLong(1, this.version);
			select.setLong(2, this.token);
			try (ResultSet row = select.executeQuery()) {
				while (row.next()) {
					this.version = row.getLong(2);
					hear(row.getLong(1), event(row), heard);
				}
			}
		}
	}

	/** What was taken and decided since is told as both. */
	private void hear(long id, DayEvent event, Consumer<DayEvent> heard) {
		boolean decided = event.what() != What.TAKEN;
		if (decided ? !this.theirs.remove(id) : this.theirs.add(id)) {
			heard.accept(new DayEvent(What.TAKEN, event.source(), event.person(), event.at()));
		}
		if (decided) {
			heard.accept(event);
		}
	}

	private static DayEvent event(ResultSet row) throws SQLException {
		What what = switch (row.getString(5)) {
			case "T" -> What.TAKEN;
			case "C" -> What.COUNTED;
			default -> What.FREED;
		};
		return new DayEvent(what, row.getString(3), row.getLong(4), row.getObject(6, OffsetDateTime.class).toInstant());
	}

	private void write(List<DayEvent> events) throws SQLException {
		// What is decided was taken in an earlier turn.
		decide(events.stream().filter((event) -> event.what() != What.TAKEN).toList());
		take(events.stream().filter((event) -> event.what() == What.TAKEN).toList());
	}

	private void take(List<DayEvent> events) throws SQLException {
		if (events.isEmpty()) {
			return;
		}
		try (PreparedStatement insert = this.connection.prepareStatement(TAKE, new String[] { "id" })) {
			for (DayEvent event : events) {
				insert.setLong(1, this.token);
				insert.setLong(2, this.file);
				insert.setString(3, event.source());
				insert.setLong(4, event.person());
				insert.setObject(5, event.at().atOffset(ZoneOffset.UTC));
				insert.addBatch();
			}
			insert.executeBatch();
			try (ResultSet ids = insert.getGeneratedKeys()) {
				for (DayEvent event : events) {
					ids.next();
					this.own.computeIfAbsent(Taken.of(event), (any) -> new ArrayDeque<>(1)).add(ids.getLong(1));
				}
			}
		}
	}

	private void decide(List<DayEvent> events) throws SQLException {
		if (events.isEmpty()) {
			return;
		}
		try (PreparedStatement update = this.connection.prepareStatement(DECIDE)) {
			for (DayEvent event : events) {
				Long id = taken(event);
				if (id != null) {
					update.setString(1, (event.what() == What.COUNTED) ? "C" : "F");
					update.setObject(2, event.at().atOffset(ZoneOffset.UTC));
					update.setLong(3, id);
					update.addBatch();
				}
			}
			update.executeBatch();
		}
	}

	private @Nullable Long taken(DayEvent event) {
		Deque<Long> ids = this.own.get(Taken.of(event));
		Long id = (ids != null) ? ids.poll() : null;
		if (ids != null && ids.isEmpty()) {
			this.own.remove(Taken.of(event));
		}
		return id;
	}

	private void lock() throws SQLException {
		try (PreparedStatement select = this.connection.prepareStatement(LOCK)) {
			select.setString(1, String.valueOf(this.patience.toMillis()));
			select.setLong(2, KEY);
			select.execute();
		}
	}

	private void update(String sql, long... numbers) throws SQLException {
		try (PreparedStatement update = this.connection.prepareStatement(sql)) {
			for (int i = 0; i < numbers.length; i++) {
				update.setLong(i + 1, numbers[i]);
			}
			update.executeUpdate();
		}
	}

	private LedgerException failed(SQLException ex) {
		try {
			this.connection.rollback();
		}
		catch (SQLException rollback) {
			ex.addSuppressed(rollback);
		}
		return new LedgerException(ex);
	}

	/**
	 * Leaves: tells what is left to tell. What this run had taken and not sent is free.
	 * @param last what it has done since it told the others
	 */
	public void leave(List<DayEvent> last) {
		if (this.closed) {
			return;
		}
		try {
			lock();
			write(last);
			update(FREE_ALL, this.token);
			update("delete from bulksend_day_run where token = ?", this.token);
			update(FORGET_RUNS);
			update(CLEAN, this.token);
			this.connection.commit();
		}
		catch (SQLException ex) {
			// What went wrong before is what the caller must hear of; the next run that
			// joins clears this one's place.
			failed(ex);
		}
		close();
	}

	@Override
	public void close() {
		if (!this.closed) {
			this.closed = true;
			try (this.connection;
					PreparedStatement unlock = this.connection.prepareStatement("select pg_advisory_unlock_all()")) {
				unlock.execute();
				this.connection.commit();
			}
			catch (SQLException ex) {
				// A connection that is broken holds no lock any more.
				return;
			}
		}
	}

	/** To whom something of a source is under way. */
	private record Taken(String source, long person) {

		static Taken of(DayEvent event) {
			return new Taken(event.source(), event.person());
		}

	}

}
