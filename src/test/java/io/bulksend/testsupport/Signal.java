package io.bulksend.testsupport;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Assumptions;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What ends or halts a process from outside, or lets it go on.
 */
public enum Signal {

	HUP(1), INT(2), QUIT(3), TERM(15), STOP(19), CONT(18);

	private final int number;

	Signal(int number) {
		this.number = number;
	}

	/** Sends it to all of them at once, as a terminal does. */
	public void sendTo(long... processes) {
		List<String> command = new ArrayList<>(List.of("kill", "-" + name()));
		for (long process : processes) {
			command.add(Long.toString(process));
		}
		try {
			assertThat(new ProcessBuilder(command).start().waitFor()).isZero();
		}
		catch (IOException | InterruptedException ex) {
			throw new AssertionError(ex);
		}
	}

	/** Whoever ignores a signal, such as a job in the background, hands that on. */
	public void assumeHeeded() throws IOException {
		Assumptions.assumeTrue(isHeeded(), () -> name() + " is ignored here");
	}

	/**
	 * Says whether processes that are started here heed it.
	 * @return false where this process was told to ignore it, as they inherit that
	 */
	public boolean isHeeded() throws IOException {
		Path status = Path.of("/proc/self/status");
		return !Files.exists(status) || Files.readAllLines(status)
			.stream()
			.filter((line) -> line.startsWith("SigIgn:"))
			.map((line) -> new BigInteger(line.substring(7).strip(), 16))
			.noneMatch((ignored) -> ignored.testBit(this.number - 1));
	}

}
