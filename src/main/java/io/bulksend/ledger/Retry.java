package io.bulksend.ledger;

import java.sql.ResultSet;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongConsumer;
import java.util.function.LongPredicate;
import java.util.function.Predicate;

import javax.sql.DataSource;

import io.bulksend.campaign.Retried;
import io.bulksend.campaign.Status;
import io.bulksend.ledger.database.DatabaseClock;

import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Opens a new pass through a file, in which rows that were decided are sent again. The
 * one way in which a message may go out twice, and only when it is asked for by name.
 */
public final class Retry {

	private static final int BATCH = 1_000;

	/** A list in SQL is never empty. */
	private static final List<String> NONE = List.of("");

	private static final BitSet NO_ROWS = new BitSet();

	private static final List<Long> NO_ENTRY = List.of(-1L);

	/** A code names rows that a call was made for. */
	private static final String DECIDED = """
			id > :first and id < :last and (status in (:statuses)
			or (status in ('REJECTED', 'IN_DOUBT', 'IN_FLIGHT') and error_code in (:codes)))
			and id not in (:spared)""";

	private static final String DOUBTS = """
			select id, recipient from bulksend_message
			where id > :first and id < :last and status in ('IN_DOUBT', 'IN_FLIGHT') and recipient is not null
			and (:all or error_code in (:codes))""";

	private static final String COUNT = "select status, count(*) from bulksend_message where " + DECIDED
			+ " group by status";

	private static final String ROWS = "select id from bulksend_message where " + DECIDED;

	private static final String OPEN = "update bulksend_message set status = 'NOT_SENT', completed_at = null where "
			+ DECIDED;

	private static final String KEEP_ID = """
			insert into bulksend_resent (id, message_id, claimed_at)
			select id, message_id, claimed_at from bulksend_message where id = ? and status = 'ACCEPTED'""";

	private static final String OPEN_FAILED = """
			update bulksend_message set status = 'NOT_SENT', message_id = null, completed_at = null
			where id = ? and status = 'ACCEPTED'""";

	private final DataSource dataSource;

	private final Predicate<String> suppressed;

	private final JdbcClient jdbc;

	private final JdbcTemplate batches;

	private final TransactionTemplate transaction;

	private final FailedDeliveries failed;

	/**
	 * Retries by a ledger.
	 * @param dataSource the ledger's database
	 * @param clock tells which rows have waited for long enough
	 * @param suppressed says of an address, as
	 * {@link io.bulksend.campaign.Message#address} writes it, whether the run may send
	 * nothing there
	 */
	public Retry(DataSource dataSource, Clock clock, Predicate<String> suppressed) {
		this.dataSource = dataSource;
		this.suppressed = suppressed;
		this.batches = new JdbcTemplate(dataSource);
		this.jdbc = JdbcClient.create(this.batches);
		this.failed = new FailedDeliveries(dataSource, clock, suppressed);
		this.transaction = new TransactionTemplate(new JdbcTransactionManager(dataSource));
	}

	/**
	 * Opens a pass, unless another run has sent something of the file since this one was
	 * asked for: two commands that were started together ask for the same, and the second
	 * must not do it again.
	 * @param file the file
	 * @param retried which rows to send again
	 * @param asked when it was asked for
	 * @return the file in its new pass, or as it was if none was opened
	 */
	public FileRecord open(FileRecord file, Retried retried, Instant asked) {
		FileRecord opened = this.transaction
			.execute((status) -> hasSentSince(file, asked) ? file : reopen(file, retried));
		return (opened != null) ? opened : file;
	}

	private boolean hasSentSince(FileRecord file, Instant asked) {
		return this.jdbc
			.sql("select exists (select 1 from bulksend_message where id > ? and id < ? and claimed_at > ?)")
			.params(first(file), last(file), byTheDatabasesClock(asked).atOffset(ZoneOffset.UTC))
			.query(Boolean.class)
			.single();
	}

	/** Where several machines share a ledger, its clock says when a row was claimed. */
	private Instant byTheDatabasesClock(Instant asked) {
		Duration ahead = this.batches.execute((ConnectionCallback<Duration>) DatabaseClock::ahead);
		return (ahead != null) ? asked.plus(ahead) : asked;
	}

	private FileRecord reopen(FileRecord file, Retried retried) {
		openRows(file, retried);
		this.jdbc.sql("update bulksend_file set pass = pass + 1, retrying = true where id = ?")
			.param(file.id())
			.update();
		return file.retried();
	}

	/**
	 * Opens rows of a file that is about to be planned: what it took over from the file
	 * that it replaces. If the plan is not finished, all of it is made anew.
	 * @param file the file
	 * @param retried which rows to send again
	 */
	public void openCarried(FileRecord file, Retried retried) {
		this.transaction.executeWithoutResult((status) -> openRows(file, retried));
	}

