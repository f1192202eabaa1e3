package io.bulksend.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.util.List;
import java.util.function.LongConsumer;
import java.util.function.Predicate;
import java.util.regex.Pattern;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The rows that were accepted and whose delivery failed, by their receipts, and which of
 * them may be sent again by now: a row is sent three times at the most, and where the
 * remark of its failure asks to wait, 24 hours after the failure at the earliest.
 */
public final class FailedDeliveries {

	private static final int PAGE = 10_000;

	/** So often a row is sent at the most, the first time included. */
	private static final int TIMES = 3;

	private static final Duration WAIT = Duration.ofHours(24);

	/**
	 * Remarks that ask to wait. By the codes of the page "Error codes" in Meta's
	 * documentation of the WhatsApp Business Platform: 131049 (not delivered "to maintain
	 * healthy ecosystem engagement": the limit of marketing messages that a person gets,
	 * with which its page on that limit says not to try again at once, but after a day),
	 * 131048 (spam rate limit), 131056 (too many to one recipient), 130429 and 80007
	 * (throughput), 131016, 131057 and 133004 (overloaded, in maintenance, not available:
	 * try again later). Providers pass on words rather than codes: those of the same
	 * page, and whatever asks to try again later.
	 */
	private static final Pattern ASKS_TO_WAIT = Pattern
		.compile("(?<!\\d)(131049|131048|131056|130429|80007|131016|131057|133004)(?!\\d)|healthy[ _-]ecosystem"
				+ "|frequency|rate[ _-]?limit|too many messages|\\b(try|retry|send|resend)\\b[^.;]*\\b(later|after)\\b"
				+ "|temporar", Pattern.CASE_INSENSITIVE);

	private static final String SELECT = """
			select m.id, m.claimed_at, m.completed_at, r.remark, r.failed_at, r.zone, r.utc,
			(select count(*) from bulksend_resent s where s.id = m.id), m.recipient
			from bulksend_message m join bulksend_receipt r on r.message_id = m.message_id
			where m.id > ? and m.id < ? and m.status = 'ACCEPTED' and r.status = 'FAILED'
			order by m.id fetch first %d rows only""".formatted(PAGE);

	private final DataSource dataSource;

	private final Predicate<String> suppressed;

	private final JdbcClient jdbc;

	private final Clock clock;

	/**
	 * The failures of a ledger.
	 * @param dataSource the ledger's database
	 * @param clock tells who has waited for long enough
	 * @param suppressed says of an address whether the run may send nothing there
	 */
	public FailedDeliveries(DataSource dataSource, Clock clock, Predicate<String> suppressed) {
		this.dataSource = dataSource;
		this.suppressed = suppressed;
		this.jdbc = JdbcClient.create(dataSource);
		this.clock = clock;
	}

	/**
	 * How the rows of a file stand whose delivery failed.
	 *
	 * @param ready how many may be sent again now
	 * @param waiting how many may be sent again only later
	 * @param first when the first of these may, or {@code null}
	 * @param last when the last of these may, or {@code null}
	 * @param givenUp how many were sent as often as a row is
	 */
	public record Failures(long ready, long waiting, @Nullable Instant first, @Nullable Instant last, long givenUp) {

		private static final Failures NONE = new Failures(0, 0, null, null, 0);

		private Failures and(Failure failure, Instant now) {
			if (failure.times() >= TIMES) {
				return new Failures(this.ready, this.waiting, this.first, this.last, this.givenUp + 1);
			}
			Instant from = failure.from();
			if (!from.isAfter(now)) {
				return new Failures(this.ready + 1, this.waiting, this.first, this.last, this.givenUp);
			}
			return new Failures(this.ready, this.waiting + 1,
					(this.first == null || from.isBefore(this.first)) ? from : this.first,
					(this.last == null || from.isAfter(this.last)) ? from : this.last, this.givenUp);
		}

	}

	/**
	 * Counts them.
	 * @param file the file
	 * @return how they stand
	 */
	public Failures standing(FileRecord file) {
		Instant now = this.clock.instant();
		Failures[] standing = { Failures.NONE };
		forEach(file, (failure) -> standing[0] = standing[0].and(failure, now));
		return standing[0];
	}

	/**
	 * Names those that may be sent again now.
	 * @param file the file
	 * @param entries takes the ids of their entries
	 */
	void forEachReady(FileRecord file, LongConsumer entries) {
		Instant now = this.clock.instant();
		forEach(file, (failure) -> {
			if (failure.times() < TIMES && !failure.from().isAfter(now)) {
				entries.accept(failure.entry());
			}
		});
	}

	private void forEach(FileRecord file, Consumer consumer) {
		SparedPeople spared = SparedPeople.read(this.dataSource, this.suppressed);
		forEachOfAll(file, (failure) -> {
			// Who asked for no more gets it no more, and the row stays what it is.
			if (!spared.has(failure.recipient())) {
				consumer.take(failure);
			}
		});
	}

	/**
	 * Counts those that are not sent again, as their recipients are not to be written to.
	 * @param file the file
	 * @return how many there are
	 */
	long countSpared(FileRecord file) {
		SparedPeople people = SparedPeople.read(this.dataSource, this.suppressed);
		long[] spared = { 0 };
		forEachOfAll(file, (failure) -> spared[0] += people.has(failure.recipient()) ? 1 : 0);
		return spared[0];
	}

	private void forEachOfAll(FileRecord file, Consumer consumer) {
		Instant now = this.clock.instant();
		long after = MessageLedger.id(file.id(), 0);
		List<Failure> page;
		do {
			page = this.jdbc.sql(SELECT)
				.params(after, MessageLedger.id(file.id() + 1, 0))
				.query((row, number) -> failure(row, now))
				.list();
			for (Failure failure : page) {
				consumer.take(failure);
				after = failure.entry();
			}
		}
		while (page.size() == PAGE);
	}

	private static Failure failure(ResultSet row, Instant now) throws SQLException {
		String remark = row.getString(4);
		boolean waits = remark != null && asksToWait(remark);
		return new Failure(row.getLong(1), row.getInt(8) + 1, waits ? failedAt(row, now).plus(WAIT) : Instant.MIN,
				row.getString(9));
	}

	/**
	 * Where no receipt names a time, it was not before the call. Nor is a time believed
	 * that is more than a day away, whatever zone it was meant in: it would be waited for
	 * for ever.
	 */
	private static Instant failedAt(ResultSet row, Instant now) throws SQLException {
		LocalDateTime reported = row.getObject(5, LocalDateTime.class);
		if (reported != null) {
			Instant failed = Reported.failedAt(reported, row.getInt(7)).in(ZoneId.of(row.getString(6)));
			if (!failed.isAfter(now.plus(WAIT))) {
				return failed;
			}
		}
		OffsetDateTime completed = row.getObject(3, OffsetDateTime.class);
		OffsetDateTime known = (completed != null) ? completed : row.getObject(2, OffsetDateTime.class);
		return (known != null) ? known.toInstant() : Instant.EPOCH;
	}

	/** Whether the remark of a failure says that there is no use in trying at once. */
	static boolean asksToWait(String remark) {
		return ASKS_TO_WAIT.matcher(remark).find();
	}

	/**
	 * A delivery that failed, how often its row was sent, from when on it may be again,
	 * and to whom.
	 */
	private record Failure(long entry, int times, Instant from, @Nullable String recipient) {
	}

	private interface Consumer {

		void take(Failure failure);

	}

}
