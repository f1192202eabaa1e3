package io.bulksend.ledger.shared;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

import javax.sql.DataSource;

import io.bulksend.ledger.FileRecord;
import io.bulksend.ledger.database.CampaignLock;
import io.bulksend.ledger.database.LedgerException;

import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * The runs whose rows are handed out, and who takes part in them. Safe for use by several
 * threads.
 */
public final class HandOuts {

	/** Who was seen in the last five seconds is there. */
	private static final String THERE = "seen_at > clock_timestamp() - interval '5 seconds'";

	private static final long BETWEEN_LOOKS = 50;

	private final DataSource dataSource;

	private final JdbcClient jdbc;

	/**
	 * The hand-outs of a ledger.
	 * @param dataSource the ledger's database, a PostgreSQL
	 */
	public HandOuts(DataSource dataSource) {
		this.dataSource = dataSource;
		this.jdbc = JdbcClient.create(dataSource);
	}

	/**
	 * Begins to hand out a file's rows. Whoever has the campaign's lock may do so, once
	 * {@link #end} has ended what an earlier run handed out.
	 * @param file the file
	 * @param account whose workers may take part
	 * @param settings how the rows are sent
	 * @return the hand-out's id
	 */
	public long begin(FileRecord file, String account, Record settings) {
		return this.jdbc.sql("""
				insert into bulksend_handout (file_id, account, program, settings, begun_at)
				values (?, ?, ?, ?, clock_timestamp()) returning id""")
			.params(file.id(), account, HandOut.thisProgram(settings.getClass()),
					new String(RecordJson.write(settings), StandardCharsets.UTF_8))
			.query(Long.class)
			.single();
	}

	/**
	 * Ends what was handed out of a campaign: chunks that nobody works on are taken back,
	 * the others are waited for. From then on nobody begins a call for it any more.
	 * @param campaign the campaign's name
	 * @param impatient ends the wait
	 * @param last runs when nobody works on it any more, while it is still known who did
	 * @return whether nobody works on it any more
	 */
	public boolean end(String campaign, BooleanSupplier impatient, Runnable last) {
		List<Long> begun = all(() -> this.jdbc.sql("""
				select h.id from bulksend_handout h join bulksend_file f on f.id = h.file_id
				join bulksend_campaign c on c.id = f.campaign_id where c.name = ?""")
			.param(campaign)
			.query(Long.class)
			.list());
		for (long handOut : begun) {
			stop(handOut, "ENDED", "The run that handed it out has ended.");
			while (!ChunkStore.takeBack(this.dataSource, handOut)) {
				if (impatient.getAsBoolean()) {
					return false;
				}
				pause();
			}
			last.run();
			remove(handOut);
		}
		return true;
	}

	private void stop(long handOut, String reason, String message) {
		all(() -> this.jdbc.sql("""
				update bulksend_handout set stop_reason = coalesce(stop_reason, ?),
				stop_message = coalesce(stop_message, ?) where id = ?""").params(reason, message, handOut).update());
	}

	private void remove(long handOut) {
		all(() -> {
			this.jdbc.sql("delete from bulksend_channel_message where group_key = ?")
				.param(ChunkStore.key(ChunkStore.replies(handOut)))
				.update();
			this.jdbc.sql("delete from bulksend_chunk where handout_id = ?").param(handOut).update();
			this.jdbc.sql("delete from bulksend_former_taker where handout_id = ?").param(handOut).update();
			this.jdbc.sql("delete from bulksend_handout where id = ?").param(handOut).update();
			return this.jdbc
				.sql("delete from bulksend_member where handout_id = ? or seen_at < now() - interval '1 day'")
				.param(handOut)
				.update();
		});
	}

	/**
	 * The runs in which an account's workers may take part.
	 * @param account the account's name
	 * @return the runs, the one begun first first
	 */
	public List<HandOut> open(String account) {
		return all(() -> this.jdbc.sql("""
				select h.id, c.name, h.file_id, h.program, h.settings, h.stop_reason
				from bulksend_handout h join bulksend_file f on f.id = h.file_id
				join bulksend_campaign c on c.id = f.campaign_id where h.account = ? order by h.id""")
			.param(account)
			.query((row, number) -> new HandOut(row.getLong(1), row.getString(2), row.getLong(3), row.getString(4),
					row.getString(5), row.getString(6)))
			.list());
	}

	/**
	 * Says whether the run that handed rows out is still there. One that died leaves them
	 * to the campaign's next run, which has the campaign before it takes them back.
	 * @param handOut what it handed out
	 * @return whether it is there
	 */
	public boolean isAlive(HandOut handOut) {
		return all(() -> this.jdbc.sql("""
				select h.begun_at, (select m.process from bulksend_member m where m.handout_id = h.id
				and not m.worker order by m.id limit 1) from bulksend_handout h where h.id = ?""")
			.param(handOut.id())
			.query((row, number) -> CampaignLock.isHeldByWhoDid(this.dataSource, handOut.campaign(),
					row.getTimestamp(1).toInstant(), row.getString(2)))
			.optional()
			.orElse(false));
	}

	/**
	 * Who sends a run's rows, or has sent some.
	 * @param handOut the hand-out's id
	 * @return each with what it has done
	 */
	public List<Part> parts(long handOut) {
		return all(() -> this.jdbc.sql("""
				select process, sum(calls), sum(repeated), sum(accepted), sum(rejected), sum(in_doubt),
				sum(in_flight) filter (where %1$s), bool_or(%1$s)
				from bulksend_member where handout_id = ? group by process order by min(id)""".formatted(THERE))
			.param(handOut)
			.query(HandOuts::part)
			.list());
	}

	/**
	 * The workers and runs that are there.
	 *
	 * @param who who it is
	 * @param account whose messages it sends
	 * @param campaigns the campaigns that it takes part in, if any
	 */
	public record Present(Participant who, String account, List<String> campaigns) {
	}

	/**
	 * Who is there, and takes part or waits for something to take part in.
	 * @return each process once
	 */
	public List<Present> present() {
		return all(() -> this.jdbc.sql("""
				select m.process, m.worker, m.account, array_remove(array_agg(distinct c.name), null)
				from bulksend_member m left join bulksend_handout h on h.id = m.handout_id
				left join bulksend_file f on f.id = h.file_id left join bulksend_campaign c on c.id = f.campaign_id
				where m.%s group by m.process, m.worker, m.account order by m.process""".formatted(THERE))
			.query((row, number) -> new Present(new Participant(row.getString(1), row.getBoolean(2)), row.getString(3),
					List.of((String[]) row.getArray(4).getArray())))
			.list());
	}

	private static Part part(ResultSet row, int number) throws SQLException {
		return new Part(row.getString(1), row.getLong(2), row.getLong(3), row.getLong(4), row.getLong(5),
				row.getLong(6), row.getInt(7), row.getBoolean(8));
	}

	private static <T> T all(Supplier<T> work) {
		try {
			return work.get();
		}
		catch (DataAccessException ex) {
			throw ChunkStore.failure(ex);
		}
	}

	private static void pause() {
		try {
			TimeUnit.MILLISECONDS.sleep(BETWEEN_LOOKS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
			throw new LedgerException("Interrupted while chunks that are worked on were waited for.");
		}
	}

}