	private void openRows(FileRecord file, Retried retried) {
		decided(OPEN, file, retried).update();
		if (retried.failed()) {
			List<Long> ready = new ArrayList<>();
			this.failed.forEachReady(file, ready::add);
			// What it was called is kept first: nobody is to take it for another
			// ledger's.
			for (String sql : List.of(KEEP_ID, OPEN_FAILED)) {
				this.batches.batchUpdate(sql, ready, BATCH, (statement, id) -> statement.setLong(1, id));
			}
		}
	}

	/**
	 * Counts the rows that would be opened.
	 * @param file the file
	 * @param retried which rows to send again
	 * @return how many there are of each status
	 */
	public Map<Status, Long> count(FileRecord file, Retried retried) {
		Map<Status, Long> counts = new EnumMap<>(Status.class);
		decided(COUNT, file, retried).query((ResultSet row) -> {
			counts.merge(MessageLedger.status(row.getString(1)), row.getLong(2), Long::sum);
		});
		if (retried.failed()) {
			long ready = this.failed.standing(file).ready();
			if (ready > 0) {
				counts.put(Status.ACCEPTED, ready);
			}
		}
		return counts;
	}

	/**
	 * How the rows stand whose delivery failed.
	 * @param file the file
	 * @return how they stand, but for those of people who are not to be written to
	 */
	public FailedDeliveries.Failures failures(FileRecord file) {
		return this.failed.standing(file);
	}

	/**
	 * Finds the entries that would be opened, in whichever files.
	 * @param files the files
	 * @param retried which rows to send again
	 * @return tells of an entry's id whether it would be
	 */
	public LongPredicate opened(List<FileRecord> files, Retried retried) {
		Map<Long, BitSet> rows = new HashMap<>();
		LongConsumer found = (id) -> rows.computeIfAbsent(MessageLedger.fileOf(id), (any) -> new BitSet())
			.set((int) MessageLedger.rowOf(id));
		for (FileRecord file : files) {
			decided(ROWS, file, retried).query((ResultSet row) -> found.accept(row.getLong(1)));
			if (retried.failed()) {
				this.failed.forEachReady(file, found);
			}
		}
		return (id) -> rows.getOrDefault(MessageLedger.fileOf(id), NO_ROWS).get((int) MessageLedger.rowOf(id));
	}

	/**
	 * Finds the rows of a file that would be opened.
	 * @param file the file
	 * @param retried which rows to send again
	 * @return tells of a row's number whether it would be
	 */
	public LongPredicate openedRows(FileRecord file, Retried retried) {
		LongPredicate opened = opened(List.of(file), retried);
		return (row) -> opened.test(MessageLedger.id(file.id(), row));
	}

	private JdbcClient.StatementSpec decided(String sql, FileRecord file, Retried retried) {
		List<String> states = new ArrayList<>(retried.statuses().stream().map(Status::name).toList());
		if (retried.statuses().contains(Status.IN_DOUBT)) {
			// Of a run that died: whoever opens rows has put them in doubt before.
			states.add(MessageLedger.IN_FLIGHT);
		}
		return this.jdbc.sql(sql)
			.param("first", first(file))
			.param("last", last(file))
			.param("statuses", states.isEmpty() ? NONE : states)
			.param("codes", retried.codes().isEmpty() ? NONE : List.copyOf(retried.codes()))
			.param("spared", spared(file, retried));
	}

	/**
	 * Counts the rows that are not opened though they were asked for: what may have
	 * arrived, or did not, is for people who are not to be written to any more.
	 * @param file the file
	 * @param retried which rows to send again
	 * @return how many there are; they stay what they are
	 */
	public long countSpared(FileRecord file, Retried retried) {
		return spared(file, retried).size() - NO_ENTRY.size() + (retried.failed() ? this.failed.countSpared(file) : 0);
	}

	/**
	 * Rows that may have arrived, for people who asked for no more since or are
	 * suppressed. They will not be sent again, so they stay what they are: opened, they
	 * would end as not sent.
	 */
	private List<Long> spared(FileRecord file, Retried retried) {
		boolean all = retried.statuses().contains(Status.IN_DOUBT);
		if (!all && retried.codes().isEmpty()) {
			return NO_ENTRY;
		}
		SparedPeople people = SparedPeople.read(this.dataSource, this.suppressed);
		List<Long> spared = new ArrayList<>(NO_ENTRY);
		this.jdbc.sql(DOUBTS)
			.param("first", first(file))
			.param("last", last(file))
			.param("all", all)
			.param("codes", retried.codes().isEmpty() ? NONE : List.copyOf(retried.codes()))
			.query((ResultSet row) -> {
				if (people.has(row.getString(2))) {
					spared.add(row.getLong(1));
				}
			});
		return spared;
	}

	private static long first(FileRecord file) {
		return MessageLedger.id(file.id(), 0);
	}

	private static long last(FileRecord file) {
		return MessageLedger.id(file.id() + 1, 0);
	}

}
