package io.bulksend.ledger;

import java.sql.ResultSet;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import javax.sql.DataSource;

import io.bulksend.campaign.Message;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Who got something lately, of all campaigns. Their times have no index, which would cost
 * every message its time when it is sent: all rows are read once, in their order, a page
 * at a time. Memory stays flat. Not for use by several threads.
 */
public final class RecentRecipients {

	private static final int PAGE = 10_000;

	/**
	 * What a file took over from one that it replaces was claimed before its plan, and is
	 * found where the call was made.
	 */
	private static final String FILES = """
			select f.id, coalesce(f.source, ''), case when f.id = (select min(o.id) from bulksend_file o
			where o.campaign_id = f.campaign_id) then null else f.planned_at end
			from bulksend_file f where f.planned_at is not null order by f.id""";

	private static final String CALLS = """
			select m.id, m.recipient, m.claimed_at, s.source from bulksend_message m
			left join bulksend_source s on s.id = m.id
			where m.id > ? and m.id < ? and m.claimed_at > ? and m.status in ('ACCEPTED', 'IN_DOUBT', 'IN_FLIGHT')
			and m.recipient is not null order by m.id fetch first %d rows only""".formatted(PAGE);

	/** Calls whose rows were sent again since. */
	private static final String RESENT = """
			select m.id, m.recipient, r.claimed_at, s.source from bulksend_resent r
			join bulksend_message m on m.id = r.id left join bulksend_source s on s.id = m.id
			where r.id > ? and r.id < ? and r.claimed_at > ? and m.recipient is not null""";

	/** How far each planned file is. */
	private static final String HEADS = """
			select f.id, coalesce(f.source, ''), (select max(m.id) from bulksend_message m
			where m.id > f.id * 1000000000000 and m.id < (f.id + 1) * 1000000000000)
			from bulksend_file f where f.planned_at is not null and f.id <> ? order by f.id""";

	private static final String DECIDED = """
			select m.id, m.recipient, m.claimed_at, s.source, m.status from bulksend_message m
			left join bulksend_source s on s.id = m.id
			where m.id > ? and m.id < ? and m.claimed_at > ? and m.status in ('ACCEPTED', 'IN_DOUBT', 'IN_FLIGHT')
			and m.recipient is not null""";

	/**
	 * So many rows are looked at again, as rows are not decided in the order of a file.
	 */
	private static final long AGAIN = 10_000;

	private final JdbcClient jdbc;

	/** How far files of others were, but for those with calls under way. */
	private final Map<Long, Long> heads = new HashMap<>();

	/**
	 * The recipients of a ledger.
	 * @param dataSource the ledger's database
	 */
	public RecentRecipients(DataSource dataSource) {
		this.jdbc = JdbcClient.create(dataSource);
	}

	/**
	 * Takes who got something.
	 */
	@FunctionalInterface
	public interface Calls {

		/**
		 * A message was accepted, is in doubt or under way.
		 * @param source whose it is
		 * @param recipient an individual's digits
		 * @param at when its call was made
		 */
		void sent(String source, String recipient, Instant at);

	}

	/**
	 * Reads all messages to individuals.
	 * @param since calls that were made up to this time do not count
	 * @param sink takes them, in no certain order; somebody who got more comes more often
	 */
	public void forEach(Instant since, Calls sink) {
		List<File> files = this.jdbc.sql(FILES)
			.query((row, number) -> new File(row.getLong(1), row.getString(2), row.getObject(3, OffsetDateTime.class)))
			.list();
		for (File file : files) {
			long after = MessageLedger.id(file.id(), 0);
			List<Call> page;
			do {
				page = calls(CALLS, file, after, since);
				for (Call call : page) {
					file.tell(call, sink);
					after = call.entry();
				}
			}
			while (page.size() == PAGE);
			calls(RESENT, file, MessageLedger.id(file.id(), 0), since).forEach((call) -> file.tell(call, sink));
		}
	}

	/** What is claimed from now on is new. */
	public void mark() {
		heads(-1).forEach((head) -> this.heads.put(head.file(), head.last()));
	}

	private List<Head> heads(long own) {
		return this.jdbc.sql(HEADS)
			.param(own)
			.query((row, number) -> new Head(row.getLong(1), row.getString(2), row.getLong(3)))
			.list();
	}

	/**
	 * Reads what other runs have sent since the last look, where several may: messages
	 * that have been decided, of files that go on. What a run tries again is not seen,
	 * but at the start of the next.
	 * @param own the id of the file that this run sends
	 * @param since calls that were made up to this time do not count
	 * @param sink takes them; some come more often
	 */
	public void forEachNew(long own, Instant since, Calls sink) {
		for (Head head : heads(own)) {
			Long before = this.heads.get(head.file());
			if (head.last() > 0 && !Objects.equals(before, head.last())) {
				long first = MessageLedger.id(head.file(), 0);
				boolean underWay = read(head, Math.max(first, ((before != null) ? before : first) - AGAIN), since,
						sink);
				this.heads.put(head.file(), underWay ? head.last() - 1 : head.last());
			}
		}
	}

	/** Says whether calls are under way among them. */
	private boolean read(Head head, long after, Instant since, Calls sink) {
		boolean[] underWay = { false };
		this.jdbc.sql(DECIDED).params(after, head.last() + 1, since.atOffset(ZoneOffset.UTC)).query((ResultSet row) -> {
			boolean decided = !row.getString(5).equals(MessageLedger.IN_FLIGHT);
			underWay[0] |= !decided;
			String recipient = row.getString(2);
			if (decided && !Message.isGroup(recipient)) {
				String source = row.getString(4);
				sink.sent((source != null) ? source : head.source(), recipient,
						row.getObject(3, OffsetDateTime.class).toInstant());
			}
		});
		return underWay[0];
	}

	private List<Call> calls(String sql, File file, long after, Instant since) {
		return this.jdbc.sql(sql)
			.params(after, MessageLedger.id(file.id() + 1, 0), since.atOffset(ZoneOffset.UTC))
			.query((row, number) -> new Call(row.getLong(1), row.getString(2),
					row.getObject(3, OffsetDateTime.class).toInstant(), row.getString(4)))
			.list();
	}

	private record File(long id, String source, @Nullable OffsetDateTime plannedAfterAnother) {

		void tell(Call call, Calls sink) {
			boolean here = this.plannedAfterAnother == null
					|| !call.at().isBefore(this.plannedAfterAnother.toInstant());
			if (here && !Message.isGroup(call.recipient())) {
				sink.sent((call.source() != null) ? call.source() : this.source, call.recipient(), call.at());
			}
		}

	}

	private record Head(long file, String source, long last) {
	}

	private record Call(long entry, String recipient, Instant at, @Nullable String source) {
	}

}
