package io.bulksend.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Nothing twice, nothing lost: many rounds of campaigns against an API that fails in
 * every way, by processes that are killed and stopped at any moment.
 * <p>
 * Runs in the Maven profile "torture". Properties: torture.minutes (3), after which no
 * round begins; torture.rounds, which counts rounds instead; torture.seed, which repeats
 * the choices of an earlier test; torture.round, the round of that seed to begin with,
 * and the only one where torture.rounds does not say otherwise; torture.side-by-side, how
 * many rounds are played at a time (as many as there are processors). What a round that
 * failed left behind stays in target/torture.
 */
class Torture {

	private static final Path FOLDER = Path.of("target", "torture").toAbsolutePath();

	private static final int MOST_FAILURES = 5;

	private final long seed = Long.getLong("torture.seed", new Random().nextInt(1_000_000));

	private final long deadline = System.nanoTime() + Duration.ofMinutes(Long.getLong("torture.minutes", 3)).toNanos();

	private final Tally tally = new Tally();

	private final int first = Integer.getInteger("torture.round", 1);

	private final AtomicInteger next = new AtomicInteger(this.first);

	private final List<String> failures = Collections.synchronizedList(new ArrayList<>());

	@Test
	void nothingIsSentTwiceAndNothingIsLost() throws Exception {
		int sideBySide = Integer.getInteger("torture.side-by-side", Runtime.getRuntime().availableProcessors());
		print("Torture with -Dtorture.seed=" + this.seed + ", " + sideBySide + " rounds at a time");
		ExecutorService players = Executors.newFixedThreadPool(sideBySide);
		try {
			for (Future<?> player : players.invokeAll(Collections.nCopies(sideBySide, this::playOneByOne))) {
				player.get();
			}
		}
		finally {
			players.shutdown();
		}
		print(this.tally.toString());
		assertThat(this.failures).as("what does not fit, with -Dtorture.seed=" + this.seed).isEmpty();
	}

	private Void playOneByOne() throws IOException, InterruptedException {
		for (int round = this.next.getAndIncrement(); goesOn(round); round = this.next.getAndIncrement()) {
			play(round);
		}
		return null;
	}

	private boolean goesOn(int round) {
		if (this.failures.size() >= MOST_FAILURES) {
			return false;
		}
		Integer rounds = Integer.getInteger("torture.rounds");
		if (rounds != null) {
			return round < this.first + rounds;
		}
		return (Integer.getInteger("torture.round") != null) ? round == this.first : System.nanoTime() < this.deadline;
	}

	private void play(int number) throws IOException, InterruptedException {
		Path folder = FOLDER.resolve("seed-" + this.seed + "-round-" + number);
		delete(folder);
		long start = System.nanoTime();
		Round round = new Round(folder, new SplittableRandom(this.seed + number * 1_000_003L).nextLong(), this.tally);
		List<String> findings = round.play();
		StringBuilder report = new StringBuilder("Round " + number + ", "
				+ Duration.ofNanos(System.nanoTime() - start).toSeconds() + " s: " + String.join("; ", round.story()));
		findings.forEach((finding) -> report.append("\n  DOES NOT FIT: ").append(finding));
		print(report.toString());
		if (findings.isEmpty()) {
			delete(folder);
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
