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
	@ValueSource(strings = { "-Xmx64m", "-Xmx128m", "-Xmx65536k", "-Xmx67108864", "-Xms20m", "-XX:MaxRAMPercentage=50",
			"-XX:MaxHeapSize=64m" })
	void aSmallOrChosenHeapKeepsItsOwnBeginning(String option) {
		assertThat(command(option)).doesNotContain("-Xms48m");
	}

	@ParameterizedTest
	@ValueSource(strings = { "-Xmx256m", "-Xmx262144K", "-Xmx268435456", "-Xmx1g", "-Dsome=thing" })
	void anyOtherHeapBeginsSmall(String option) {
		assertThat(command(option)).contains("-Xms48m");
	}

	@Test
	void aLongRunGetsTheBetterCompiler() {
		assertThat(longRun()).doesNotContain("-XX:TieredStopAtLevel=1");
	}

	@Test
	void aLongRunBeginsWithRoomForWhatLivesShortly() {
		assertThat(longRun("-Xmx256m")).contains("-Xms140m", "-XX:NewSize=90m");
	}

	@ParameterizedTest
	@ValueSource(strings = { "-Xmn20m", "-XX:MaxNewSize=32m", "-XX:NewRatio=3", "-Xmx128m", "-XX:MaxRAM=256m" })
	void whoDividesTheHeapOrMakesItSmallIsLeftAlone(String option) {
		assertThat(longRun(option)).doesNotContain("-XX:NewSize=90m");
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
