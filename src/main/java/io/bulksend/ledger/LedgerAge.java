package io.bulksend.ledger;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

import javax.sql.DataSource;

import io.bulksend.campaign.Status;
import io.bulksend.ledger.database.DatabaseUnusableException;
import io.bulksend.ledger.database.LatestRun;
import io.bulksend.ledger.database.LatestRun.Mark;
import io.bulksend.ledger.database.LedgerDatabase;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Tells a ledger that has all that was ever kept in it from an older copy, or one of
 * which something was cut: both would send again what they have forgotten.
 */
public final class LedgerAge {

	/** What was accepted stays so, though it was sent again as it was not delivered. */
	private static final String RESENT = "select count(*) from bulksend_resent where id between ? and ?";

	/** Of what was forgotten. */
	private static final String KEPT = "select calls, accepted from bulksend_file where id = ? and calls is not null";

	private final JdbcClient jdbc;

	private final CountedEntries counted;

	/** What was looked at already: it takes its time, and what is there stays there. */
	private final Map<Long, Mark> known = new ConcurrentHashMap<>();

	/**
	 * The age of a ledger.
	 * @param dataSource the ledger's database
	 * @param counted counts its entries
	 */
	public LedgerAge(DataSource dataSource, CountedEntries counted) {
		this.jdbc = JdbcClient.create(dataSource);
		this.counted = counted;
	}

	/**
	 * How far the ledger is with a file at least: as it was when this was first asked.
	 * @param file the file's id
	 * @return the mark
	 */
	public Mark mark(long file) {
		return this.known.computeIfAbsent(file, this::read);
	}

	private Mark read(long file) {
		return this.jdbc.sql(KEPT)
			.param(file)
			.query((row, number) -> new Mark(file, row.getLong(1), row.getLong(2)))
			.optional()
			.orElseGet(() -> readRows(file));
	}

	private Mark readRows(long file) {
		EntryCounts counts = this.counted.of(file);
		long resent = this.jdbc.sql(RESENT)
			.params(MessageLedger.id(file, 0), MessageLedger.lastId(file))
			.query(Long.class)
			.single();
		return new Mark(file, counts.calls(), counts.count(Status.ACCEPTED) + resent);
	}

	/**
	 * Makes sure that an embedded ledger is as far as its latest run says that it was.
	 * What a server keeps is its own to look after.
	 * @param url the database's JDBC URL
	 * @throws DatabaseUnusableException if it is older
	 */
	public void requireNewest(String url) {
		Optional<Path> folder = LedgerDatabase.folder(url);
		Optional<LatestRun> latest = folder.flatMap(LatestRun::read);
		if (latest.isPresent() && !isReached(latest.get().mark())) {
			throw LedgerDatabase.older(folder.get(), latest.get(), mark(latest.get().mark().file()));
		}
	}

	private boolean isReached(Mark latest) {
		return latest.isBlank() || latest.isReachedBy(mark(latest.file()));
	}

}
