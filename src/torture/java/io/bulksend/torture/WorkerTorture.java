package io.bulksend.torture;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import io.bulksend.testsupport.PostgresServer;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Nothing twice, nothing lost, by a run and three workers: rounds in which one of them is
 * killed, halted for a while or asked to end every few seconds, the run included, and
 * replaced, and the database stops or crashes once in the middle.
 * <p>
 * Runs in the Maven profile "torture". Properties: torture.worker-rounds (1),
 * torture.rows (20,000), torture.pause (2, in seconds), torture.seed, that of the first
 * round; each further one has the next. What a round that failed left behind stays in
 * target/torture.
 */
class WorkerTorture {

	private static final Path FOLDER = Path.of("target", "torture").toAbsolutePath();

	private static final int MOST_FAILURES = 5;

	private final long seed = Long.getLong("torture.seed", new Random().nextInt(1_000_000));

	@Test
	void everyMessageGoesOutOnceWhoeverDies() throws IOException, InterruptedException {
		List<String> failures = new ArrayList<>();
		for (int round = 0; round < Integer.getInteger("torture.worker-rounds", 1); round++) {
			long own = this.seed + round;
			Path folder = FOLDER.resolve("workers-" + own);
			Torture.delete(folder);
			WorkerRound played = new WorkerRound(folder, own, Integer.getInteger("torture.rows", 20_000),
					Long.getLong("torture.pause", 2));
			List<String> findings = played.play();
			Torture.print("With -Dtorture.seed=" + own + ": " + played);
			findings.forEach((finding) -> Torture.print("  DOES NOT FIT: " + finding));
			findings.stream().limit(MOST_FAILURES).forEach((finding) -> failures.add("seed " + own + ": " + finding));
			if (findings.isEmpty()) {
				Torture.delete(folder);
			}
		}
		assertThat(failures).as("what does not fit").isEmpty();
	}

}
