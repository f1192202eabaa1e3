package io.bulksend.ledger.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import javax.sql.DataSource;

import io.bulksend.testsupport.OtherProcess;
import io.bulksend.testsupport.Traces;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * An embedded database's file that is written anew, so that nothing is left of what was
 * deleted.
 */
class LedgerRewriteTest {

	private static final int ROWS = 20_000;

	private static final String GONE = "919833078";

	@TempDir
	private Path folder;

	private Path ledger;

	private DataSource dataSource;

	/**
	 * Keeps the database open, as a command has it: H2 tidies up a little as it closes.
	 */
	private Connection open;

	/** Rows of which every second one was deleted. */
	@BeforeEach
	void fill() throws SQLException {
		this.ledger = this.folder.resolve("ledger");
		JdbcDataSource database = new JdbcDataSource();
		database.setURL(LedgerDatabase.url(this.ledger));
		this.dataSource = database;
		this.open = database.getConnection();
		try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
			statement.execute("create table message (id bigint primary key, recipient varchar)");
			statement.execute("insert into message select \"X\", case when mod(\"X\", 2) = 0 then '" + GONE
					+ "' else '614915700' end || lpad(\"X\", 5, '0') from system_range(1, " + ROWS + ")");
			statement.execute("delete from message where mod(id, 2) = 0");
		}
	}

	@AfterEach
	void close() throws SQLException {
		this.open.close();
	}

	@Test
	void whatWasDeletedIsGoneAndWhatIsInUseIsWhole() throws SQLException {
		assertThat(Traces.of(this.folder, GONE + "00002")).isNotEmpty();
		rewrite((step) -> {
		});
		requireGone(this.ledger);
		requireWhole(this.ledger);
		assertThat(this.ledger.toFile().list()).containsExactly("bulksend.mv.db");
	}

	@Test
	void howeverFarItCameWhenItDiedTheDatabaseIsWholeAndTheNextOneEndsIt() throws SQLException, IOException {
		List<Path> dead = new ArrayList<>();
		LedgerRewrite.of(LedgerDatabase.url(this.ledger)).orElseThrow().announce();
		rewrite((step) -> dead.add(copy(step)));
		assertThat(dead).extracting((path) -> path.getFileName().toString())
			.containsExactly("copied", "compacted", "moved", "done");
		for (Path copy : dead) {
			requireWhole(copy);
			LedgerRewrite next = LedgerRewrite.of(LedgerDatabase.url(copy)).orElseThrow();
			assertThat(next.isPending()).isEqualTo(!copy.endsWith("done"));
			JdbcDataSource database = new JdbcDataSource();
			database.setURL(LedgerDatabase.url(copy));
			next.run(database);
			assertThat(next.isPending()).isFalse();
			requireGone(copy);
			requireWhole(copy);
			assertThat(copy.toFile().list()).containsExactly("bulksend.mv.db");
		}
	}

	@Test
	void nobodyElseCanOpenTheFileThatIsReplaced() throws SQLException {
		List<Integer> opened = new ArrayList<>();
		rewrite((step) -> {
			if (step.equals("compacted")) {
				opened.add(openElsewhere());
			}
		});
		assertThat(opened).containsExactly(Opener.LOCKED);
		assertThat(openElsewhere()).isZero();
	}

	private int openElsewhere() {
		try {
			return OtherProcess.running(Opener.class, this.ledger).start().waitFor();
		}
		catch (IOException | InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private void rewrite(LedgerRewrite.Steps steps) {
		new LedgerRewrite(this.ledger, steps).run(this.dataSource);
	}

	private Path copy(String step) {
		Path target = this.folder.resolve(step);
		try (Stream<Path> files = Files.list(this.ledger)) {
			Files.createDirectories(target);
			for (Path file : files.toList()) {
				Files.copy(file, target.resolve(file.getFileName()));
			}
			return target;
		}
		catch (IOException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static void requireGone(Path folder) {
		for (int id = 2; id <= ROWS; id += 998) {
			assertThat(Traces.of(folder, GONE + "%05d".formatted(id))).isEmpty();
		}
		assertThat(Traces.of(folder, GONE)).isEmpty();
	}

	private static void requireWhole(Path folder) throws SQLException {
		try (Connection connection = DriverManager.getConnection(LedgerDatabase.url(folder));
				Statement statement = connection.createStatement();
				ResultSet row = statement
					.executeQuery("select count(*), sum(cast(substring(recipient, 10) as integer)) from message")) {
			row.next();
			assertThat(row.getLong(1)).isEqualTo(ROWS / 2);
			assertThat(row.getLong(2)).isEqualTo((long) ROWS / 2 * ROWS / 2);
		}
	}

	/** Opens the database, if nobody else has. */
	static final class Opener {

		static final int LOCKED = 7;

		private Opener() {
		}

		public static void main(String[] arguments) {
			try (Connection connection = DriverManager.getConnection(LedgerDatabase.url(Path.of(arguments[0])))) {
				System.exit(connection.isClosed() ? 1 : 0);
			}
			catch (SQLException ex) {
				System.exit(LOCKED);
			}
		}

	}

}
