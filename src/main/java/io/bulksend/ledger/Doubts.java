package io.bulksend.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Consumer;

import io.bulksend.campaign.Message;
import io.bulksend.campaign.MessageKey;
import io.bulksend.campaign.Person;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * All calls of which nobody knows what became, found by the recipient, whichever way the
 * API spells the number. Kept in memory: rows in doubt are few, as a run that gets no
 * answers stops.
 */
final class Doubts {

	private static final String SELECT = """
			select m.id, m.status, m.recipient, m.key_high, m.key_low, m.claimed_at, coalesce(s.source, f.source), c.name,
			m.header
			from bulksend_message m
			join bulksend_file f on f.id = m.id / %1$d
			join bulksend_campaign c on c.id = f.campaign_id
			left join bulksend_source s on s.id = m.id
			where m.status in ('IN_DOUBT', 'IN_FLIGHT') and m.recipient is not null and m.claimed_at is not null
			order by m.id"""
		.formatted(MessageLedger.id(1, 0));

	/** Those of some x-apiheaders that several messages of a campaign went out with. */
	private static final String SHARED_HEADERS = """
			select c.name, m.header from bulksend_message m
			join bulksend_file f on f.id = m.id / %1$d
			join bulksend_campaign c on c.id = f.campaign_id
			where m.header in (:headers) group by c.name, m.header
			having min(m.key_high) < max(m.key_high)""".formatted(MessageLedger.id(1, 0));

	private static final int HEADERS = 1_000;

	private final Map<Person, List<Doubt>> byPerson = new HashMap<>();

	private Doubts() {
	}

	/** Reads the ledger's. */
	static Doubts read(JdbcClient jdbc) {
		Doubts doubts = new Doubts();
		Map<Call, Doubt> calls = new LinkedHashMap<>();
		jdbc.sql(SELECT).query((ResultSet row) -> doubts.add(row, calls));
		doubts.findSharedHeaders(jdbc);
		return doubts;
	}

	private void findSharedHeaders(JdbcClient jdbc) {
		List<Long> headers = all().stream().map(Doubt::header).filter((header) -> header != 0).distinct().toList();
		for (int start = 0; start < headers.size(); start += HEADERS) {
			jdbc.sql(SHARED_HEADERS)
				.param("headers", headers.subList(start, Math.min(start + HEADERS, headers.size())))
				.query((ResultSet row) -> {
					String campaign = row.getString(1);
					long header = row.getLong(2);
					all().stream()
						.filter((doubt) -> doubt.header() == header && doubt.campaign().equals(campaign))
						.forEach(Doubt::shareHeader);
				});
		}
	}

	/**
	 * The rows that an amended file took over stand for the call that they were made
	 * with, whose source is known where it was made: in the oldest file.
	 */
	private void add(ResultSet row, Map<Call, Doubt> calls) throws SQLException {
		String recipient = Message.recipientOf(row.getString(3));
		Instant claimedAt = row.getObject(6, OffsetDateTime.class).toInstant();
		String source = row.getString(7);
		String campaign = row.getString(8);
		Call call = new Call(campaign, recipient, new MessageKey(row.getLong(4), row.getLong(5)), claimedAt);
		Doubt doubt = calls.get(call);
		if (doubt == null) {
			doubt = new Doubt(campaign, (source == null || source.isEmpty()) ? null : source, claimedAt,
					row.getLong(9));
			calls.put(call, doubt);
			this.byPerson.computeIfAbsent(Person.of(recipient), (any) -> new ArrayList<>(1)).add(doubt);
		}
		doubt.add(row.getLong(1), row.getString(2).equals("IN_FLIGHT"));
	}

	boolean isEmpty() {
		return this.byPerson.isEmpty();
	}

	/** The campaigns that have calls under way. */
	Set<String> campaignsUnderWay() {
		Set<String> campaigns = new TreeSet<>();
		all().forEach((doubt) -> {
			if (doubt.isUnderWay()) {
				campaigns.add(doubt.campaign());
			}
		});
		return campaigns;
	}

	/** The run that held a campaign has died. */
	void interrupted(String campaign) {
		all().stream().filter((doubt) -> doubt.campaign().equals(campaign)).forEach(Doubt::interrupted);
	}

	/**
	 * Finds what a message that the ledger does not know could be.
	 * @param messageId its id
	 * @param recipient whom it went to
	 * @param header the mark of the x-apiheader that its receipts echo, 0 for none
	 * @param source the sender's id, where it is known
	 * @param reportedAt when it was first reported, where that is known
	 */
	void explain(String messageId, String recipient, long header, @Nullable String source,
			@Nullable Instant reportedAt) {
		List<Doubt> ofPerson = this.byPerson.getOrDefault(Person.of(recipient), List.of());
		List<Doubt> withHeader = ofPerson.stream().filter((doubt) -> header != 0 && doubt.header() == header).toList();
		if (!withHeader.isEmpty()) {
			explain(withHeader, (doubt) -> doubt.explainByHeader(messageId), Doubt::contestHeader);
		}
		else if (source != null && reportedAt != null) {
			explain(ofPerson.stream().filter((doubt) -> doubt.couldBe(source, reportedAt)).toList(),
					(doubt) -> doubt.explain(messageId), Doubt::contest);
		}
	}

	private static void explain(List<Doubt> possible, Consumer<Doubt> explain, Consumer<Doubt> contest) {
		if (possible.size() == 1) {
			explain.accept(possible.get(0));
		}
		else {
			possible.forEach(contest);
		}
	}

	/** Whether a receipt could be of one of them, whatever else it says. */
	boolean couldBeTo(@Nullable String recipient) {
		return recipient != null && this.byPerson.containsKey(Person.of(recipient));
	}

	/** All calls, in no certain order. */
	Collection<Doubt> all() {
		return this.byPerson.values().stream().flatMap(List::stream).toList();
	}

	/** What makes two rows stand for the same call. */
	private record Call(String campaign, String recipient, MessageKey key, Instant claimedAt) {
	}

}
