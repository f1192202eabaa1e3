package io.bulksend.run.worker;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.IntFunction;

import javax.sql.DataSource;

import io.bulksend.ledger.LedgerFixture;
import io.bulksend.progress.RunProgress;
import io.bulksend.run.Launcher;
import io.bulksend.run.RunResult;
import io.bulksend.send.StopReason;
import io.bulksend.send.StopSwitch;
import io.bulksend.testsupport.RecordingServer;
import io.bulksend.testsupport.RecordingServer.Answer;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.postgresql.ds.PGSimpleDataSource;

/**
 * A run that hands its rows out, and workers that take part, all in this process, on a
 * real PostgreSQL.
 */
@Timeout(value = 40, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
abstract class WorkersInProcess {

	@TempDir
	Path folder;

	final DataSource dataSource = LedgerFixture.onPostgres().dataSource();

	final RunProgress progress = new RunProgress();

	volatile StopSwitch stop = new StopSwitch();

	final Queue<String> said = new ConcurrentLinkedQueue<>();

	static RecordingServer slow(long millis) {
		return answering((number) -> Answer.accepted(number, millis));
	}

	static RecordingServer answering(IntFunction<Answer> answers) {
		return new RecordingServer(answers);
	}

	RunResult send(RecordingServer server, int rows, String... more) throws IOException {
		return send(server, "campaign", rows, more);
	}

	RunResult send(RecordingServer server, String campaign, int rows, String... more) throws IOException {
		StringBuilder text = new StringBuilder("recipient_whatsapp,attachment_id\n");
		for (int row = 0; row < rows; row++) {
			text.append(919_800_000_000L + row).append(",").append(campaign).append("\n");
		}
		Files.writeString(this.folder.resolve(campaign + ".csv"), text);
		List<String> arguments = new ArrayList<>(arguments(server, campaign));
		for (String argument : more) {
			arguments.removeIf((given) -> given.startsWith(argument.substring(0, argument.indexOf('=') + 1)));
			arguments.add(argument);
		}
		this.stop = new StopSwitch();
		return Launcher.send(arguments, "send", this.stop, this.progress, (settings) -> {
		});
	}

	List<String> arguments(RecordingServer server, String campaign) {
		List<String> arguments = new ArrayList<>(workerArguments(server));
		arguments.addAll(List.of("--bulksend.file=" + this.folder.resolve(campaign + ".csv"), "--bulksend.rate=0",
				"--bulksend.workers=true", "--bulksend.concurrency=16", "--bulksend.api.source=source"));
		return arguments;
	}

	List<String> workerArguments(RecordingServer server) {
		return workerArguments(server.url());
	}

	List<String> workerArguments(String url) {
		PGSimpleDataSource postgres = (PGSimpleDataSource) this.dataSource;
		return List.of("--bulksend.api.token=token", "--bulksend.api.url=" + url,
				"--spring.datasource.url=" + postgres.getUrl(), "--spring.datasource.username=postgres");
	}

	long number(String sql) throws SQLException {
		return Long.parseLong(text(sql));
	}

	String text(String sql) throws SQLException {
		try (Connection connection = this.dataSource.getConnection();
				Statement statement = connection.createStatement();
				ResultSet row = statement.executeQuery(sql)) {
			row.next();
			return row.getString(1);
		}
	}

	/** A worker in a thread. */
	final class Worker implements AutoCloseable {

		private final StopSwitch own = new StopSwitch();

		private final Thread thread;

		volatile RuntimeException failure;

		Worker(RecordingServer server) {
			this(server.url());
		}

		Worker(String url) {
			List<String> arguments = new ArrayList<>(workerArguments(url));
			arguments.add("--bulksend.concurrency=4");
			this.thread = new Thread(() -> run(arguments));
			this.thread.start();
		}

		private void run(List<String> arguments) {
			try {
				WorkerRun.run(arguments, this.own, WorkersInProcess.this.said::add);
			}
			catch (RuntimeException ex) {
				this.failure = ex;
			}
		}

		void await() throws InterruptedException {
			this.thread.join();
		}

		boolean isAlive() {
			return this.thread.isAlive();
		}

		@Override
		public void close() {
			this.own.request(StopReason.SIGNAL, "Stopped by a signal.");
			try {
				this.thread.join();
			}
			catch (InterruptedException ex) {
				throw new AssertionError(ex);
			}
		}

	}

}
