package io.bulksend.launch;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class JvmOptionsTest {

	private static final Path JAR = Path.of("bulk-send.jar");

	@Test
	void theUsersOptionsComeLastSoThatTheyWin() {
		assertThat(command("-Xmx256m", "-XX:TieredStopAtLevel=4")).containsSubsequence("java", "-XX:+UseSerialGC",
				"-XX:TieredStopAtLevel=1", "-Xmx256m", "-XX:TieredStopAtLevel=4", "-cp", "bulk-send.jar");
	}

	@Test
	void twoCollectorsAreNeverAskedFor() {
		assertThat(command("-XX:+UseG1GC")).doesNotContain("-XX:+UseSerialGC");
	}

	@ParameterizedTest
	@ValueSource(strings = { "-Xmx64m", "-Xmx65536k", "-Xmx67108864", "-Xmx999", "-Xms20m", "-XX:MaxRAMPercentage=50",
			"-XX:MaxHeapSize=64m" })
	void aSmallOrChosenHeapKeepsItsOwnBeginning(String option) {
		assertThat(command(option)).doesNotContain("-Xms48m");
	}

	@ParameterizedTest
	@ValueSource(strings = { "-Xmx256m", "-Xmx1g", "-Dsome=thing" })
	void anyOtherHeapBeginsSmall(String option) {
		assertThat(command(option)).contains("-Xms48m");
	}

	@ParameterizedTest
	@ValueSource(strings = { "-Xmx128m", "-Xmx131072k", "-XX:MaxRAMPercentage=50", "-XX:+UseG1GC", "-XX:NewRatio=2",
			"-Xmn100m", "-XX:MaxNewSize=90m" })
	void aSmallOrChosenHeapIsDividedByTheJvm(String option) {
		assertThat(longRun(option)).doesNotContain("-XX:MaxNewSize=64m");
	}

	@ParameterizedTest
	@ValueSource(strings = { "-Xmx256m", "-Xmx1G", "-Dsome=thing" })
	void inALongRunTheMemoryForNewObjectsStaysSmall(String option) {
		assertThat(longRun(option)).containsSubsequence("-XX:MaxNewSize=64m", option);
		assertThat(command(option)).doesNotContain("-XX:MaxNewSize=64m");
	}

	@Test
	void aLongRunGetsTheBetterCompiler() {
		assertThat(longRun()).doesNotContain("-XX:TieredStopAtLevel=1");
	}

	@ParameterizedTest
	@ValueSource(strings = { "-agentlib:jdwp=transport=dt_socket", "-javaagent:a.jar", "-XX:SharedArchiveFile=a",
			"-XX:AOTCache=a", "-Dio.bulksend.launch=direct" })
	void whoTakesTheJvmInHandKeepsIt(String option) {
		assertThat(new JvmOptions("java", List.of(option)).areTheUsersAlone()).isTrue();
	}

	@Test
	void settingsOfTheHeapLeaveTheJvmToUs() {
		assertThat(new JvmOptions("java", List.of("-Xmx256m", "-Dfile.encoding=UTF-8")).areTheUsersAlone()).isFalse();
	}

	private static List<String> longRun(String... users) {
		return new JvmOptions("java", List.of(users)).command(List.of(), 100_000_000, JAR);
	}

	private static List<String> command(String... users) {
		return new JvmOptions("java", List.of(users)).command(List.of(), 1_000, JAR);
	}

}
