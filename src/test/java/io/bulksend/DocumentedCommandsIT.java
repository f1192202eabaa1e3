package io.bulksend;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;

import io.bulksend.testsupport.ClassArchive;
import io.bulksend.testsupport.JarProcess.Ended;
import io.bulksend.testsupport.PackagedProgram;
import io.bulksend.testsupport.PostgresServer;
import io.bulksend.testsupport.RecordingServer;
import io.bulksend.testsupport.RecordingServer.Answer;
import io.bulksend.testsupport.RecordingServer.Request;
import io.bulksend.testsupport.Results;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * The commands of the documents, pasted into a shell in their order, in a fresh folder
 * that holds what their reader has by then. The API is a server of the test's.
 */
class DocumentedCommandsIT {

	private static final Pattern EXPORT = Pattern.compile("export (\\w+)=(\\S+)");

	private static final Pattern CRON_LINE = Pattern.compile("(?:[\\d*/,-]+ ){5} *(.+)");

	private static final Pattern ARGUMENT = Pattern.compile("<argument>(.*?)</argument>");

	private static final long PATIENCE = 120;

	private final List<Process> started = new ArrayList<>();

	private final List<Path> links = new ArrayList<>();

	private final Map<String, String> environment = new HashMap<>();

	private RecordingServer server;

	private Documents documents;

	private String sandboxPort = "";

	private volatile int refused;

	@TempDir
	private Path folder;

	@BeforeEach
	void begin() throws IOException {
		assumeThat(Path.of("/bin/sh")).exists();
		assertThat(PackagedProgram.JAR).as("the packaged jar").exists();
		this.documents = Documents.ofProject();
		this.server = new RecordingServer(
				(number) -> (number == this.refused) ? Answer.refused(400, "8003") : Answer.accepted(number, 0));
		linkProgram(Files.createDirectory(this.folder.resolve("target")));
		copySamples();
		Path home = Path.of(System.getProperty("java.home"));
		this.environment.putAll(Map.of("JAVA_HOME", home.toString(), "PATH",
				home.resolve("bin") + File.pathSeparator + System.getenv("PATH"), "BULKSEND_API_URL", this.server.url(),
				"BULKSEND_PROGRESS_INTERVAL", "1h", "BULK_SEND_OPTS", "-Xmx256m " + ClassArchive.option()));
	}

	@AfterEach
	void end() throws Exception {
		for (Process process : this.started) {
			process.destroy();
			assertThat(process.waitFor(PATIENCE, TimeUnit.SECONDS)).isTrue();
		}
		this.server.close();
		for (Path link : this.links) {
			Files.delete(link);
		}
	}

	@Test
	void theReadmeLeadsFromTheSampleToACampaignThatWasSentOnce() throws Exception {
		for (Documents.Block block : this.documents.blocks("README.md")) {
			if (block.language().equals("csv")) {
				Files.writeString(this.folder.resolve("campaign.csv"), block.text());
			}
			for (String command : block.commands()) {
				if (command.contains("spring-boot:run")) {
					runsTheSampleAndWhatThatSaysIsNext();
				}
				else if (command.contains("--corrections")) {
					correct("77009001", "447700900124");
					run(command, 0);
				}
				else {
					run(command, 1);
				}
			}
		}
		assertThat(this.server.requests()).extracting(Request::recipient)
			.containsExactlyInAnyOrder("919833078369", "447700900123", "447700900124");
		assertThat(this.server.requests()).extracting(Request::authorization)
			.containsOnly("Bearer " + this.environment.get("BULKSEND_API_TOKEN"));
	}

	@Test
	void noDocumentWithCommandsIsLeftOut() {
		assertThat(this.documents.names())
			.filteredOn((name) -> this.documents.blocks(name)
				.stream()
				.flatMap((block) -> block.commands().stream())
				.anyMatch((command) -> !command.startsWith("./mvnw ")))
			.containsExactlyInAnyOrder("README.md", "src/docs/commands.md", "src/docs/operations.md",
					"src/docs/receipts.md", "src/docs/results.md", "src/docs/window.md", "src/docs/workers.md");
	}

	@Test
	void whatIsSaidOfTheResultsWorks() throws Exception {
		sendsACampaignOfWhichOneRowIsRefused();
		follow("src/docs/results.md");
		assertThat(this.server.requests()).extracting(Request::recipient)
			.containsExactly("919833078369", "919833078370", "919833078371");
	}

