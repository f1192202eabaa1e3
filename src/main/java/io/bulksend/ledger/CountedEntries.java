package io.bulksend.ledger;

import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

import javax.sql.DataSource;

import org.springframework.jdbc.core.ConnectionCallback;
import org.springframework.jdbc.core.JdbcTemplate;

/**
 * Counts a file's entries once for all who ask while a run begins: the look through a
 * million of them takes its time. Whoever changes entries says so.
 * <p>
 * For those who have the entries to themselves: by the campaign's lock, or as they have
 * the embedded database open.
 */
public final class CountedEntries {

	private final JdbcTemplate jdbc;

	private final Map<Long, EntryCounts> known = new ConcurrentHashMap<>();

	/**
	 * Counts nothing yet.
	 * @param dataSource the ledger's database
	 */
	public CountedEntries(DataSource dataSource) {
		this.jdbc = new JdbcTemplate(dataSource);
	}

	/**
	 * The entries of a file, counted now or since they were last changed.
	 * @param file the file's id
	 * @return what was counted
	 */
	public EntryCounts of(long file) {
		EntryCounts counts = this.known.get(file);
		if (counts == null) {
			counts = Objects.requireNonNull(this.jdbc
				.execute((ConnectionCallback<EntryCounts>) (connection) -> EntryCounts.read(connection, file)));
			this.known.put(file, counts);
		}
		return counts;
	}

	/** Entries were changed, or will be from now on. */
	public void changed() {
		this.known.clear();
	}

}
