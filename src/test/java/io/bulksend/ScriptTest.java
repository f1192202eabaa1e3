package io.bulksend;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

import io.bulksend.testsupport.Polling;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

/**
 * The script that starts the program, with a Java that says what it was started with. Its
 * tests run side by side: they wait for processes of their own, some for whole seconds.
 */
@Execution(ExecutionMode.CONCURRENT)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "it is a script for a POSIX shell")
class ScriptTest {

	private static final long PATIENCE = 60;

	/** What makes a POSIX shell of one that is more. */
	private static final Map<String, List<String>> OF_SHELLS = Map.of("busybox", List.of("sh"), "zsh",
			List.of("--emulate", "sh"));

	/**
	 * Says what it was given, a line each, then its standard input; makes an archive
	 * where it is asked for one, once a file named wait is gone.
	 */
	private static final String JAVA = """
			#!/bin/sh
			case "$*" in
				*=made*)
					while [ -e "${0%/*}/wait" ]; do sleep 0.1; done
					for word; do case $word in *=made) echo an archive >"${word#*=}" ;; esac; done
					env >"${0%/*}/made-with"
					printf '%s\\n' "$@" >>"${0%/*}/made-with"
					exit 1
					;;
				*no.such.Program) exec echo "There is no.such.Program" ;;
			esac
			true 3>&2 && errors="go on"
			printf '%s\\n' "pid $$" "LC_ALL ${LC_ALL-unset}" "arenas ${MALLOC_ARENA_MAX-unset}" "errors ${errors-are lost}" "$@"
			cat
			exit 7
			""";

	/**
	 * No process begins while one of them is written: it would have the file open too,
	 * and nothing runs a file that somebody has open to write.
	 */
	private static final Object EXECUTABLES = new Object();

	@TempDir
	private Path folder;

	private Path program;

	private Path java;

	private final Map<String, String> environment = new TreeMap<>();

	@BeforeEach
	void install() throws IOException {
		this.folder = this.folder.toRealPath();
		this.program = Files.createDirectory(this.folder.resolve("the program"));
		synchronized (EXECUTABLES) {
			Files.copy(Path.of("src", "main", "sh", "bulk-send"), this.program.resolve("bulk-send"));
		}
		Files.writeString(this.program.resolve("bulk-send.jar"), "a jar");
		this.java = installJava("java 17", "17.0.9");
		this.environment.put("PATH", "/usr/bin:/bin");
		this.environment.put("JAVA_HOME", this.java.toString());
		this.environment.put("XDG_CACHE_HOME", "/dev/null");
		this.environment.put("LC_ALL", "C.UTF-8");
	}

	@Test
	void handsOverWhatWasTypedAndIsTheJvmFromThenOn() throws Exception {
		String[] typed = { "send", "a  b", "", "*", "it's", "\"$HOME\"", "@file", "Frühling" };
		Process process = start("the program/bulk-send", typed);
		process.getOutputStream().write("standard input\n".getBytes(StandardCharsets.UTF_8));
		List<String> lines = end(process, 7);
		assertThat(lines).startsWith("pid " + process.pid())
			.containsSequence("-jar", this.program.resolve("bulk-send.jar").toString())
			.endsWith("standard input");
		assertThat(lines.subList(lines.size() - 1 - typed.length, lines.size() - 1)).containsExactly(typed);
	}

	@Test
	void whatIsClosedIsOpenForTheJvm() throws Exception {
		String script = this.program.resolve("bulk-send").toString();
		assertThat(end(start(List.of("sh", "-c", "exec \"$0\" receipts - <&-", script)), 7)).endsWith("receipts", "-");
		assertThat(end(start(List.of("sh", "-c", "exec \"$0\" receipts - 2>&-", script)), 7)).contains("errors go on");
	}

