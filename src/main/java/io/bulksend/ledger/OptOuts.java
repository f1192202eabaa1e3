package io.bulksend.ledger;

import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.List;

import javax.sql.DataSource;

import io.bulksend.campaign.Person;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Who asked not to be written to: people, whichever way their numbers are spelled, and
 * whichever campaign wrote to them. Safe for use by several threads.
 */
public final class OptOuts {

	static final String INSERT = """
			insert into bulksend_opt_out (recipient, opted_out, by_hand, since, said_at, person)
			values (?, ?, ?, ?, ?, ?)""";

	static final String UPDATE = """
			update bulksend_opt_out set recipient = ?, opted_out = ?, by_hand = ?, since = ?, said_at = ?
			where person = ?""";

	private final JdbcClient jdbc;

	private final Clock clock;

	/**
	 * The opt-outs of a ledger.
	 * @param dataSource the ledger's database
	 * @param clock tells when something is done by hand
	 */
	public OptOuts(DataSource dataSource, Clock clock) {
		this.jdbc = JdbcClient.create(dataSource);
		this.clock = clock;
	}

	/**
	 * Somebody who asked not to be written to.
	 *
	 * @param recipient the number, as it was spelled
	 * @param since when that was
	 * @param byHand whether it was entered by hand; else it came in a message
	 */
	public record OptOut(String recipient, OffsetDateTime since, boolean byHand) {
	}

	/**
	 * How many people are written to no more, and how many again, who were not before.
	 *
	 * @param out how many no more
	 * @param in how many again
	 */
	public record Changed(long out, long in) {

		/**
		 * Adds up.
		 * @param other what else was changed
		 * @return both
		 */
		public Changed and(Changed other) {
			return new Changed(this.out + other.out, this.in + other.in);
		}

	}

	/**
	 * Everybody who asked not to be written to.
	 * @return the people, who asked first first
	 */
	public List<OptOut> list() {
		return this.jdbc
			.sql("select recipient, since, by_hand from bulksend_opt_out where opted_out order by since, recipient")
			.query((row, number) -> new OptOut(row.getString(1), row.getObject(2, OffsetDateTime.class),
					row.getBoolean(3)))
			.list();
	}

	/**
	 * Everybody who asked not to be written to, as their numbers compare.
	 * @param dataSource the ledger's database
	 * @return {@link Person#asLong} of each, in no certain order
	 */
	public static long[] persons(DataSource dataSource) {
		return JdbcClient.create(dataSource)
			.sql("select person from bulksend_opt_out where opted_out")
			.query((row, number) -> Long.parseLong(row.getString(1)))
			.list()
			.stream()
			.mapToLong(Long::longValue)
			.toArray();
	}

	/**
	 * Sets by hand what a person wants, which counts from now on. For one process at a
	 * time.
	 * @param number the person's number, digits only
	 * @param out whether nothing more is to be sent there
	 * @return whether that was not so before
	 */
	public boolean set(String number, boolean out) {
		String person = Person.of(number).number();
		List<Boolean> before = this.jdbc.sql("select opted_out from bulksend_opt_out where person = ?")
			.param(person)
			.query(Boolean.class)
			.list();
		boolean changed = before.isEmpty() ? out : before.get(0) != out;
		OffsetDateTime now = OffsetDateTime.now(this.clock);
		if (!changed) {
			// Whatever was written before this moment must not turn it.
			this.jdbc.sql("update bulksend_opt_out set said_at = ? where person = ?").params(now, person).update();
		}
		else {
			this.jdbc.sql(before.isEmpty() ? INSERT : UPDATE).params(number, out, true, now, now, person).update();
		}
		return changed;
	}

}
