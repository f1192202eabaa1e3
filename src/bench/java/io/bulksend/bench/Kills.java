package io.bulksend.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.bulksend.testsupport.PackagedProgram;

/**
 * What becomes of rows when their sender is killed half way and started again. Its
 * processes die, the machine does not: what they gave to the system is kept.
 */
final class Kills {

	private static final int MOST_ROWS = 5000;

	/** Calls take a while, as they do: some are under way when it dies. */
	private static final int LEAST_MILLIS = 5;

	private static final int MOST_MILLIS = 20;

	private static final long LOOK_NANOS = TimeUnit.MILLISECONDS.toNanos(25);

	private static final long PATIENCE = Duration.ofMinutes(10).toNanos();

	private static final Pattern ORDER = Pattern.compile("order-(\\d+)");

	private final Workshop workshop;

	private final int rows;

	Kills(Settings settings, Workshop workshop) {
		this.workshop = workshop;
		this.rows = Math.min(MOST_ROWS, settings.mostRows());
	}

	/** How many rows each sends. */
	int rows() {
		return this.rows;
	}

	/**
	 * Kills everybody who keeps a record, once.
	 * @return what became of the rows, by the contender's name
	 * @throws TrialFailure if the product did not go on
	 */
	Map<String, String> measure(List<Contender> contenders) throws TrialFailure {
		Map<String, String> aftermaths = new HashMap<>();
		for (Contender each : contenders) {
			if (!(each instanceof ProgramContender contender) || !contender.keepsRecord()) {
				continue;
			}
			try {
				aftermaths.put(contender.name(), aftermath(contender).toString());
			}
			catch (TrialFailure ex) {
				if (contender.name().equals(Contenders.PRODUCT)) {
					throw ex;
				}
				aftermaths.put(contender.name(), "does not go on");
				Benchmark.print(ex.getMessage());
			}
			Benchmark.print("Killed and started again: " + contender.name() + " " + aftermaths.get(contender.name()));
		}
		return aftermaths;
	}

	private Aftermath aftermath(ProgramContender contender) throws TrialFailure {
		Path folder = this.workshop.empty("killed");
		Path input = this.workshop.campaign(this.rows, folder);
		try (OwnServer server = OwnServer.start(LEAST_MILLIS, MOST_MILLIS)) {
			Trial trial = new Trial(folder, input, this.rows, server.address());
			List<String> command = contender.command().apply(trial);
			Map<String, String> environment = Product.environment(trial.api());
			killHalfWay(contender,
					PackagedProgram.process(command, folder, "killed.txt", "killed-err.txt", environment), server);
			MeteredProcess second = MeteredProcess.run(command, folder, environment);
			// The product's exit code tells of rows in doubt.
			if (second.exitCode() > (contender.writesResults() ? 1 : 0)) {
				throw new TrialFailure(contender.name() + " did not go on: " + second.complaint());
			}
			return Aftermath.of(this.rows, server.orders(), inDoubt(trial.results()));
		}
	}

	private void killHalfWay(ProgramContender contender, ProcessBuilder builder, OwnServer server) throws TrialFailure {
		Process process;
		try {
			process = builder.start();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		long until = System.nanoTime() + PATIENCE;
		while (server.messages() < this.rows / 2 && process.isAlive() && System.nanoTime() < until) {
			LockSupport.parkNanos(LOOK_NANOS);
		}
		boolean alive = process.isAlive();
		List<ProcessHandle> all = Stream.concat(Stream.of(process.toHandle()), process.descendants()).toList();
		all.forEach(ProcessHandle::destroyForcibly);
		all.forEach((each) -> each.onExit().join());
		if (!alive) {
			throw new TrialFailure(contender.name() + " ended before it could be killed, with " + process.exitValue());
		}
	}

	private static Set<Integer> inDoubt(Path results) {
		if (!Files.exists(results)) {
			return Set.of();
		}
		try (Stream<String> lines = Files.lines(results)) {
			return lines.filter((line) -> line.contains("IN_DOUBT"))
				.flatMap((line) -> ORDER.matcher(line).results())
				.map((MatchResult match) -> Integer.valueOf(match.group(1)))
				.collect(Collectors.toSet());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