	@ParameterizedTest
	@ValueSource(strings = { "sh", "dash", "bash", "busybox", "ksh", "mksh", "zsh" })
	void anyShellRunsIt(String shell) throws Exception {
		keepArchive();
		assumeThat(Stream.of("/bin/", "/usr/bin/").map((bin) -> Path.of(bin + shell))).anyMatch(Files::exists);
		for (int run = 0; run < 2; run++) {
			List<String> command = new ArrayList<>(List.of(shell));
			command.addAll(OF_SHELLS.getOrDefault(shell, List.of()));
			command.addAll(List.of("the program/bulk-send", "send", "a"));
			List<String> lines = end(start(command), 7);
			assertThat(lines).contains("-XX:+UseSerialGC").endsWith("send", "a");
			assertThat(lines.stream().anyMatch((line) -> line.startsWith("-XX:SharedArchiveFile=")))
				.isEqualTo(run == 1);
			awaitArchive();
		}
	}

	@Test
	void holdsToTheRulesOfShells() throws Exception {
		assumeThat(Path.of("/usr/bin/shellcheck")).as("shellcheck").exists();
		Process check = start(List.of("shellcheck", this.program.resolve("bulk-send").toString()));
		assertThat(end(check, 0)).isEmpty();
	}

	@Test
	void isFoundThroughLinks() throws Exception {
		Path bin = Files.createDirectories(this.folder.resolve("usr/bin"));
		Files.createSymbolicLink(bin.resolve("first"), Path.of("../../the program/bulk-send"));
		Files.createSymbolicLink(bin.resolve("second"), bin.resolve("first"));
		Files.createSymbolicLink(this.folder.resolve("bin"), bin);
		assertThat(run("bin/second")).contains(this.program.resolve("bulk-send.jar").toString());
	}

	@Test
	void tellsItsNameAsItWasTyped() throws Exception {
		assertThat(run("the program/bulk-send")).contains("-Dio.bulksend.script=the program/bulk-send");
		this.environment.put("PATH", this.program + ":/usr/bin:/bin");
		assertThat(end(start(List.of("sh", "-c", "bulk-send")), 7)).contains("-Dio.bulksend.script=bulk-send");
	}

	@Test
	void withoutItsJarItSaysSo() throws Exception {
		Files.delete(this.program.resolve("bulk-send.jar"));
		assertRefused("bulk-send.jar is missing");
	}

	@Test
	void withoutJavaItSaysSo() throws Exception {
		this.environment.put("JAVA_HOME", this.folder.resolve("nowhere").toString());
		assertRefused("JAVA_HOME");
		this.environment.remove("JAVA_HOME");
		Path bin = Files.createDirectory(this.folder.resolve("bin"));
		synchronized (EXECUTABLES) {
			Files.copy(Path.of("/bin/sh"), bin.resolve("sh"));
		}
		this.environment.put("PATH", bin.toString());
		assertRefused("there is no Java on the PATH");
	}

	@Test
	void withoutJavaHomeItTakesTheJavaOnThePath() throws Exception {
		keepArchive();
		this.environment.remove("JAVA_HOME");
		Path bin = Files.createDirectory(this.folder.resolve("bin"));
		Files.createSymbolicLink(bin.resolve("java"), installJava("another", "25.0.1").resolve("bin/java"));
		this.environment.put("PATH", bin + ":/usr/bin:/bin");
		assertThat(run("the program/bulk-send", "send")).contains("-jar");
		assertThat(awaitArchive().toString()).endsWith("-25.0.1.aot");
		assertThat(run("the program/bulk-send")).contains("-XX:AOTCache=" + awaitArchive());
	}

	@ParameterizedTest
	@ValueSource(strings = { "11.0.2", "1.8.0_292", "9" })
	void anOldJavaIsRefused(String version) throws Exception {
		this.environment.put("JAVA_HOME", installJava("old", version).toString());
		assertRefused("Java " + version + " is too old");
		Files.delete(this.folder.resolve("old/release"));
		Files.writeString(this.folder.resolve("old/bin/java"),
				"#!/bin/sh\necho 'openjdk version \"" + version + "\" 2019-01-15' >&2\n");
		assertRefused("Java " + version + " is too old");
	}

