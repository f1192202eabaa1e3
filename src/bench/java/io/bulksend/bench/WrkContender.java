package io.bulksend.bench;

import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * wrk: the most that HTTP gives here. It calls for some seconds, whatever the rows.
 *
 * @param program where it is installed
 * @param script what it sends
 */
record WrkContender(String program, String script) implements Contender {

	private static final int SECONDS = 3;

	private static final Pattern TOTAL = Pattern.compile("(\\d+) requests in ");

	private static final Pattern RATE = Pattern.compile("Requests/sec:\\s+([0-9.]+)");

	@Override
	public String name() {
		return "wrk";
	}

	@Override
	public String description() {
		return "wrk, 1 thread, 64 connections: the HTTP limit here";
	}

	@Override
	public int mostRows() {
		return Integer.MAX_VALUE;
	}

	@Override
	public Performance send(Trial trial) throws TrialFailure {
		MeteredProcess process = MeteredProcess.run(List.of(this.program, "--threads", "1", "--connections", "64",
				"--duration", SECONDS + "s", "--script", this.script, trial.api().resolve("message/").toString()),
				trial.folder(), Map.of());
		Matcher total = TOTAL.matcher(process.out());
		Matcher rate = RATE.matcher(process.out());
		if (process.exitCode() != 0 || !total.find() || !rate.find() || process.out().contains("Non-2xx")) {
			throw new TrialFailure("wrk failed: " + process.complaint());
		}
		return new Performance(Long.parseLong(total.group(1)), process.seconds(), Double.parseDouble(rate.group(1)),
				process.cpuSeconds(), process.peakBytes(), 0, process.disturbance());
	}

}
