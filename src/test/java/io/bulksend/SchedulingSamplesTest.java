package io.bulksend;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import javax.xml.parsers.DocumentBuilderFactory;

import com.google.gson.JsonParser;
import io.bulksend.cli.BulkSend;
import io.bulksend.cli.output.ExitCode;
import io.kubernetes.client.openapi.models.V1CronJob;
import io.kubernetes.client.openapi.models.V1Deployment;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.yaml.snakeyaml.Yaml;
import picocli.CommandLine;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * The samples for schedulers do what they say.
 */
class SchedulingSamplesTest {

	private static final Path SAMPLES = Path.of("samples", "scheduling");

	private static final Pattern CRON_LINE = Pattern.compile("(?m)^(?:[\\d*/,-]+ ){5} *(.+)$");

	@TempDir
	private Path folder;

	@Test
	void theCronLineRunsTheProgramInItsFolderWithTheToken() throws Exception {
		assumeThat(Path.of("/bin/sh")).exists();
		Matcher line = CRON_LINE.matcher(read("crontab"));
		assertThat(line.find()).isTrue();
		Path script = this.folder.resolve("bulk-send");
		Files.writeString(script, "#!/bin/sh\necho \"$PWD $BULKSEND_API_TOKEN $*\"\n");
		assertThat(script.toFile().setExecutable(true)).isTrue();
		Files.writeString(this.folder.resolve("bulk-send.env"), "BULKSEND_API_TOKEN=the-token\n");
		ProcessBuilder shell = new ProcessBuilder("/bin/sh", "-c",
				line.group(1).replace("/srv/campaigns", this.folder.toString()));
		assertThat(shell.start().waitFor()).isZero();
		String[] words = Files.readString(this.folder.resolve("campaign.log")).strip().split(" ", 3);
		assertThat(Path.of(words[0]).toRealPath()).isEqualTo(this.folder.toRealPath());
		assertThat(words[1]).isEqualTo("the-token");
		assertIsACommand(words[2]);
	}

