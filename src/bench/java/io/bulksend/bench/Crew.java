package io.bulksend.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;

import io.bulksend.testsupport.PackagedProgram;
import io.bulksend.testsupport.Ports;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/**
 * A PostgreSQL, which writes to its disk as one in use does, and runs and workers that
 * share it, each a process.
 */
final class Crew implements AutoCloseable {

	private static final long PATIENCE = TimeUnit.MINUTES.toNanos(5);

	private final Path folder;

	private final Product product;

	private final EmbeddedPostgres postgres;

	private final Map<String, String> environment;

	private final List<Member> members = new ArrayList<>();

	private int campaigns;

	/**
	 * Starts the PostgreSQL, and makes its ledger.
	 * @param folder an empty folder
	 * @param product the product
	 * @param server the API
	 */
	Crew(Path folder, Product product, Server server) throws TrialFailure {
		this.folder = folder;
		this.product = product;
		int port = Ports.free();
		try {
			this.postgres = EmbeddedPostgres.builder()
				.setPort(port)
				.setDataDirectory(folder.resolve("postgres"))
				.setServerConfig("fsync", "on")
				.setServerConfig("synchronous_commit", "on")
				.start();
		}
		catch (IOException ex) {
			throw new TrialFailure("PostgreSQL cannot be started here: " + ex);
		}
		this.environment = new HashMap<>(Product.environment(server.address()));
		this.environment.put("SPRING_DATASOURCE_URL",
				"jdbc:postgresql://127.0.0.1:" + port + "/postgres?user=postgres");
		send(1, 0, 1).await();
	}

	/** Starts a worker, and waits until it waits for something to do. */
	Member worker(int concurrency) throws TrialFailure {
		Member worker = start("worker", "--concurrency", String.valueOf(concurrency));
		worker.awaitComplaint("Waits for campaigns");
		return worker;
	}

	/** Starts a run of a new campaign whose rows are handed out. */
	Member send(int rows, int rate, int concurrency) throws TrialFailure {
		String name = "campaign" + ++this.campaigns;
		Path csv = this.folder.resolve(name + ".csv");
		try (BufferedWriter writer = Files.newBufferedWriter(csv)) {
			writer.write("recipient_whatsapp,source,attachment_id,caption,x-apiheader\n");
			for (int row = 0; row < rows; row++) {
				writer.write("91" + (9_000_000_000L + row) + ",fa9d647a-c8d7-423e-bd27-7d2ca2875dc1," + name
						+ ",Hello customer " + row + ",order-" + row + "\n");
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return start("send", csv.toString(), "--workers", "--rate", String.valueOf(rate), "--concurrency",
				String.valueOf(concurrency));
	}

	private Member start(String... arguments) {
		try {
			Path own = Files.createDirectories(this.folder.resolve("member" + this.members.size()));
			Member member = new Member(own,
					PackagedProgram
						.process(this.product.command(arguments), own, "out.txt", "err.txt", this.environment)
						.start());
			this.members.add(member);
			return member;
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		this.members.forEach(Member::kill);
		try {
			this.postgres.close();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** A run or a worker. */
	static final class Member {

		private final Path folder;

		private final Process process;

		private Duration cpu = Duration.ZERO;

		Member(Path folder, Process process) {
			this.folder = folder;
			this.process = process;
		}

		boolean isAlive() {
			return this.process.isAlive();
		}

		void kill() {
			this.process.destroyForcibly().onExit().join();
		}

		/** Waits for its end, which must be a good one. */
		Member await() throws TrialFailure {
			long until = System.nanoTime() + PATIENCE;
			while (this.process.isAlive()) {
				this.process.info().totalCpuDuration().ifPresent((used) -> this.cpu = used);
				LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(20));
				if (System.nanoTime() > until) {
					throw new TrialFailure("It did not end: " + read("err.txt"));
				}
			}
			// Some rows are in doubt where a worker was killed.
			if (this.process.exitValue() > 1) {
				throw new TrialFailure("It ended with " + this.process.exitValue() + ": " + read("err.txt"));
			}
			return this;
		}

		/** The processor time that it had used shortly before its end. */
		Duration cpu() {
			return this.cpu;
		}

		void awaitComplaint(String text) throws TrialFailure {
			long until = System.nanoTime() + PATIENCE;
			while (!read("err.txt").contains(text)) {
				LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(50));
				if (!this.process.isAlive() || System.nanoTime() > until) {
					throw new TrialFailure("It never said \"" + text + "\": " + read("err.txt"));
				}
			}
		}

		private String read(String file) {
			try {
				return Files.readString(this.folder.resolve(file));
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		}

	}

}
