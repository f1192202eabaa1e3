package io.bulksend.ledger;

import java.io.BufferedReader;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;

import javax.sql.DataSource;

import io.bulksend.campaign.MessageFields;
import io.bulksend.campaign.MessageKey;
import io.bulksend.campaign.Outcome;
import io.bulksend.campaign.Status;
import io.bulksend.ledger.database.Compaction;
import io.bulksend.testsupport.OtherProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What H2 keeps of a long run's commits, on files of its own. It keeps nothing for later
 * here, where it otherwise waits for 45 seconds before it rewrites anything.
 */
class CompactionTest {

	private static final int ROWS = 5;

	private static final int TURNS = 600;

	private static final String BOOKED = "booked ";

	@TempDir
	private Path folder;

	@Test
	void keepsTheChunksFromGrowingWithTheCommits() throws Exception {
		long without = chunksAfterARun("without",
				(connection) -> new Compaction(connection, Integer.MAX_VALUE, 10 * ROWS, 1));
		long with = chunksAfterARun("with", (connection) -> new Compaction(connection, 30, 10 * ROWS, 1));
		assertThat(without).isGreaterThan(TURNS / 3);
		assertThat(with).isLessThan(without / 3);
	}

	@Test
	void leavesAShortRunAlone() throws Exception {
		assertThat(chunksAfterARun("short", Compaction::new)).isGreaterThan(TURNS / 3);
	}

	@Test
	void losesNothingWhenTheProcessIsKilled() throws Exception {
		long accepted = 0;
		for (int round = 1; round <= 3; round++) {
			accepted += bookedUntilKilled(100 * round);
			DataSource dataSource = dataSource(this.folder);
			try (Connection connection = dataSource.getConnection()) {
				assertThat(chunks(connection)).isLessThan(40);
			}
			try (MessageLedger ledger = new MessageLedger(dataSource, Clock.systemUTC(),
					file(new Campaigns(dataSource, Clock.systemUTC())))) {
				Map<Status, Long> counts = ledger.count();
				assertThat(counts.get(Status.ACCEPTED)).isBetween(accepted, accepted + ROWS);
				accepted = counts.get(Status.ACCEPTED);
				long rows = accepted + counts.getOrDefault(Status.IN_DOUBT, 0L);
				assertThat(ledger.find(1, rows)).hasSize((int) rows).allSatisfy((entry) -> {
					if (entry.outcome().status() == Status.ACCEPTED) {
						assertThat(entry.outcome().messageId()).isEqualTo("id-" + entry.row());
					}
				});
			}
		}
	}

	private long bookedUntilKilled(int turns) throws Exception {
		Path errors = this.folder.resolve("errors.txt");
		Process process = OtherProcess.running(Victim.class, this.folder).redirectError(errors.toFile()).start();
		long booked = 0;
		int left = turns;
		try (BufferedReader lines = process.inputReader()) {
			for (String line = lines.readLine(); line != null; line = lines.readLine()) {
				if (line.matches(BOOKED + "\\d")) {
					booked += Long.parseLong(line.substring(BOOKED.length()));
					left--;
				}
				if (left == 0) {
					// The handle's way leaves what was printed to be read.
					process.toHandle().destroyForcibly();
				}
			}
		}
		assertThat(process.waitFor(1, TimeUnit.MINUTES)).isTrue();
		assertThat(left).as("see " + errors).isLessThanOrEqualTo(0);
		return booked;
	}

	private long chunksAfterARun(String name, MessageLedger.CompactionFactory compaction) throws Exception {
		DataSource dataSource = dataSource(this.folder.resolve(name));
		// Closed with its last connection.
		try (Connection connection = dataSource.getConnection()) {
			LedgerFixture fixture = LedgerFixture.on(dataSource, "h2");
			run(fixture, compaction, TURNS, (booked) -> {
			});
			return chunks(connection);
		}
	}

	private static long chunks(Connection connection) throws SQLException {
		return Compaction.store(connection)
			.getLayoutMap()
			.keySet()
			.stream()
			.filter((key) -> key.startsWith("chunk."))
			.count();
	}

	private static void run(LedgerFixture fixture, MessageLedger.CompactionFactory compaction, int turns,
			IntConsumer told) {
		try (MessageLedger ledger = new MessageLedger(fixture.dataSource(), Clock.systemUTC(),
				file(fixture.campaigns()), compaction)) {
			ledger.interruptUnfinished();
			long row = ledger.count().values().stream().mapToLong(Long::longValue).sum();
			List<Booking> bookings = new ArrayList<>();
			for (int turn = 0; turn < turns; turn++) {
				List<Claim> claims = new ArrayList<>();
				for (int i = 0; i < ROWS; i++) {
					row++;
					claims.add(new Claim(row, "919833078001", "source", new MessageKey(row, row), MessageFields.UNKNOWN,
							false));
				}
				ledger.record(bookings, claims);
				told.accept(bookings.size());
				bookings.clear();
				for (Claim claim : claims) {
					bookings.add(new Booking(claim.row(), Outcome.accepted("id-" + claim.row()), Instant.now()));
				}
			}
		}
	}

	private static FileRecord file(Campaigns campaigns) {
		return campaigns.enter("spring", "0".repeat(64), "file.csv");
	}

	private static DataSource dataSource(Path folder) {
		return LedgerFixture.file(folder, ";RETENTION_TIME=0");
	}

	/** The process that is killed. */
	static final class Victim {

		private Victim() {
		}

		public static void main(String[] arguments) {
			DataSource dataSource = dataSource(Path.of(arguments[0]));
			run(LedgerFixture.on(dataSource, "h2"), (connection) -> new Compaction(connection, 20, 5 * ROWS, 1),
					Integer.MAX_VALUE, (booked) -> System.out.println(BOOKED + booked));
		}

	}

}
