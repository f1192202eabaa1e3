package io.bulksend.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;

import io.bulksend.testsupport.PackagedProgram;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The packaged jar beside other ways to send the same messages.
 * <p>
 * Runs in the Maven profile "bench", and takes the properties of {@link Settings}. The
 * tables go to standard output and to target/bench.md. Only a quiet machine gives figures
 * that mean anything, and only the ratios within one run can be compared.
 */
class Benchmark {

	private static final Path TARGET = Path.of("target").toAbsolutePath();

	private static final Path REPORT = TARGET.resolve("bench.md");

	private final Settings settings = Settings.read();

	@Test
	void measures() throws Exception {
		assertThat(PackagedProgram.JAR).as("the packaged jar").exists();
		Files.deleteIfExists(REPORT);
		write("# Benchmark\n\n" + Machine.line() + ". Medians of " + this.settings.repeats() + ".\n");
		if (!Proc.isThere()) {
			print("CPU time and memory are not measured: that needs Linux.");
		}
		Workshop workshop = Workshop.open(TARGET.resolve("bench"));
		Product product = workshop.install(PackagedProgram.JAR, "program");
		try (Server server = server(workshop)) {
			warmUp(product, workshop, server);
			if (this.settings.measures("start")) {
				write(new Starts(workshop, PackagedProgram.JAR).measure(this.settings.repeats()));
			}
			if (this.settings.measures("rate")) {
				write(new Rates(workshop, product).measure());
			}
			if (this.settings.measures("workers")) {
				write(new Workers(workshop, product).measure());
			}
			if (this.settings.measures("media")) {
				write(new MediaFlows(workshop, product).measure());
			}
			if (this.settings.measures("throughput")) {
				List<Contender> contenders = Contenders.find(this.settings, product, workshop.folder());
				Map<String, String> aftermaths = kill(workshop, contenders);
				for (int rows : this.settings.rows()) {
					write(new Throughput(this.settings, workshop, server, contenders, aftermaths).measure(rows));
				}
			}
			if (this.settings.measures("https")) {
				write(new Https(this.settings, workshop, product).measure());
			}
			if (this.settings.measures("resume")) {
				write(new Resume(this.settings, workshop, server, product).measure());
			}
		}
		Workshop.delete(workshop.folder());
		print("\n" + Files.readString(REPORT));
	}

	private Map<String, String> kill(Workshop workshop, List<Contender> contenders) throws IOException, TrialFailure {
		if (!this.settings.measures("kill")) {
			return Map.of();
		}
		Kills kills = new Kills(this.settings, workshop);
		Map<String, String> aftermaths = kills.measure(contenders);
		write("Twice / lost: each contender that keeps a record was killed with -9, all its processes, half way "
				+ "through " + Figures.number(kills.rows(), 0) + " rows, and started again until it said that it had "
				+ "finished; so many rows then had reached the server more than once, or never.\n");
		return aftermaths;
	}

	private Server server(Workshop workshop) throws IOException, InterruptedException {
		Server server = Nginx.start(workshop.folder().resolve("nginx")).orElse(null);
		if (server == null) {
			server = OwnServer.start(0, 0);
		}
		write(((server instanceof Nginx) ? "nginx" : "A server of our own (nginx cannot be started here)")
				+ " answers at once, and shares the machine with who calls it. Every JVM runs with `-Xmx256m`. "
				+ "Times are those of whole processes, their start included; CPU time is without the server's; "
				+ "memory is the sum of what each process of a contender had resident at its peak.\n");
		return server;
	}

	/** The first run makes the archive of classes that all later ones use. */
	private static void warmUp(Product product, Workshop workshop, Server server) throws TrialFailure {
		Path folder = workshop.empty("trial");
		MeteredProcess process = MeteredProcess.run(
				product.send(workshop.campaign(1, folder), folder.resolve("data"), 0), folder,
				Product.environment(server.address()));
		if (process.exitCode() != 0) {
			throw new TrialFailure("The first run failed: " + process.complaint());
		}
		product.awaitArchive();
	}

	private static void write(String markdown) throws IOException {
		Files.writeString(REPORT, markdown + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
	}

	static void print(String line) {
		System.out.println(line);
	}

}
