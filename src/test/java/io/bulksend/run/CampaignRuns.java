package io.bulksend.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.bulksend.ledger.database.LatestRun;
import io.bulksend.ledger.database.LedgerDatabase;
import io.bulksend.progress.RunProgress;
import io.bulksend.run.settings.RunSettings;
import io.bulksend.send.StopSwitch;
import io.bulksend.testsupport.RecordingServer;
import io.bulksend.testsupport.RecordingServer.Answer;
import io.bulksend.testsupport.RecordingServer.Request;
import io.bulksend.testsupport.Results;
import org.jspecify.annotations.Nullable;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Runs of one campaign that follow one another on one ledger, in an H2 file; between them
 * the ledger can be looked at and altered.
 */
public final class CampaignRuns implements AutoCloseable {

	private final RecordingServer server = new RecordingServer((number) -> {
		this.onCall.run();
		String code = this.refusal;
		return (code != null) ? Answer.refused(400, code) : Answer.accepted(number, 0);
	});

	private final Path folder;

	private @Nullable RunSettings settings;

	private volatile @Nullable String refusal;

	private volatile Runnable onCall = () -> {
	};

	public CampaignRuns(Path folder) {
		this.folder = folder;
	}

	/** Writes the campaign's file. */
	void write(String... lines) {
		writeFile("spring.csv", lines);
	}

	/** Writes a file beside the campaign's. */
	Path writeFile(String name, String... lines) {
		try {
			return Files.writeString(this.folder.resolve(name), String.join("\n", lines) + "\n");
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Writes the campaign's file, with one row for each of the last two digits. */
	public void writeRows(int... recipients) {
		List<String> lines = new ArrayList<>(List.of("recipient_whatsapp,attachment_id"));
		for (int recipient : recipients) {
			lines.add(919_833_078_000L + recipient + ",a-1");
		}
		write(lines.toArray(String[]::new));
	}

	RunResult run(String... more) {
		return run(new StopSwitch(), more);
	}

	RunResult run(StopSwitch stop, String... more) {
		return run(stop, new RunProgress(), more);
	}

	RunResult run(StopSwitch stop, RunProgress progress, String... more) {
		List<String> arguments = new ArrayList<>(
				List.of("--bulksend.file=" + this.folder.resolve("spring.csv"), "--bulksend.data-dir=" + this.folder,
						"--bulksend.rate=0", "--bulksend.concurrency=1", "--bulksend.api.token=token",
						"--bulksend.api.source=source", "--bulksend.api.url=" + this.server.url()));
		List<String> given = List.of(more);
		arguments.removeIf((own) -> given.stream().anyMatch((one) -> one.startsWith(own.replaceAll("=.*", "="))));
		arguments.addAll(given);
		return Launcher.send(arguments, "", stop, progress, (settings) -> this.settings = settings);
	}

	/** What the latest run was given. */
	RunSettings settings() {
		return Objects.requireNonNull(this.settings);
	}

	/** Does something each time a call has come in, before it is answered. */
	void onCall(Runnable action) {
		this.onCall = action;
	}

	/** From now on every call is refused with a code, or accepted where there is none. */
	void answer(@Nullable String code) {
		this.refusal = code;
	}

	/** How many calls were made in all runs. */
	int calls() {
		return this.server.requests().size();
	}

	/** Whom each call of all runs was for. */
	List<String> recipients() {
		return this.server.requests().stream().map(Request::recipient).toList();
	}

	/** The body of each call of all runs. */
	List<String> bodies() {
		return this.server.requests().stream().map(Request::body).toList();
	}

	/** A column of the results. */
	List<String> results(String column) {
		return Results.read(this.folder.resolve("spring-results.csv")).stream().map((row) -> row.get(column)).toList();
	}

	/** Makes a row of the newest file one that this was decided about. */
	void decide(int row, String status) throws SQLException {
		execute("update bulksend_message set message_id = null, status = '" + status
				+ "' where id = (select max(id) * 1000000000000 from bulksend_file) + " + row);
	}

	/** Alters the ledger, which may be less far then than its latest run said. */
	void execute(String sql) throws SQLException {
		this.folder.resolve("ledger").resolve(LatestRun.FILE).toFile().delete();
		try (Connection connection = connection(); Statement statement = connection.createStatement()) {
			assertThat(statement.executeUpdate(sql)).as(sql).isPositive();
		}
	}

	/** Makes the first row of the newest file one that this was decided about. */
	void decideFirstRow(String status) throws SQLException {
		execute("update bulksend_message set message_id = null, status = '" + status
				+ "' where id = (select max(id) * 1000000000000 + 1 from bulksend_file)");
	}

	long number(String sql) throws SQLException {
		try (Connection connection = connection();
				Statement statement = connection.createStatement();
				ResultSet row = statement.executeQuery(sql)) {
			row.next();
			return row.getLong(1);
		}
	}

	private Connection connection() throws SQLException {
		return DriverManager.getConnection(LedgerDatabase.url(this.folder.resolve("ledger")), "sa", "");
	}

	@Override
	public void close() {
		this.server.close();
	}

}