	@Test
	void whatIsSaidOfReceiptsWorks() throws Exception {
		sendsACampaignOfWhichOneRowIsRefused();
		String receipts = "{\"delivery_status\":[{\"ncmessage_id\":\"id-1\",\"recipient\":\"919833078369\","
				+ "\"status\":\"%s\",\"status_remark\":\"\",\"received_at\":\"2019-05-16 15:36:58\",\"source\":\"s\"}]}\n";
		Files.writeString(this.folder.resolve("receipts.ndjson"), receipts.formatted("delivered"));
		try (OutputStream out = new GZIPOutputStream(
				Files.newOutputStream(this.folder.resolve("older-receipts.ndjson.gz")))) {
			out.write(receipts.formatted("sent").getBytes(StandardCharsets.UTF_8));
		}
		follow("src/docs/receipts.md");
		assertThat(read("campaign-results.csv")).contains("delivered");
	}

	@Test
	void whatIsSaidOfCommandsWorks() throws Exception {
		writeCampaign();
		follow("src/docs/commands.md");
	}

	@Test
	void thoseOutsideTheWindowGetATemplateAndAllAreInOneReport() throws Exception {
		follow("src/docs/window.md");
		List<Map<String, String>> results = Results.read(this.folder.resolve("samples/reminder-results.csv"));
		assertThat(results).extracting((row) -> row.get("status")).hasSize(4).containsOnly("ACCEPTED");
		assertThat(results).extracting((row) -> row.get("template_name"))
			.containsExactly("", "reminder", "", "reminder");
		assertThat(results).extracting((row) -> row.get("attempts")).containsExactly("1", "2", "1", "2");
		assertThat(read("samples/reminder-report.html")).contains("template_attribute_1");
		run(this.documents.blocks("src/docs/window.md")
			.stream()
			.flatMap((block) -> block.commands().stream())
			.filter((command) -> command.contains(" send "))
			.findFirst()
			.orElseThrow(), 0);
		assertThat(Results.read(this.folder.resolve("samples/reminder-results.csv"))).isEqualTo(results);
	}

	@Test
	void whatIsSaidOfOperationsWorks() throws Exception {
		writeCampaign();
		Files.writeString(this.folder.resolve("bulk-send.env"), "BULKSEND_API_TOKEN=the-token\n");
		linkProgram(this.folder);
		follow("src/docs/operations.md");
	}

	@Test
	void whatIsSaidOfWorkersWorks() throws Exception {
		writeCampaign();
		this.environment.put("SPRING_DATASOURCE_URL", PostgresServer.url(PostgresServer.newDatabase()));
		follow("src/docs/workers.md");
		assertThat(this.server.requests()).hasSize(2);
	}

	/**
	 * Runs what the build runs for a first look, which prints a command that goes on.
	 */
	private void runsTheSampleAndWhatThatSaysIsNext() throws Exception {
		String arguments = ARGUMENT.matcher(Files.readString(Path.of("pom.xml")))
			.results()
			.map((argument) -> argument.group(1))
			.reduce("", (all, argument) -> all + " " + argument);
		Ended first = paste("java -cp target/bulk-send.jar io.bulksend.cli.SampleRun" + arguments);
		assertThat(first.exitCode()).as(first.err()).isZero();
		assertThat(read("samples/campaign-sandbox-results.csv")).contains("NOT_SENT");
		List<String> next = first.out().lines().filter((line) -> line.matches("    .*bulk-send.*")).toList();
		assertThat(next).as(first.out()).isNotEmpty();
		Ended second = paste(next.get(0).strip());
		assertThat(second.exitCode()).as(second.out() + second.err()).isEqualTo(1);
		assertThat(read("samples/campaign-sandbox-results.csv")).contains("ACCEPTED").doesNotContain("NOT_SENT");
	}

	private void follow(String document) throws Exception {
		this.environment.putIfAbsent("BULKSEND_API_TOKEN", "the-token");
		for (Documents.Block block : this.documents.blocks(document)) {
			Matcher cron = CRON_LINE.matcher(block.text());
			if (block.language().equals("crontab") && cron.find()) {
				run(cron.group(1).replace("/srv/campaigns", this.folder.toString()), 0);
			}
			for (String command : block.commands()) {
				run(command, 1);
			}
		}
	}

