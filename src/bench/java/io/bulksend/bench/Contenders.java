package io.bulksend.bench;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.bulksend.testsupport.PackagedProgram;
import io.bulksend.testsupport.Programs;

/**
 * Who takes part, in the table's order: everybody whose program is here.
 */
final class Contenders {

	/** The product's name among them. */
	static final String PRODUCT = "bulk-send";

	private static final int SLOW = 100_000;

	private final Settings settings;

	private final Path folder;

	private final List<Contender> all = new ArrayList<>();

	private Contenders(Settings settings, Path folder) {
		this.settings = settings;
		this.folder = folder;
	}

	/**
	 * Finds them, and says who is missing.
	 * @param settings whom the user wants
	 * @param product the product
	 * @param folder where their scripts are put
	 */
	static List<Contender> find(Settings settings, Product product, Path folder) {
		Contenders contenders = new Contenders(settings, folder);
		contenders.addProduct(product);
		contenders.addHttp();
		contenders.addUndici();
		contenders.addTutorials();
		contenders.addScript();
		return List.copyOf(contenders.all);
	}

	private void addProduct(Product product) {
		this.all.add(new ProgramContender(PRODUCT, "**bulk-send**, CSV to results CSV, ledger", Integer.MAX_VALUE, true,
				(trial) -> product.send(trial.input(), trial.data(), 0)));
	}

	private void addHttp() {
		program("wrk", "wrk").ifPresent(
				(wrk) -> this.all.add(new WrkContender(wrk, Resources.copy("post.lua", this.folder).toString())));
		if (this.settings.takesPart("http-client")) {
			this.all.add(new ProgramContender("http-client", "HttpClient 5 alone, no CSV, no ledger", Integer.MAX_VALUE,
					false,
					(trial) -> List.of(PackagedProgram.java(), "-Xmx256m", "-XX:+UseSerialGC", "-cp",
							ClassPath.httpClient(), PlainClient.class.getName(), trial.api().toString(),
							String.valueOf(trial.rows()))));
		}
	}

	private void addUndici() {
		Optional<String> node = program("undici", "node");
		if (node.isEmpty()) {
			return;
		}
		if (!Files.isDirectory(this.settings.undici().resolve("undici"))) {
			Benchmark.print("undici is left out: install it (npm install undici) and name its folder with "
					+ "-Dbench.undici=.../node_modules");
			return;
		}
		Path script = Resources.copy("pool.cjs", this.folder);
		this.all.add(new ProgramContender("undici", "Node script, undici pool, CSV to CSV, nothing durable",
				Integer.MAX_VALUE, true,
				(trial) -> List.of(node.get(), script.toString(), this.settings.undici().toString(),
						trial.api().toString(), trial.input().toString(), trial.results().toString())));
	}

	private void addTutorials() {
		if (this.settings.takesPart("tutorial")) {
			this.all.add(tutorial("tutorial", "tutorial's Spring Batch job", ClassPath.tutorial()));
		}
		if (this.settings.takesPart("tutorial-httpclient5")) {
			this.all.add(tutorial("tutorial-httpclient5", "the same, httpclient5 on its class path",
					ClassPath.tutorialWithHttpClient()));
		}
	}

	private static Contender tutorial(String name, String description, String classPath) {
		return new ProgramContender(name, description, SLOW, false,
				(trial) -> List.of(PackagedProgram.java(), "-Xmx256m", "-cp", classPath,
						"io.bulksend.bench.tutorial.TutorialJob", "--tutorial.file=" + trial.input(),
						"--tutorial.api=" + trial.api(), "--spring.batch.jdbc.initialize-schema=always",
						"--spring.datasource.url=jdbc:h2:file:" + trial.data().resolve("tutorial")));
	}

	private void addScript() {
		program("script", "python3").ifPresent((python) -> {
			Path script = Resources.copy("one_by_one.py", this.folder);
			this.all.add(new ProgramContender("script", "Python script, one call at a time, CSV to CSV", SLOW, true,
					(trial) -> List.of(python, script.toString(), trial.api().toString(), trial.input().toString(),
							trial.results().toString())));
		});
	}

	private Optional<String> program(String contender, String program) {
		if (!this.settings.takesPart(contender)) {
			return Optional.empty();
		}
		Optional<String> found = Programs.find(program).map(Path::toString);
		if (found.isEmpty()) {
			Benchmark.print(contender + " is left out: there is no " + program + " here.");
		}
		return found;
	}

}
