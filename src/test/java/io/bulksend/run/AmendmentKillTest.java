package io.bulksend.run;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

import io.bulksend.input.InputException;
import io.bulksend.ledger.CountedEntries;
import io.bulksend.ledger.LedgerAge;
import io.bulksend.ledger.database.DatabaseUnusableException;
import io.bulksend.ledger.database.LatestRun;
import io.bulksend.testsupport.Polling;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A process that dies anywhere in a run that amends a campaign: before each statement
 * that changes the ledger, both files are kept as they would be found. What lies beside
 * the ledger never holds up the run that follows, and an older copy of the ledger is
 * still told from it.
 */
class AmendmentKillTest {

	private static final String HEADER = "recipient_whatsapp,attachment_id,caption";

	private static final String[] CHANGED = { HEADER, "447700900501,a,changed", "447700900502,a,one",
			"447700900504,a,one" };

	private static final String DATABASE = "bulksend.mv.db";

	@TempDir
	private Path folder;

	private Path ledger;

	private Path older;

	private CampaignRuns runs;

	@BeforeEach
	void beginCampaign() throws Exception {
		this.runs = new CampaignRuns(this.folder);
		this.ledger = this.folder.resolve("ledger");
		this.older = this.folder.resolve("older");
		this.runs.write(HEADER, "447700900501,a,one", "447700900502,a,one", "447700900503,a,one");
		this.runs.run("--bulksend.limit=1");
		BeforeEachChange.watch(this.ledger);
		copy(this.ledger, this.older);
		this.runs.run("--bulksend.limit=1");
		this.runs.write(CHANGED);
	}

	@AfterEach
	void stopServer() {
		BeforeEachChange.doesNothing();
		this.runs.close();
	}

	@Test
	void whatIsLeftOfAnAmendmentThatIsRefusedHoldsNothingUp() throws IOException {
		List<Path> deaths = deaths("refused",
				() -> assertThatExceptionOfType(InputException.class).isThrownBy(() -> amend()));
		requireNewest(deaths);
		goOn(deaths.get(deaths.size() / 2));
	}

	@Test
	void whatIsLeftOfAnAmendmentHoldsNothingUpThoughItDiesTwice() throws IOException {
		List<Path> once = deaths("once", () -> amend("--bulksend.changed=skip"));
		requireNewest(once);
		Path whole = this.folder.resolve("whole");
		copy(this.ledger, whole);
		for (Path death : once) {
			if (hasCarriedUnplanned(death)) {
				replace(death);
				requireNewest(deaths("twice", () -> amend("--bulksend.changed=skip")));
				replace(death);
				requireNewest(deaths("refused",
						() -> assertThatExceptionOfType(InputException.class).isThrownBy(() -> amend())));
				goOn(death);
				return;
			}
		}
		throw new AssertionError("never died between what was carried and the plan");
	}

	/**
	 * Each of these is the ledger's newest state, and the older copy is none beside it.
	 */
	private void requireNewest(List<Path> deaths) throws IOException {
		assertThat(deaths).hasSizeGreaterThan(4);
		for (Path death : deaths) {
			String mark = Files.readString(death.resolve(LatestRun.FILE));
			assertThatCode(() -> requireNewest(death)).as(death + "\n" + mark).doesNotThrowAnyException();
			Path restored = this.folder.resolve("restored");
			copy(death, restored);
			Files.copy(this.older.resolve(DATABASE), restored.resolve(DATABASE), StandardCopyOption.REPLACE_EXISTING);
			assertThatExceptionOfType(DatabaseUnusableException.class).as(death + "\n" + mark)
				.isThrownBy(() -> requireNewest(restored));
		}
	}

	private void goOn(Path death) throws IOException {
		int calls = this.runs.calls();
		replace(death);
		amend("--bulksend.changed=skip");
		assertThat(this.runs.results("status")).containsExactly("DUPLICATE", "ACCEPTED", "ACCEPTED");
		assertThat(this.runs.recipients().subList(calls, this.runs.calls())).containsExactly("447700900504");
	}

	private void amend(String... options) {
		List<String> all = new ArrayList<>(List.of(options));
		all.add("--bulksend.amend=true");
		this.runs.run(all.toArray(String[]::new));
	}

	private List<Path> deaths(String name, Runnable run) {
		List<Path> deaths = new ArrayList<>();
		BeforeEachChange.does(() -> {
			try {
				awaitProgress();
				deaths.add(this.folder.resolve(name).resolve("" + deaths.size()));
				copy(this.ledger, deaths.get(deaths.size() - 1));
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		});
		run.run();
		BeforeEachChange.doesNothing();
		return deaths;
	}

	private static boolean hasCarriedUnplanned(Path death) {
		try (Connection connection = BeforeEachChange.dataSource(death).getConnection();
				Statement statement = connection.createStatement()) {
			return statement
				.executeQuery("select 1 from bulksend_file f where planned_at is null and exists (select 1 from"
						+ " bulksend_message m where attempts > 0 and m.id between f.id * 1000000000000"
						+ " and (f.id + 1) * 1000000000000 - 1)")
				.next();
		}
		catch (SQLException ex) {
			throw new AssertionError(ex);
		}
	}

	private void replace(Path death) throws IOException {
		Files.deleteIfExists(this.folder.resolve("spring-results.csv"));
		copy(death, this.ledger);
	}

	private static void requireNewest(Path ledger) {
		JdbcDataSource dataSource = BeforeEachChange.dataSource(ledger);
		new LedgerAge(dataSource, new CountedEntries(dataSource)).requireNewest(dataSource.getURL());
	}

	private static void copy(Path from, Path to) throws IOException {
		Files.createDirectories(to);
		for (String name : List.of(DATABASE, LatestRun.FILE)) {
			Files.deleteIfExists(to.resolve(name));
			Files.copy(from.resolve(name), to.resolve(name));
		}
	}

	/** What is told beside the ledger, where a run tells it, is of this moment. */
	private void awaitProgress() {
		File file = this.ledger.resolve(LatestRun.FILE).toFile();
		long before = file.lastModified();
		Polling.await(() -> !isTold() || file.lastModified() != before, () -> "nothing was told");
	}

	private static boolean isTold() {
		return Thread.getAllStackTraces().keySet().stream().anyMatch((each) -> each.getName().equals("progress-file"));
	}

}