	@Test
	void systemdTakesTheServiceAndItsTimer() throws Exception {
		Matcher command = Pattern.compile("(?m)^ExecStart=/srv/campaigns/bulk-send (.+)$")
			.matcher(read("bulk-send.service"));
		assertThat(command.find()).isTrue();
		assertIsACommand(command.group(1));
		Path analyze = Path.of("/usr/bin/systemd-analyze");
		assumeThat(analyze).as("systemd-analyze, which checks units").exists();
		// The program it starts has to exist, which /bin/sh does everywhere.
		Files.writeString(this.folder.resolve("bulk-send.service"),
				read("bulk-send.service").replace("ExecStart=/srv/campaigns/bulk-send", "ExecStart=/bin/sh"));
		Files.writeString(this.folder.resolve("bulk-send.timer"), read("bulk-send.timer"));
		Files.writeString(this.folder.resolve("bulk-send-failed.service"), read("bulk-send-failed.service"));
		Process verify = new ProcessBuilder(analyze.toString(), "verify", "./bulk-send.timer", "./bulk-send.service",
				"./bulk-send-failed.service")
			.directory(this.folder.toFile())
			.redirectErrorStream(true)
			.start();
		String output = new String(verify.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(verify.waitFor(1, TimeUnit.MINUTES)).isTrue();
		assertThat(output.lines().filter((line) -> line.contains("bulk-send"))).isEmpty();
		assertThat(verify.exitValue()).as(output).isZero();
	}

	@Test
	void systemdTakesTheWorkersTemplate() throws Exception {
		String unit = read("bulk-send-worker@.service");
		Matcher command = Pattern.compile("(?m)^ExecStart=/srv/campaigns/bulk-send (.+)$").matcher(unit);
		assertThat(command.find()).isTrue();
		assertIsACommand(command.group(1));
		assertThat(unit).containsPattern(
				"(?m)^RestartPreventExitStatus=" + ExitCode.NOTHING_SENT + " " + ExitCode.NEEDS_A_PERSON + "$");
		Path analyze = Path.of("/usr/bin/systemd-analyze");
		assumeThat(analyze).as("systemd-analyze, which checks units").exists();
		Files.writeString(this.folder.resolve("bulk-send-worker@1.service"),
				unit.replace("ExecStart=/srv/campaigns/bulk-send", "ExecStart=/bin/sh"));
		Process verify = new ProcessBuilder(analyze.toString(), "verify", "./bulk-send-worker@1.service")
			.directory(this.folder.toFile())
			.redirectErrorStream(true)
			.start();
		String output = new String(verify.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(verify.waitFor(1, TimeUnit.MINUTES)).isTrue();
		assertThat(output.lines().filter((line) -> line.contains("bulk-send"))).isEmpty();
		assertThat(verify.exitValue()).as(output).isZero();
	}

	@Test
	@SuppressWarnings("unchecked")
	void theDeploymentStartsWorkers() throws Exception {
		Map<String, Object> deployment;
		try (InputStream in = Files.newInputStream(SAMPLES.resolve("workers.yaml"))) {
			deployment = new Yaml().load(in);
		}
		V1Deployment.validateJsonElement(JsonParser.parseString(JsonMapper.shared().writeValueAsString(deployment)));
		assertThat(deployment).containsEntry("apiVersion", "apps/v1").containsEntry("kind", "Deployment");
		Map<String, Object> spec = (Map<String, Object>) deployment.get("spec");
		assertThat(at(spec, "selector", "matchLabels")).isEqualTo(at(spec, "template", "metadata", "labels"));
		Map<String, Object> pod = at(spec, "template", "spec");
		Map<String, Object> container = ((List<Map<String, Object>>) pod.get("containers")).get(0);
		assertIsACommand(String.join(" ", (List<String>) container.get("args")));
	}

	@Test
	void whereAPersonIsNeededTheServiceFailsAndTellsSomebody() throws IOException {
		String service = read("bulk-send.service");
		assertThat(service).containsPattern(
				"(?m)^SuccessExitStatus=" + ExitCode.NEEDS_A_LOOK + " " + ExitCode.STOPPED + " " + ExitCode.HELD + "$");
		Matcher failure = Pattern.compile("(?m)^OnFailure=(.+)$").matcher(service);
		assertThat(failure.find()).isTrue();
		assertThat(SAMPLES.resolve(failure.group(1))).exists();
	}

	@Test
	@SuppressWarnings("unchecked")
	void theCronJobStartsTheProgramOnceAtATime() throws Exception {
		Map<String, Object> job;
		try (InputStream in = Files.newInputStream(SAMPLES.resolve("cronjob.yaml"))) {
			job = new Yaml().load(in);
		}
		V1CronJob.validateJsonElement(JsonParser.parseString(JsonMapper.shared().writeValueAsString(job)));
		assertThat(job).containsEntry("apiVersion", "batch/v1").containsEntry("kind", "CronJob");
		Map<String, Object> spec = (Map<String, Object>) job.get("spec");
		assertThat(spec).containsEntry("concurrencyPolicy", "Forbid").containsKeys("schedule", "jobTemplate");
		List<Map<String, Object>> rules = (List<Map<String, Object>>) at(spec, "jobTemplate", "spec",
				"podFailurePolicy")
			.get("rules");
		assertThat(rules).singleElement()
			.satisfies((rule) -> assertThat((Map<String, Object>) rule.get("onExitCodes"))
				.containsEntry("containerName", "bulk-send")
				.containsEntry("values", List.of(ExitCode.NOTHING_SENT, ExitCode.NEEDS_A_PERSON)));
		Map<String, Object> pod = at(spec, "jobTemplate", "spec", "template", "spec");
		assertThat(pod).containsEntry("restartPolicy", "Never");
		Map<String, Object> container = ((List<Map<String, Object>>) pod.get("containers")).get(0);
		assertIsACommand(String.join(" ", (List<String>) container.get("args")));
		List<Object> mounts = ((List<Map<String, Object>>) container.get("volumeMounts")).stream()
			.map((mount) -> mount.get("name"))
			.toList();
		assertThat((List<Map<String, Object>>) pod.get("volumes")).extracting((volume) -> volume.get("name"))
			.containsExactlyElementsOf(mounts);
	}

	@Test
	void theWindowsTaskStartsTheProgramOnceAtATime() throws Exception {
		DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
		factory.setNamespaceAware(true);
		Document task = factory.newDocumentBuilder().parse(SAMPLES.resolve("windows-task.xml").toFile());
		assertThat(task.getDocumentElement().getNamespaceURI())
			.isEqualTo("http://schemas.microsoft.com/windows/2004/02/mit/task");
		assertThat(text(task, "MultipleInstancesPolicy")).isEqualTo("IgnoreNew");
		assertThat(text(task, "Command")).isEqualTo("java.exe");
		assertThat(text(task, "Arguments")).startsWith("-jar bulk-send.jar ");
		assertIsACommand(text(task, "Arguments").replace("-jar bulk-send.jar ", ""));
	}

	private static void assertIsACommand(String arguments) throws Exception {
		Class<?> liveLine = Class.forName("io.bulksend.cli.terminal.LiveLine");
		Constructor<?> line = liveLine.getDeclaredConstructor(PrintStream.class);
		line.setAccessible(true);
		Method commandLine = BulkSend.class.getDeclaredMethod("commandLine", List.class, liveLine, String.class);
		commandLine.setAccessible(true);
		CommandLine command = (CommandLine) commandLine.invoke(null, List.of(), line.newInstance(System.err), "");
		assertThat(command.parseArgs(arguments.split(" ")).hasSubcommand()).isTrue();
	}

	@SuppressWarnings("unchecked")
	private static Map<String, Object> at(Map<String, Object> map, String... names) {
		Map<String, Object> result = map;
		for (String name : names) {
			result = (Map<String, Object>) result.get(name);
		}
		return result;
	}

	private static String text(Document document, String element) {
		return document.getElementsByTagNameNS("*", element).item(0).getTextContent();
	}

	private static String read(String sample) throws IOException {
		return Files.readString(SAMPLES.resolve(sample));
	}

}
