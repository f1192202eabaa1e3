package io.bulksend.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Nothing twice, nothing lost: many rounds of campaigns against an API that fails in
 * every way, by processes that are killed and stopped at any moment.
 * <p>
 * Runs in the Maven profile "torture". Properties: torture.minutes (3), after which no
 * round begins; torture.rounds, which counts rounds instead; torture.seed, which repeats
 * the choices of an earlier test; torture.round, the one round of that seed to play. What
 * a round that failed left behind stays in target/torture.
 */
class Torture {

	private static final Path FOLDER = Path.of("target", "torture").toAbsolutePath();

	private static final int MOST_FAILURES = 5;

	private final long seed = Long.getLong("torture.seed", new Random().nextInt(1_000_000));

	private final long deadline = System.nanoTime() + Duration.ofMinutes(Long.getLong("torture.minutes", 3)).toNanos();

	private final Tally tally = new Tally();

	private final List<String> failures = new ArrayList<>();

	@Test
	void nothingIsSentTwiceAndNothingIsLost() throws IOException, InterruptedException {
		int first = Integer.getInteger("torture.round", 1);
		Child.archiveClasses(FOLDER.resolve("archive"));
		print("Torture with -Dtorture.seed=" + this.seed);
		for (int round = first; goesOn(round, first); round++) {
			play(round);
		}
		print(this.tally.toString());
		assertThat(this.failures).as("what does not fit, with -Dtorture.seed=" + this.seed).isEmpty();
	}

	private boolean goesOn(int round, int first) {
		if (this.failures.size() >= MOST_FAILURES) {
			return false;
		}
		if (Integer.getInteger("torture.round") != null) {
			return round == first;
		}
		Integer rounds = Integer.getInteger("torture.rounds");
		return (rounds != null) ? round <= rounds : System.nanoTime() < this.deadline;
	}

	private void play(int number) throws IOException, InterruptedException {
		Path folder = FOLDER.resolve("seed-" + this.seed + "-round-" + number);
		delete(folder);
		long start = System.nanoTime();
		Round round = new Round(folder, new SplittableRandom(this.seed + number * 1_000_003L).nextLong(), this.tally);
		List<String> findings = round.play();
		print("Round " + number + ", " + Duration.ofNanos(System.nanoTime() - start).toSeconds() + " s: "
				+ String.join("; ", round.story()));
		if (findings.isEmpty()) {
			delete(folder);
		}
		for (String finding : findings) {
			print("  DOES NOT FIT: " + finding);
		}
		findings.stream()
			.limit(MOST_FAILURES)
			.forEach((finding) -> this.failures.add("round " + number + ": " + finding));
	}

	static void delete(Path folder) throws IOException {
		if (Files.exists(folder)) {
			try (Stream<Path> files = Files.walk(folder)) {
				for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
					Files.delete(file);
				}
			}
		}
	}

	static void print(String line) {
		System.out.println(line);
	}

}
