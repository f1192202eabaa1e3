package io.bulksend.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.bulksend.testsupport.ClassArchive;
import io.bulksend.testsupport.PackagedProgram;
import io.bulksend.testsupport.Signal;

/**
 * One run of the packaged jar, a process of its own.
 */
final class Child {

	/** The exit code of a run that another one keeps out. */
	static final int HELD = 4;

	private static final long PATIENCE = 90;

	private final int number;

	private final int concurrency;

	private final Path err;

	private final CompletableFuture<Process> process = new CompletableFuture<>();

	private volatile long killedAt = Long.MAX_VALUE;

	private volatile boolean signalled;

	private int exitCode = -1;

	Child(Path folder, int number, int concurrency) {
		this.number = number;
		this.concurrency = concurrency;
		this.err = folder.resolve("err-" + number + ".txt");
	}

	/** Starts it; what it prints stays in its folder. */
	void start(Map<String, String> environment, List<String> arguments) throws IOException {
		Path folder = this.err.toAbsolutePath().getParent();
		List<String> command = PackagedProgram.command(
				List.of(ClassArchive.option(), "-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC", "-Xmx256m"), arguments);
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
