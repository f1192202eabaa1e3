package io.bulksend.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.bulksend.testsupport.PackagedProgram;

/**
 * The {@link AnswerServer}.
 */
final class OwnServer implements Server {

	private final Process process;

	private final URI address;

	private OwnServer(Process process, URI address) {
		this.process = process;
		this.address = address;
	}

	/**
	 * Starts it.
	 * @param leastMillis the least time from a request to its answer
	 * @param mostMillis the most
	 */
	static OwnServer start(int leastMillis, int mostMillis) {
		// Room for all that a run leaves behind: while its collector is at work, calls
		// would pile up, and look as if they had come together. So they would while it
		// waits for a processor: it goes before the others, as if it had a machine of its
		// own. Where that is not allowed, GNU's nice says so and goes on without.
		List<String> command = List.of("nice", "-n", "-10", PackagedProgram.java(), "-XX:+UseSerialGC", "-Xms2g",
				"-Xmn1900m", "-XX:+AlwaysPreTouch", "-cp", ClassPath.tests(), AnswerServer.class.getName(),
				String.valueOf(leastMillis), String.valueOf(mostMillis));
		try {
			Process process = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start();
			BufferedReader reader = process.inputReader();
			return new OwnServer(process, URI.create("http://127.0.0.1:" + reader.readLine() + "/"));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public URI address() {
		return this.address;
	}

	@Override
	public long messages() {
		return Long.parseLong(get("count"));
	}

	/** When each message came since this was asked last. */
	CallTimes calls() {
		return CallTimes.of(get("calls").lines().mapToLong(Long::parseLong).toArray());
	}

	/** How often each row came since it was started. */
	Map<Integer, Integer> orders() {
		return get("orders").lines()
			.map((line) -> line.split(" "))
			.collect(Collectors.toMap((pair) -> Integer.valueOf(pair[0]), (pair) -> Integer.valueOf(pair[1])));
	}

	@Override
	public void close() {
		this.process.destroyForcibly().onExit().join();
	}

}
