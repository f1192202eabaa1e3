package io.bulksend.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The messages that the API accepted, by the ids that it gave them. These have no index,
 * which would cost every message its time when it is sent: all are read, in the order of
 * the rows, a page at a time. Memory stays flat.
 */
public final class AcceptedMessages {

	private static final int PAGE = 20_000;

	private static final String SELECT = """
			select id, message_id from bulksend_message
			where id > ? and id < ? and status = 'ACCEPTED' order by id fetch first %d rows only""".formatted(PAGE);

	/** What was accepted, and sent again as it was not delivered. */
	private static final String RESENT = """
			select id, message_id from bulksend_resent
			where message_id > ? order by message_id, id fetch first %d rows only""".formatted(PAGE);

	private static final String CAMPAIGN = """
			select c.name from bulksend_file f join bulksend_campaign c on c.id = f.campaign_id
			where f.id = ?""";

	private final JdbcClient jdbc;

	/**
	 * What a ledger knows as accepted.
	 * @param dataSource the ledger's database
	 */
	public AcceptedMessages(DataSource dataSource) {
		this.jdbc = JdbcClient.create(dataSource);
	}

	/**
	 * One that was accepted.
	 *
	 * @param entry the ledger's id of its row
	 * @param messageId the id that the API gave it
	 */
	private record Accepted(long entry, String messageId) {
	}

	/**
	 * One that was looked for and found.
	 *
	 * @param campaign the campaign that it was accepted in
	 * @param messageId its id
	 */
	public record Found(String campaign, String messageId) {
	}

	/**
	 * Counts the ids that the ledger does not know as those of accepted messages.
	 * @param ids the ids
	 * @param likely the file whose messages they are in all likelihood, or {@code null}
	 * @return how many it does not know
	 */
	public long countUnknown(MessageIdSet ids, @Nullable FileRecord likely) {
		Search search = new Search(ids);
		if (search.unknown() == 0) {
			return 0;
		}
		if (likely != null) {
			read(MessageLedger.id(likely.id(), 0), MessageLedger.lastId(likely.id()), search::mark);
		}
		if (search.unknown() > 0) {
			read(0, Long.MAX_VALUE, search::mark);
		}
		if (search.unknown() > 0) {
			readResent(search::mark);
		}
		return search.unknown();
	}

	/**
	 * Finds one of some ids that is that of an accepted message of any other campaign.
	 * @param ids the ids
	 * @param campaign the campaign that does not count, as the ledger has its name
	 * @return one of them, if there is any
	 */
	public Optional<Found> findInOthers(MessageIdSet ids, String campaign) {
		List<Found> found = new ArrayList<>(1);
		Reader reader = (accepted) -> {
			if (ids.indexOf(accepted.messageId()) >= 0) {
				String other = campaignOf(accepted.entry());
				if (!other.equals(campaign)) {
					found.add(new Found(other, accepted.messageId()));
				}
			}
			return found.isEmpty();
		};
		read(0, Long.MAX_VALUE, reader);
		if (found.isEmpty()) {
			readResent(reader);
		}
		return found.stream().findFirst();
	}

	private String campaignOf(long entry) {
		return this.jdbc.sql(CAMPAIGN).param(MessageLedger.fileOf(entry)).query(String.class).single();
	}

	private void readResent(Reader reader) {
		String after = "";
		List<Accepted> page;
		do {
			page = this.jdbc.sql(RESENT).param(after).query(AcceptedMessages::accepted).list();
			for (Accepted accepted : page) {
				if (!reader.read(accepted)) {
					return;
				}
				after = accepted.messageId();
			}
		}
		while (page.size() == PAGE);
	}

	private void read(long from, long to, Reader reader) {
		long after = from;
		List<Accepted> page;
		do {
			page = this.jdbc.sql(SELECT).params(after, to).query(AcceptedMessages::accepted).list();
			for (Accepted accepted : page) {
				if (!reader.read(accepted)) {
					return;
				}
				after = accepted.entry();
			}
		}
		while (page.size() == PAGE);
	}

	private static Accepted accepted(ResultSet row, int number) throws SQLException {
		return new Accepted(row.getLong(1), String.valueOf(row.getString(2)));
	}

	/** Takes what was accepted, and says whether it wants more. */
	private interface Reader {

		boolean read(Accepted accepted);

	}

	/** Which of some ids were seen. */
	private static final class Search {

		private final MessageIdSet ids;

		private final BitSet seen = new BitSet();

		private int count;

		Search(MessageIdSet ids) {
			this.ids = ids;
		}

		boolean mark(Accepted accepted) {
			int index = this.ids.indexOf(accepted.messageId());
			if (index >= 0 && !this.seen.get(index)) {
				this.seen.set(index);
				this.count++;
			}
			return unknown() > 0;
		}

		long unknown() {
			return this.ids.distinct() - this.count;
		}

	}

}