	@Test
	void aShortRunGetsTheQuickCompiler() throws Exception {
		assertThat(flags("")).containsSubsequence("-XX:+UseSerialGC", "-Xms48m", "-XX:TieredStopAtLevel=1")
			.doesNotContain("-XX:MaxNewSize=64m");
	}

	@ParameterizedTest
	@CsvSource({ "send, 24000000, true", "send, 23999999, false", "check, 24000000, true", "results, 24000000, true",
			"receipts, 24000000, false", "receipts, 192000000, true" })
	void aLongRunGetsTheBetterCompiler(String command, int bytes, boolean isLong) throws Exception {
		writeSparse(this.folder.resolve("-campaign.csv"), 100_000_000);
		writeSparse(this.folder.resolve("the campaign.csv"), bytes);
		List<String> flags = run("the program/bulk-send", command, "--quiet", "the campaign.csv", "-campaign.csv");
		assertThat(flags.contains("-XX:Tier4InvocationThreshold=60000")).isEqualTo(isLong);
		assertThat(flags.contains("-XX:TieredStopAtLevel=1")).isEqualTo(!isLong);
		assertThat(flags).contains(isLong ? "-Xms96m" : "-Xms48m");
	}

	@ParameterizedTest
	@CsvSource({ "send, 'recipient_whatsapp,attachment_file', true", "send, 'Phone;Attachment File', true",
			"check, 'ATTACHMENT-FILE\tx', true", "results, 'recipient_whatsapp,attachment_file', false",
			"send, 'recipient_whatsapp,attachment_url', false" })
	void aRunThatHashesFilesGetsTheBetterCompiler(String command, String header, boolean isLong) throws Exception {
		for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE)) {
			Files.writeString(this.folder.resolve("campaign.csv"), header + "\n1,2\n", charset);
			List<String> flags = run("the program/bulk-send", command, "campaign.csv");
			assertThat(flags.contains("-XX:TieredStopAtLevel=1")).isEqualTo(!isLong);
		}
		Files.writeString(this.folder.resolve("other.csv"), "Phone,Doc\n1,2\n");
		assertThat(run("the program/bulk-send", "send", "other.csv", "--column", "attachment_file=Doc"))
			.doesNotContain("-XX:TieredStopAtLevel=1");
	}

	@Test
	void theUsersOptionsComeLastSoThatTheyWin() throws Exception {
		assertThat(flags(" -Xmx256m\n-XX:TieredStopAtLevel=4 -Dpattern=*")).containsSubsequence("-XX:+UseSerialGC",
				"-XX:TieredStopAtLevel=1", "-Xmx256m", "-XX:TieredStopAtLevel=4", "-Dpattern=*", "-jar");
	}

	@ParameterizedTest
	@CsvSource({ "-Xfoo, Unrecognized option: -Xfoo", "-XX:+NoSuch, Unrecognized VM option 'NoSuch'",
			"-Xmx1k, Too small maximum heap", "'-Xmx256m \"-Da=b c\"', -Da=b", "'-Dx=\"a b\"', b\"",
			"-version, openjdk version", "-jar other.jar, other.jar", "@none, none" })
	void optionsThatJavaDoesNotTakeAreRefused(String options, String why) throws Exception {
		this.environment.put("JAVA_HOME", System.getProperty("java.home"));
		this.environment.put("BULK_SEND_OPTS", options);
		List<String> said = end(start("the program/bulk-send", "send", "a.csv"), 2);
		assertThat(said).singleElement()
			.asString()
			.startsWith("bulk-send: Java does not take what BULK_SEND_OPTS holds")
			.contains(why);
	}

	@Test
	void whatHasAnEffectOfItsOwnIsNotTried() throws Exception {
		noteWhatIsTried();
		flags("-Da=b -javaagent:a.jar -Xlog:gc:gc.log");
		flags("-Da=b -Xmx64m -agentlib:jdwp=transport=dt_socket --add-opens java.base/java.lang=ALL-UNNAMED");
		assertThat(Files.readAllLines(this.java.resolve("bin/tried"))).hasSize(3)
			.element(1)
			.asString()
			.endsWith("-Xmx64m --add-opens java.base/java.lang=ALL-UNNAMED -cp / no.such.Program");
	}

	@ParameterizedTest
	@CsvSource({ "-Xmx256m, false", "-Da=b -Xmx1g, false", "-Xmx131072k, false", "-Xmx99m, true", "-Xmx256mb, true",
			"-Xmx2g, true", "-Xmx268435456b, true", "-Xmx256m -Xmx300m, true", "-Xmx256m -Xms300m, true",
			"-Xmx256m x, true" })
	void aHeapOfAUsualSizeIsNotTried(String options, boolean tried) throws Exception {
		noteWhatIsTried();
		flags(options);
		assertThat(Files.readAllLines(this.java.resolve("bin/tried"))).hasSize(tried ? 2 : 1);
	}

	@Test
	void aHeapIsTriedBesideAnotherOne() throws Exception {
		noteWhatIsTried();
		this.environment.put("JAVA_TOOL_OPTIONS", "-Xmx256m");
		flags("-Xmx9999999g");
		assertThat(Files.readAllLines(this.java.resolve("bin/tried"))).hasSize(2);
	}

	private void noteWhatIsTried() throws IOException {
		Files.writeString(this.java.resolve("bin/java"), """
				#!/bin/sh
				printf '%s\\n' "$*" >>"${0%/*}/tried"
				case "$*" in *no.such.Program) exec echo "There is no.such.Program" ;; esac
				exit 7
				""");
	}

	@ParameterizedTest
	@ValueSource(strings = { "BULK_SEND_OPTS", "JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS", "_JAVA_OPTIONS" })
	void twoCollectorsAreNeverAskedFor(String variable) throws Exception {
		this.environment.put(variable, "-XX:+UseG1GC");
		assertThat(run("the program/bulk-send")).doesNotContain("-XX:+UseSerialGC").contains("-Xms48m");
	}

	@ParameterizedTest
	@ValueSource(strings = { "-Xmx64m", "-Xmx65536k", "-Xmx67108864", "-Xmx999", "-Xmx1g -Xmx64M", "-Xms20m",
			"-XX:MaxRAMPercentage=50", "-XX:MaxHeapSize=64m", "@options" })
	void aSmallOrChosenHeapKeepsItsOwnBeginning(String options) throws Exception {
		assertThat(flags(options)).doesNotContain("-Xms48m");
	}

	@ParameterizedTest
	@ValueSource(strings = { "-Xmx256m", "-Xmx1g", "-Xmx1T", "-Xmx268435456", "-Xmx0256m", "-Dsome=thing" })
	void anyOtherHeapBeginsSmall(String options) throws Exception {
		assertThat(flags(options)).contains("-Xms48m");
	}

	@ParameterizedTest
	@ValueSource(strings = { "-Xmx128m", "-Xmx131072k", "-XX:MaxRAMPercentage=50", "-XX:+UseG1GC", "-XX:NewRatio=2",
			"-Xmn100m", "-XX:MaxNewSize=90m" })
	void aSmallOrChosenHeapIsDividedByTheJvm(String options) throws Exception {
		assertThat(flags(options, "worker")).doesNotContain("-XX:MaxNewSize=64m");
	}

	@ParameterizedTest
	@ValueSource(strings = { "-Xmx256m", "-Xmx1G", "-Dsome=thing" })
	void inALongRunTheMemoryForNewObjectsStaysSmall(String options) throws Exception {
		assertThat(flags(options, "worker")).containsSubsequence("-XX:MaxNewSize=64m", options);
	}

	@ParameterizedTest
	@CsvSource(nullValues = "unset",
			value = { "unset, unset, unset, C.UTF-8", "C, unset, unset, C.UTF-8", "unset, POSIX, de_DE.UTF-8, C.UTF-8",
					"unset, unset, C, C.UTF-8", "C, C.UTF-8, C.UTF-8, C.UTF-8", "unset, unset, xx_YY.UTF-8, C.UTF-8",
					"unset, C.UTF-8, C, unset", "unset, unset, C.UTF-8, unset", "C.UTF-8, unset, C, C.UTF-8" })
	void aPosixLocaleGetsLetters(String all, String ctype, String lang, String given) throws Exception {
		assumeThat(Path.of("/usr/bin/locale")).exists();
		Map<String, String> locale = new TreeMap<>();
		locale.put("LC_ALL", all);
		locale.put("LC_CTYPE", ctype);
		locale.put("LANG", lang);
		this.environment.keySet().removeAll(locale.keySet());
		locale.values().removeIf((value) -> value == null);
		this.environment.putAll(locale);
		assertThat(run("the program/bulk-send")).contains("LC_ALL " + ((given != null) ? given : "unset"));
	}

	@Test
	void freedMemoryIsKeptForFewThreadsUnlessTheUserChose() throws Exception {
		assertThat(run("the program/bulk-send")).contains("arenas 2");
		this.environment.put("MALLOC_ARENA_MAX", "8");
		assertThat(run("the program/bulk-send")).contains("arenas 8");
	}

	@Test
	void theFirstRunThatSendsMakesAnArchiveThatTheNextOnesUse() throws Exception {
		keepArchive();
		run("the program/bulk-send", "check", "a.csv");
		this.environment.put("BULKSEND_API_TOKEN", "the-token");
		assertThat(run("the program/bulk-send", "send", "a.csv")).noneMatch((line) -> line.contains("Archive"));
		Path archive = awaitArchive();
		assertThat(archive.getParent()).isEqualTo(this.folder.resolve("cache/bulk-send"));
		assertThat(Files.getPosixFilePermissions(archive.getParent()))
			.isEqualTo(PosixFilePermissions.fromString("rwx------"));
		assertThat(Files.readString(this.java.resolve("bin/made-with")).lines())
			.contains("-XX:+UseSerialGC", "--sandbox")
			.noneMatch((line) -> line.contains("BULKSEND") || line.contains("a.csv"));
		for (String command : List.of("send", "check", "--help")) {
			assertThat(run("the program/bulk-send", command)).contains("-XX:SharedArchiveFile=" + archive);
		}
	}

	@Test
	void anotherBuildHasAnotherArchiveInItsPlace() throws Exception {
		keepArchive();
		run("the program/bulk-send", "send");
		Path first = awaitArchive();
		Files.writeString(this.program.resolve("bulk-send.jar"), "another jar");
		assertThat(run("the program/bulk-send", "send")).noneMatch((line) -> line.contains("Archive"));
		await(() -> !Files.exists(first));
		assertThat(run("the program/bulk-send")).contains("-XX:SharedArchiveFile=" + awaitArchive());
	}

	@Test
	void theOtherProcessIsInNobodysWay() throws Exception {
		keepArchive();
		Path wait = Files.createFile(this.java.resolve("bin/wait"));
		// This reads the output to its end: nobody has it any more.
		run("the program/bulk-send", "send");
		// It is on its way all the same.
		await(() -> !list(this.folder.resolve("cache/bulk-send")).isEmpty());
		Files.delete(wait);
		awaitArchive();
	}

	@ParameterizedTest
	@ValueSource(strings = { "cut", "written over" })
	void anArchiveThatIsNotAsItWasMadeIsMadeAnew(String damage) throws Exception {
		keepArchive();
		run("the program/bulk-send", "send");
		Path archive = awaitArchive();
		String whole = read(archive);
		Files.writeString(archive, damage.equals("cut") ? whole.substring(1) : "x".repeat(whole.length()));
		Files.setLastModifiedTime(archive, FileTime.from(Instant.parse("2026-01-01T00:00:00Z")));
		assertThat(run("the program/bulk-send")).noneMatch((line) -> line.contains("Archive"));
		run("the program/bulk-send", "send");
		await(() -> read(archive).equals(whole));
		assertThat(run("the program/bulk-send")).contains("-XX:SharedArchiveFile=" + awaitArchive());
	}

	@Test
	void anArchiveThatDoesNotFitIsNoNews() throws Exception {
		keepArchive();
		run("the program/bulk-send", "send");
		awaitArchive();
		assertThat(run("the program/bulk-send")).contains("-Xlog:cds*=off:stderr");
	}

	@Test
	void anArchiveThatOthersMayWriteIsMadeAnew() throws Exception {
		keepArchive();
		run("the program/bulk-send", "send");
		Path archive = awaitArchive();
		for (String permissions : List.of("rw-rw----", "rw-----w-")) {
			Files.setPosixFilePermissions(archive, PosixFilePermissions.fromString(permissions));
			assertThat(run("the program/bulk-send")).noneMatch((line) -> line.contains("Archive"));
		}
		Path elsewhere = Files.writeString(this.folder.resolve("elsewhere"), "an archive");
		Files.delete(archive);
		Files.createSymbolicLink(archive, elsewhere);
		assertThat(run("the program/bulk-send", "send")).noneMatch((line) -> line.contains("Archive"));
		await(() -> Files.isRegularFile(archive, LinkOption.NOFOLLOW_LINKS));
		assertThat(run("the program/bulk-send")).contains("-XX:SharedArchiveFile=" + archive);
	}

	@Test
	void anArchiveWhereOthersCouldPutOneIsNotRead() throws Exception {
		keepArchive();
		run("the program/bulk-send", "send");
		Path archive = awaitArchive();
		for (Path place : List.of(archive.getParent(), this.folder.resolve("cache"), this.folder)) {
			var before = Files.getPosixFilePermissions(place);
			for (String permissions : List.of("rwxrwx---", "rwxr-xrwx")) {
				Files.setPosixFilePermissions(place, PosixFilePermissions.fromString(permissions));
				assertThat(run("the program/bulk-send")).as(place + " " + permissions)
					.noneMatch((line) -> line.contains("Archive"));
			}
			Files.setPosixFilePermissions(place, before);
		}
		assertThat(run("the program/bulk-send")).contains("-XX:SharedArchiveFile=" + archive);
	}

	@Test
	void anArchiveOfSomebodyElsesIsNotRead() throws Exception {
		keepArchive();
		assumeThat(System.getProperty("user.name")).as("who may give files away").isEqualTo("root");
		run("the program/bulk-send", "send");
		Path archive = awaitArchive();
		var nobody = this.folder.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName("nobody");
		for (Path place : List.of(archive, archive.getParent(), this.folder.resolve("cache"))) {
			var owner = Files.getOwner(place);
			Files.setOwner(place, nobody);
			assertThat(run("the program/bulk-send")).as(place.toString()).noneMatch((line) -> line.contains("Archive"));
			Files.setOwner(place, owner);
		}
		assertThat(run("the program/bulk-send")).contains("-XX:SharedArchiveFile=" + archive);
	}

	@Test
	void whoTakesTheJvmInHandKeepsIt() throws Exception {
		keepArchive();
		run("the program/bulk-send", "send");
		Path archive = awaitArchive();
		for (String option : List.of("-agentlib:jdwp=transport=dt_socket", "-javaagent:a.jar",
				"-XX:SharedArchiveFile=a", "-XX:AOTCache=a", "-Xshare:off", "@options")) {
			assertThat(flags(option)).contains(option).noneMatch((line) -> line.contains(archive.toString()));
		}
		assertThat(flags("-Xmx256m -Dfile.encoding=UTF-8")).contains("-XX:SharedArchiveFile=" + archive);
	}

	@Test
	void withoutAPlaceForAnArchiveItRunsAllTheSame() throws Exception {
		for (String cache : List.of("relative", "/dev/null", "/a:b", "")) {
			this.environment.put("XDG_CACHE_HOME", cache);
			assertThat(run("the program/bulk-send", "send")).contains("-jar");
		}
	}

	@Test
	void whoHasNoHomeGetsNone() throws Exception {
		this.environment.remove("XDG_CACHE_HOME");
		Path home = Path.of("/no home of " + this.folder.getFileName());
		this.environment.put("HOME", home.toString());
		run(this.program.resolve("bulk-send").toString(), "send");
		awaitNoOtherProcess();
		assertThat(home).doesNotExist();
	}

	@Test
	void besideALongRunThereIsNoOtherJvm() throws Exception {
		keepArchive();
		writeSparse(this.folder.resolve("campaign.csv"), 24_000_000);
		run(this.program.resolve("bulk-send").toString(), "send", "campaign.csv");
		awaitNoOtherProcess();
		assertThat(this.folder.resolve("cache")).doesNotExist();
	}

	/** Waits for all that the script has started under its full name. */
	private void awaitNoOtherProcess() {
		await(() -> ProcessHandle.allProcesses()
			.noneMatch((process) -> process.info()
				.arguments()
				.filter((words) -> List.of(words).toString().contains(this.program.toString()))
				.isPresent()));
	}

	/**
	 * Whoever calls this has to wait for the archive: it is made in the test's folder.
	 */
	private void keepArchive() {
		this.environment.put("XDG_CACHE_HOME", this.folder.resolve("cache").toString());
	}

	private Path installJava(String name, String version) throws IOException {
		Path home = this.folder.resolve(name);
		Path java = Files.createDirectories(home.resolve("bin")).resolve("java");
		synchronized (EXECUTABLES) {
			Files.writeString(java, JAVA);
		}
		Files.setPosixFilePermissions(java, PosixFilePermissions.fromString("rwxr-xr-x"));
		Files.writeString(home.resolve("release"), "IMPLEMENTOR=\"Somebody\"\nJAVA_VERSION=\"" + version + "\"\n");
		return home;
	}

	private static void writeSparse(Path file, int bytes) throws IOException {
		try (var channel = Files.newByteChannel(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
			channel.position(bytes - 1L).write(ByteBuffer.allocate(1));
		}
	}

	private List<String> flags(String options, String... arguments) throws Exception {
		this.environment.put("BULK_SEND_OPTS", options);
		return run("the program/bulk-send", arguments);
	}

	private List<String> run(String script, String... arguments) throws Exception {
		return end(start(script, arguments), 7);
	}

	private void assertRefused(String why) throws Exception {
		assertThat(end(start("the program/bulk-send", "send", "a.csv"), 2)).singleElement()
			.asString()
			.startsWith("bulk-send: ")
			.contains(why);
	}

	private Process start(String script, String... arguments) throws IOException {
		List<String> command = new ArrayList<>(List.of(script));
		command.addAll(Arrays.asList(arguments));
		return start(command);
	}

	private Process start(List<String> command) throws IOException {
		ProcessBuilder builder = new ProcessBuilder(command).directory(this.folder.toFile()).redirectErrorStream(true);
		builder.environment().clear();
		builder.environment().putAll(this.environment);
		synchronized (EXECUTABLES) {
			return builder.start();
		}
	}

	private static List<String> end(Process process, int exitCode) throws Exception {
		process.getOutputStream().close();
		String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
		assertThat(process.waitFor(PATIENCE, TimeUnit.SECONDS)).isTrue();
		assertThat(process.exitValue()).as(out).isEqualTo(exitCode);
		return out.lines().toList();
	}

	private Path awaitArchive() {
		Path cache = this.folder.resolve("cache/bulk-send");
		await(() -> list(cache).size() == 2 && list(cache).get(1).toString().endsWith(".state"));
		return list(cache).get(0);
	}

	private static String read(Path file) {
		try {
			return Files.readString(file);
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

	private static List<Path> list(Path folder) {
		try (Stream<Path> files = Files.exists(folder) ? Files.list(folder) : Stream.empty()) {
			return files.sorted().toList();
		}
		catch (IOException ex) {
			throw new AssertionError(ex);
		}
	}

	private static void await(BooleanSupplier condition) {
		Polling.await(condition, () -> "the archive was never made");
	}

}