	/** Runs a command as its reader would. */
	private void run(String command, int worst) throws Exception {
		Matcher export = EXPORT.matcher(command);
		if (export.matches()) {
			if (export.group(1).startsWith("BULKSEND_")) {
				this.environment.put(export.group(1), export.group(2));
			}
		}
		else if (command.endsWith(" sandbox")) {
			startSandbox(command);
		}
		else if (command.contains(" worker ")) {
			this.started.add(shell("exec " + command).start());
		}
		// The build is not built anew here, and there need not be a Docker.
		else if (!command.matches("(\\./mvnw|docker) .*")) {
			Ended ended = paste(command.replace(":8089", this.sandboxPort)
				.replace("/var/lib/node_exporter", this.folder.toString()));
			assertThat(ended.exitCode()).as(command + "\n" + ended.out() + ended.err()).isBetween(0, worst);
		}
	}

	/** Not at its usual port, which somebody else may have. */
	private void startSandbox(String command) throws IOException {
		ProcessBuilder builder = shell("exec " + command + " --port 0").redirectOutput(ProcessBuilder.Redirect.PIPE);
		Process sandbox = builder.start();
		this.started.add(sandbox);
		BufferedReader out = sandbox.inputReader(StandardCharsets.UTF_8);
		String line = out.readLine();
		Matcher port = Pattern.compile("http://127\\.0\\.0\\.1(:\\d+)/").matcher(String.valueOf(line));
		assertThat(port.find()).as(line).isTrue();
		this.sandboxPort = port.group(1);
	}

	private Ended paste(String command) throws Exception {
		Process process = shell(command).start();
		this.started.add(process);
		assertThat(process.waitFor(PATIENCE, TimeUnit.SECONDS)).as(command).isTrue();
		return new Ended(process.exitValue(), read("out.txt"), read("err.txt"));
	}

	private ProcessBuilder shell(String command) {
		return PackagedProgram.process(List.of("/bin/sh", "-c", command), this.folder, "out.txt", "err.txt",
				this.environment);
	}

	private void sendsACampaignOfWhichOneRowIsRefused() throws Exception {
		writeCampaign();
		this.refused = 2;
		this.environment.put("BULKSEND_API_TOKEN", "the-token");
		run(this.documents.blocks("README.md")
			.stream()
			.flatMap((block) -> block.commands().stream())
			.filter((command) -> command.endsWith(" send campaign.csv"))
			.findFirst()
			.orElseThrow() + " --concurrency 1", 1);
		correct("919833078370", "919833078371");
	}

	/** What a reader does to the rows that were refused. */
	private void correct(String number, String corrected) throws IOException {
		String rows = read("campaign-retry.csv");
		assertThat(rows).contains(number);
		Files.writeString(this.folder.resolve("campaign-retry.csv"), rows.replace(number, corrected));
	}

	/** What lies where the build puts it; all else there stays out of reach. */
	private void linkProgram(Path place) throws IOException {
		try (Stream<Path> files = Files.list(PackagedProgram.JAR.getParent())) {
			for (Path file : files.filter((file) -> file.getFileName().toString().matches("bulk-send(\\.jar)?"))
				.toList()) {
				this.links.add(Files.createSymbolicLink(place.resolve(file.getFileName()), file));
			}
		}
	}

	private void writeCampaign() throws IOException {
		Files.writeString(this.folder.resolve("campaign.csv"), """
				recipient_whatsapp,source,attachment_id
				919833078369,s,1fc380aa-6953-4e95-aef9-f220a22d51a3
				919833078370,s,1fc380aa-6953-4e95-aef9-f220a22d51a3
				""");
	}

	/** Without a database server: there is none. */
	private void copySamples() throws IOException {
		Path samples = Files.createDirectory(this.folder.resolve("samples"));
		try (Stream<Path> files = Files.list(Path.of("samples"))) {
			for (Path file : files.filter(Files::isRegularFile).toList()) {
				String text = Files.readString(file).replaceAll("(?m)^spring\\.datasource\\..*", "");
				Files.writeString(samples.resolve(file.getFileName()), text);
			}
		}
		Path media = Files.createDirectory(samples.resolve("files"));
		try (Stream<Path> files = Files.list(Path.of("samples/files"))) {
			for (Path file : files.toList()) {
				Files.copy(file, media.resolve(file.getFileName()));
			}
		}
	}

	private String read(String file) throws IOException {
		return Files.readString(this.folder.resolve(file));
	}

}
