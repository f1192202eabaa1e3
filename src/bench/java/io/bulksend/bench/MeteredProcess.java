package io.bulksend.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import io.bulksend.testsupport.PackagedProgram;

/**
 * A process run to its end, and what it took. One at a time: CPU time is that of all
 * children that end meanwhile.
 *
 * @param startedMicros when it was started, in microseconds since the epoch
 * @param seconds how long it took
 * @param cpuSeconds what it and its descendants used, not a number where the system does
 * not tell
 * @param peakBytes the sum of the most that it and each of its descendants had resident,
 * 0 where the system does not tell
 * @param exitCode its exit code
 * @param out what it printed
 * @param err what it complained about
 * @param disturbance how much of the machine others had meanwhile
 */
record MeteredProcess(long startedMicros, double seconds, double cpuSeconds, long peakBytes, int exitCode, String out,
		String err, Disturbance disturbance) {

	private static final Duration PATIENCE = Duration.ofHours(1);

	private static final long LOOK_MILLIS = 50;

	/**
	 * To ask who a process's descendants are is dear: it reads every process there is.
	 */
	private static final int LOOKS_PER_SEARCH = 8;

	/**
	 * Runs a program.
	 * @param command the command line
	 * @param folder where it runs
	 * @param environment added to this process's own
	 */
	static MeteredProcess run(List<String> command, Path folder, Map<String, String> environment) {
		Path out = folder.resolve("out.txt");
		Path err = folder.resolve("err.txt");
		ProcessBuilder builder = PackagedProgram.process(command, folder, "out.txt", "err.txt", environment);
		try {
			Watch machine = Watch.begin();
			double cpuBefore = Proc.secondsOfEndedChildren();
			long startedMicros = ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
			long start = System.nanoTime();
			Process process = builder.start();
			Map<Long, Long> peaks = watch(process, start);
			double seconds = (System.nanoTime() - start) / 1e9;
			double cpuSeconds = Proc.secondsOfEndedChildren() - cpuBefore;
			Disturbance disturbance = machine.end();
			long peakBytes = peaks.values().stream().mapToLong(Long::longValue).sum();
			return new MeteredProcess(startedMicros, seconds, cpuSeconds, peakBytes, process.exitValue(),
					Files.readString(out), Files.readString(err), disturbance);
		}
		catch (IOException | InterruptedException ex) {
			throw new IllegalStateException("Cannot run " + command.get(0), ex);
		}
	}

	private static Map<Long, Long> watch(Process process, long start) throws InterruptedException {
		Map<Long, Long> peaks = new HashMap<>();
		peaks.put(process.pid(), 0L);
		int look = 0;
		while (!process.waitFor(LOOK_MILLIS, TimeUnit.MILLISECONDS)) {
			if (++look % LOOKS_PER_SEARCH == 0 && Proc.isThere()) {
				process.descendants().forEach((child) -> peaks.putIfAbsent(child.pid(), 0L));
			}
			peaks.replaceAll((pid, peak) -> Math.max(peak, Proc.peakMemory(pid)));
			if (System.nanoTime() - start > PATIENCE.toNanos()) {
				process.destroyForcibly().waitFor();
			}
		}
		return peaks;
	}

	/** Says why a process that failed did. */
	String complaint() {
		String text = (this.err.isBlank() ? this.out : this.err).strip();
		return "exit code " + this.exitCode + ", " + text.substring(Math.max(0, text.length() - 600));
	}

}
