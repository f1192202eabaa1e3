package io.bulksend.ledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

import io.bulksend.campaign.Person;
import io.bulksend.campaign.delivery.OptOutWish;
import io.bulksend.campaign.delivery.Receipt;
import org.jspecify.annotations.Nullable;

/**
 * Takes in what people asked for in messages of their own. What a person wrote last
 * counts, in whatever order it comes in and however often; of two messages of the same
 * second the one that asks for no more. Part of its caller's transaction.
 */
final class OptOutIntake {

	private static final int GROUP = 10_000;

	private final Connection connection;

	private final Clock clock;

	private final ZoneId zone;

	/** Of files that are kept: people who ask for something are few. */
	private final Map<String, Wish> kept = new HashMap<>();

	/** Of the file that is read now. */
	private final Map<String, Wish> pending = new HashMap<>();

	/** What is written at once. */
	private final Map<String, Wish> group = new HashMap<>();

	private OptOuts.Changed changed = new OptOuts.Changed(0, 0);

	OptOutIntake(Connection connection, Clock clock, ZoneId zone) {
		this.connection = connection;
		this.clock = clock;
		this.zone = zone;
	}

	/** A wish whose time is known. */
	private record Wish(String recipient, boolean out, Instant at) {

		/** Whether this is what counts, and not the other one. */
		boolean outweighs(boolean otherOut, Instant otherAt) {
			return this.at.isAfter(otherAt) || (this.at.equals(otherAt) && this.out && !otherOut);
		}

	}

	/**
	 * Takes in what a person asked for. Without a time to go by, whoever asks for no more
	 * is taken to ask now, and nobody asks for more.
	 * @param wish what they asked for
	 */
	void add(OptOutWish wish) {
		Instant at = time(wish.at());
		if (at == null && !wish.out()) {
			return;
		}
		Wish given = new Wish(wish.number(), wish.out(), (at != null) ? at : now());
		merge(this.pending, Person.of(wish.number()).number(), given);
	}

	private static void merge(Map<String, Wish> wishes, String person, Wish wish) {
		wishes.merge(person, wish, (one, other) -> other.outweighs(one.out(), one.at()) ? other : one);
	}

	/** Keeps what was taken in since the last file. */
	void keep() {
		this.pending.forEach((person, wish) -> merge(this.kept, person, wish));
		this.pending.clear();
	}

	/** Gives up what was taken in since the last file. */
	void drop() {
		this.pending.clear();
	}

	/** No later than now: a clock that is wrong must not have the last word for years. */
	private @Nullable Instant time(Receipt.@Nullable Time time) {
		if (time == null) {
			return null;
		}
		Instant at = time.in(this.zone);
		Instant now = now();
		return at.isAfter(now) ? now : at;
	}

	private Instant now() {
		return this.clock.instant().truncatedTo(ChronoUnit.MILLIS);
	}

	/**
	 * Writes what counts of the files that are kept.
	 * @return what was changed by it
	 */
	OptOuts.Changed flush() throws SQLException {
		for (Map.Entry<String, Wish> entry : this.kept.entrySet()) {
			this.group.put(entry.getKey(), entry.getValue());
			if (this.group.size() == GROUP) {
				flushGroup();
			}
		}
		flushGroup();
		this.kept.clear();
		return this.changed;
	}

	private void flushGroup() throws SQLException {
		if (!this.group.isEmpty()) {
			takeOutKnown();
			write(OptOuts.INSERT, this.group);
			this.changed = this.changed.and(new OptOuts.Changed(count(this.group, true), 0));
			this.group.clear();
		}
	}

	private void takeOutKnown() throws SQLException {
		Map<String, Wish> turned = new HashMap<>();
		Map<String, Wish> confirmed = new HashMap<>();
		try (PreparedStatement select = this.connection.prepareStatement("""
				select o.person, o.opted_out, o.said_at
				from unnest(cast(? as varchar array)) as given (person) join bulksend_opt_out o
				on o.person = given.person""")) {
			select.setArray(1, this.connection.createArrayOf("varchar", this.group.keySet().toArray()));
			try (ResultSet row = select.executeQuery()) {
				while (row.next()) {
					String person = row.getString(1);
					boolean out = row.getBoolean(2);
					Wish given = Objects.requireNonNull(this.group.remove(person));
					if (given.outweighs(out, row.getObject(3, OffsetDateTime.class).toInstant())) {
						((given.out() != out) ? turned : confirmed).put(person, given);
					}
				}
			}
		}
		write(OptOuts.UPDATE, turned);
		confirm(confirmed);
		this.changed = this.changed.and(new OptOuts.Changed(count(turned, true), count(turned, false)));
	}

	private static long count(Map<String, Wish> wishes, boolean out) {
		return wishes.values().stream().filter((wish) -> wish.out() == out).count();
	}

	private void write(String sql, Map<String, Wish> wishes) throws SQLException {
		if (wishes.isEmpty()) {
			return;
		}
		try (PreparedStatement statement = this.connection.prepareStatement(sql)) {
			for (Map.Entry<String, Wish> entry : wishes.entrySet()) {
				Wish wish = entry.getValue();
				statement.setString(1, wish.recipient());
				statement.setBoolean(2, wish.out());
				statement.setBoolean(3, false);
				statement.setObject(4, wish.at().atOffset(ZoneOffset.UTC));
				statement.setObject(5, wish.at().atOffset(ZoneOffset.UTC));
				statement.setString(6, entry.getKey());
				statement.addBatch();
			}
			statement.executeBatch();
		}
	}

	private void confirm(Map<String, Wish> wishes) throws SQLException {
		if (wishes.isEmpty()) {
			return;
		}
		try (PreparedStatement statement = this.connection
			.prepareStatement("update bulksend_opt_out set said_at = ? where person = ?")) {
			for (Map.Entry<String, Wish> entry : wishes.entrySet()) {
				statement.setObject(1, entry.getValue().at().atOffset(ZoneOffset.UTC));
				statement.setString(2, entry.getKey());
				statement.addBatch();
			}
			statement.executeBatch();
		}
	}

}
