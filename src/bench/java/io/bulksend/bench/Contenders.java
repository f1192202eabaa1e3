package io.bulksend.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import io.bulksend.testsupport.PackagedProgram;
import io.bulksend.testsupport.Programs;

/**
 * Who takes part, in the table's order: everybody whose program is here.
 */
final class Contenders {

	/** The product's name among them. */
	static final String PRODUCT = "bulk-send";

	private static final int SLOW = 100_000;

	/** A process for each row. */
	private static final int FORKING = 10_000;

	/** Columns' names in braces stand for a row's values. */
	private static final String PARALLEL_BODY = "{\"message\":[{\"recipient_whatsapp\":\"{recipient_whatsapp}\","
			+ "\"message_type\":\"media\",\"recipient_type\":\"individual\",\"source\":\"{source}\","
			+ "\"x-apiheader\":\"{x-apiheader}\",\"type_media\":[{\"attachments\":["
			+ "{\"attachment_id\":\"{attachment_id}\",\"caption\":\"{caption}\"}]}]}]}";

	private final Settings settings;

	private final Path folder;

	private final NodeModules modules;

	private final List<Contender> all = new ArrayList<>();

	private Contenders(Settings settings, Path folder) {
		this.settings = settings;
		this.folder = folder;
		this.modules = new NodeModules(settings.modules());
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
		contenders.addBullMq();
		contenders.addCamel();
		contenders.addParallel();
		contenders.addUndici();
		contenders.addTutorials();
		contenders.addScript();
		return List.copyOf(contenders.all);
	}

	private void addProduct(Product product) {
		this.all.add(new ProgramContender(PRODUCT, "**bulk-send**, CSV to results CSV, ledger", Integer.MAX_VALUE, true,
				true, (trial) -> product.send(trial.input(), trial.data(), 0)));
	}

	private void addHttp() {
		program("wrk", "wrk").ifPresent(
				(wrk) -> this.all.add(new WrkContender(wrk, Resources.copy("post.lua", this.folder).toString())));
		if (this.settings.takesPart("http-client")) {
			this.all.add(new ProgramContender("http-client", "HttpClient 5 alone, no CSV, no ledger", Integer.MAX_VALUE,
					false, false,
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
		Optional<Path> modules = this.modules.get();
		if (modules.isEmpty()) {
			return;
		}
		Path script = script("pool.cjs");
		this.all.add(new ProgramContender("undici", "Node script, undici pool, CSV to CSV, nothing durable",
				Integer.MAX_VALUE, true, false,
				(trial) -> List.of(node.get(), script.toString(), modules.get().toString(), trial.api().toString(),
						trial.input().toString(), trial.results().toString())));
	}

	private Path script(String name) {
		Resources.copy("message.cjs", this.folder);
		return Resources.copy(name, this.folder);
	}

	private void addBullMq() {
		String asked = this.settings.takesPart("bullmq") ? "bullmq" : "bullmq-always";
		Optional<String> node = program(asked, "node");
		Optional<String> redis = program(asked, "redis-server");
		if (node.isEmpty() || redis.isEmpty()) {
			return;
		}
		Optional<Path> modules = this.modules.get();
		if (modules.isEmpty()) {
			return;
		}
		String script = script("bullmq.cjs").toString();
		bullMq("bullmq", "BullMQ, Redis with appendfsync everysec", "everysec",
				List.of(node.get(), script, modules.get().toString()), redis.get());
		bullMq("bullmq-always", "BullMQ, Redis with appendfsync always", "always",
				List.of(node.get(), script, modules.get().toString()), redis.get());
	}

	private void bullMq(String name, String description, String fsync, List<String> program, String redis) {
		if (this.settings.takesPart(name)) {
			this.all.add(new ProgramContender(name, description, Integer.MAX_VALUE, false, true,
					(trial) -> Stream
						.concat(program.stream(),
								Stream.of(trial.api().toString(), trial.input().toString(), trial.data().toString(),
										redis, fsync))
						.toList()));
		}
	}

	private void addCamel() {
		if (!this.settings.takesPart("camel")) {
			return;
		}
		ClassPath.camel()
			.ifPresentOrElse((classPath) -> this.all
				.add(new ProgramContender("camel", "Apache Camel, JDBC idempotent repository", SLOW, false, true,
						(trial) -> List.of(PackagedProgram.java(), "-Xmx256m", "-cp", classPath,
								"io.bulksend.bench.camel.CamelRoute", trial.api().toString(), trial.input().toString(),
								"jdbc:h2:file:" + trial.data().resolve("camel") + ";WRITE_DELAY=0"))),
					() -> Benchmark.print("camel is left out: it is there with -Pbench alone."));
	}

	private void addParallel() {
		Optional<String> parallel = program("parallel", "parallel");
		Optional<String> curl = program("parallel", "curl");
		if (parallel.isEmpty() || curl.isEmpty()) {
			return;
		}
		this.all.add(new ProgramContender("parallel", "GNU parallel, curl, --joblog --resume", FORKING, false, true,
				(trial) -> List.of("env", "PARALLEL_HOME=" + trial.folder(), parallel.get(), "--will-cite", "--joblog",
						trial.folder().resolve("joblog").toString(), "--resume", "--header", ":", "--colsep", ",",
						"--jobs", "64", "--quote", curl.get(), "--silent", "--show-error", "--fail", "--output",
						"/dev/null", "--header", "Authorization: Bearer benchmark", "--header",
						"Content-Type: application/json", "--data", PARALLEL_BODY,
						trial.api().resolve("message/").toString(), "::::", trial.input().toString())));
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
		return new ProgramContender(name, description, SLOW, false, true,
				(trial) -> List.of(PackagedProgram.java(), "-Xmx256m", "-cp", classPath,
						"io.bulksend.bench.tutorial.TutorialJob", "--tutorial.file=" + trial.input(),
						"--tutorial.api=" + trial.api(), "--spring.batch.jdbc.initialize-schema=always",
						"--spring.datasource.url=jdbc:h2:file:" + trial.data().resolve("tutorial")));
	}

	private void addScript() {
		program("script", "python3").ifPresent((python) -> {
			Path script = Resources.copy("one_by_one.py", this.folder);
			this.all.add(new ProgramContender("script", "Python script, one call at a time, CSV to CSV", SLOW, true,
					false, (trial) -> List.of(python, script.toString(), trial.api().toString(),
							trial.input().toString(), trial.results().toString())));
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
