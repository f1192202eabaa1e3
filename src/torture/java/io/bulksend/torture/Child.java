package io.bulksend.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.bulksend.testsupport.PackagedProgram;
import io.bulksend.testsupport.Signal;

/**
 * One run of the packaged jar, a process of its own.
 */
final class Child {

	/** Loaded classes, for a faster start; runs do without where it is missing. */
	private static final Path ARCHIVE = Path.of("target", "torture.jsa").toAbsolutePath();

	/** The same of a run that hands its rows out on a PostgreSQL. */
	private static final Path WORKERS_ARCHIVE = Path.of("target", "torture-workers.jsa").toAbsolutePath();

	/** The exit code of a run that another one keeps out. */
	static final int HELD = 4;

	private static final long PATIENCE = 90;

	private final int number;

	private final int concurrency;

	private final Path archive;

	private final Path err;

	private final CompletableFuture<Process> process = new CompletableFuture<>();

	private volatile long killedAt = Long.MAX_VALUE;

	private volatile boolean signalled;

	private int exitCode = -1;

	Child(Path folder, int number, int concurrency) {
		this(folder, number, concurrency, ARCHIVE);
	}

	private Child(Path folder, int number, int concurrency, Path archive) {
		this.number = number;
		this.concurrency = concurrency;
		this.archive = archive;
		this.err = folder.resolve("err-" + number + ".txt");
	}

	/** A run that hands its rows out, or a worker. */
	static Child ofSeveral(Path folder, int number, int concurrency) {
		return new Child(folder, number, concurrency, WORKERS_ARCHIVE);
	}

	/** Saves much of the time that so many starts take; once for each build. */
	static synchronized void archiveClasses(Path folder) throws IOException, InterruptedException {
		archiveClasses(ARCHIVE, folder, Map.of(), List.of("--sandbox"));
	}

	/** The same for runs and workers; needs a PostgreSQL and the API. */
	static synchronized void archiveWorkersClasses(Path folder, Map<String, String> environment)
			throws IOException, InterruptedException {
		archiveClasses(WORKERS_ARCHIVE, folder, environment, List.of("--workers"));
	}

	private static void archiveClasses(Path archive, Path folder, Map<String, String> environment, List<String> more)
			throws IOException, InterruptedException {
		if (Files.exists(archive)
				&& Files.getLastModifiedTime(archive).compareTo(Files.getLastModifiedTime(PackagedProgram.JAR)) > 0) {
			return;
		}
		Files.createDirectories(folder);
		Files.deleteIfExists(archive);
		Files.writeString(folder.resolve("campaign.csv"),
				"recipient_whatsapp,source,attachment_id\n919800000001,s,1fc380aa-6953-4e95-aef9-f220a22d51a3\n");
		List<String> arguments = new ArrayList<>(List.of("send", "campaign.csv"));
		arguments.addAll(more);
		List<String> command = PackagedProgram
			.command(List.of("-XX:+UseSerialGC", "-XX:ArchiveClassesAtExit=" + archive), arguments);
		PackagedProgram.process(command, folder, "out.txt", "err.txt", environment).start().waitFor();
	}

	/** Starts it; what it prints stays in its folder. */
	void start(Map<String, String> environment, List<String> arguments) throws IOException {
		Path folder = this.err.toAbsolutePath().getParent();
		List<String> command = PackagedProgram.command(List.of("-XX:SharedArchiveFile=" + this.archive,
				"-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m"), arguments);
		this.process.complete(PackagedProgram
			.process(command, folder, "out-" + this.number + ".txt", "err-" + this.number + ".txt", environment)
			.start());
	}

	/** Waits for its end; false where that does not come. */
	boolean await() throws InterruptedException {
		boolean ended = this.process.join().waitFor(PATIENCE, TimeUnit.SECONDS);
		if (!ended) {
			kill();
		}
		this.exitCode = this.process.join().exitValue();
		return ended;
	}

	/** Kills it, as the system does when memory runs out; returns when it is dead. */
	void kill() {
		Process running = this.process.join();
		if (running.isAlive()) {
			this.killedAt = System.nanoTime();
			running.destroyForcibly().onExit().join();
		}
	}

	/** Asks it to stop. */
	void terminate() {
		this.signalled = true;
		this.process.join().destroy();
	}

	/** Holds it up, as a machine does that is short of memory. */
	void halt() {
		Signal.STOP.sendTo(this.process.join().pid());
	}

	/** Lets it go on. */
	void goOn() {
		if (isAlive()) {
			Signal.CONT.sendTo(this.process.join().pid());
		}
	}

	boolean isAlive() {
		return this.process.join().isAlive();
	}

	/** Asks it to stop, and soon again: the second time ends it at once. */
	void terminateTwice(long millisBetween) {
		terminate();
		FaultyApi.sleep(millisBetween);
		if (this.process.join().isAlive()) {
			this.killedAt = System.nanoTime();
			this.process.join().destroy();
		}
	}

	int number() {
		return this.number;
	}

	int concurrency() {
		return this.concurrency;
	}

	/** When it was killed, or the end of time. */
	long killedAt() {
		return this.killedAt;
	}

	boolean isKilled() {
		return this.killedAt != Long.MAX_VALUE;
	}

	/** Says whether it has said that nothing is left to send. */
	boolean isComplete() {
		return this.exitCode == 0 || this.exitCode == 1;
	}

	boolean isSignalled() {
		return this.signalled;
	}

	int exitCode() {
		return this.exitCode;
	}

	String complaints() throws IOException {
		return Files.readString(this.err);
	}

	@Override
	public String toString() {
		return "run " + this.number + " (concurrency " + this.concurrency + (isKilled() ? ", killed" : "")
				+ (this.signalled ? ", signalled" : "") + ", exit " + this.exitCode + ")";
	}

}
