package io.bulksend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The house: which room may know which, and what each alone may know of the libraries.
 * Data flows one way along the rooms; whoever adds a room says here whom it may know.
 */
class ArchitectureTest {

	private static final String HOUSE = "io.bulksend.";

	private static final JavaClasses CLASSES = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages("io.bulksend");

	/** A room, and the rooms that it may know: only rooms that stand above it here. */
	private static final List<Room> ROOMS = List.of(room("campaign"), room("campaign.delivery"),
			room("ledger.database", "campaign"), room("ledger", "campaign", "campaign.delivery", "ledger.database"),
			room("ledger.shared", "campaign", "ledger.database", "ledger"), room("input", "campaign"),
			room("receipts", "campaign.delivery"), room("api", "campaign"), room("sandbox"), room("throttle"),
			room("check.rules", "campaign", "input"), room("check.duplicates", "campaign"),
			room("check.suppression", "campaign", "input", "check.rules"),
			room("check", "campaign", "input", "check.rules", "check.duplicates", "check.suppression"),
			room("media", "campaign", "api", "ledger", "check.rules", "throttle"),
			room("send", "campaign", "input", "check", "api", "ledger", "ledger.database", "ledger.shared", "throttle",
					"media"),
			room("metrics", "campaign", "api", "send"),
			room("report", "campaign", "campaign.delivery", "input", "ledger"),
			room("results", "campaign", "campaign.delivery", "input", "ledger", "report"),
			room("progress", "campaign", "check", "send", "ledger.shared"),
			room("job", "campaign", "input", "check", "check.suppression", "api", "media", "send", "ledger",
					"ledger.database", "ledger.shared", "metrics", "progress"),
			room("run.settings", "campaign", "input", "check.rules", "check", "api", "media", "send", "metrics",
					"results"),
			room("run.ledger", "ledger.database", "ledger", "send", "run.settings"),
			room("run.logging", "campaign", "send", "progress", "run.settings"),
			room("run.recognition", "campaign", "ledger.database", "ledger", "input", "results", "run.settings"),
			room("run", "campaign", "campaign.delivery", "ledger.database", "ledger", "ledger.shared", "input", "api",
					"sandbox", "check", "check.rules", "check.suppression", "media", "send", "metrics", "report",
					"results", "progress", "job", "run.settings", "run.ledger", "run.logging", "run.recognition"),
			room("run.receipts", "campaign", "campaign.delivery", "ledger.database", "ledger", "receipts",
					"check.rules", "check", "run.settings", "run.ledger"),
			room("run.forget", "ledger", "ledger.database", "ledger.shared", "run", "run.settings", "run.ledger"),
			room("run.trial", "campaign", "input", "check", "check.rules", "check.suppression", "api", "sandbox",
					"media", "send", "ledger", "run", "run.settings", "run.ledger"),
			room("run.worker", "campaign", "ledger.database", "ledger.shared", "api", "send", "metrics", "run.settings",
					"run.ledger"),
			room("cli.terminal", "check", "progress", "send"),
			room("cli.output", "campaign", "campaign.delivery", "ledger", "ledger.database", "ledger.shared", "input",
					"receipts", "check", "send", "report", "results", "job", "run", "run.settings", "run.recognition",
					"run.receipts", "run.forget", "cli.terminal"),
			room("cli.output.check", "campaign", "input", "check", "send", "run", "run.trial", "cli.output"),
			room("cli.output.status", "campaign", "campaign.delivery", "ledger.database", "ledger", "ledger.shared",
					"send", "run", "run.recognition", "cli.output"),
			room("cli.help"),
			room("cli", "campaign", "sandbox", "check", "ledger", "send", "progress", "run", "run.settings",
					"run.receipts", "run.forget", "run.trial", "run.worker", "cli.terminal", "cli.output",
					"cli.output.check", "cli.output.status", "cli.help"));

	private static final Set<String> STAGES = Set.of("input", "check", "send", "api", "ledger");

	private static final Set<String> NAMES = ROOMS.stream().map(Room::name).collect(Collectors.toSet());

	@TestFactory
	Stream<DynamicTest> eachRoomKnowsOnlyThoseThatItMay() {
		return ROOMS.stream().map((room) -> DynamicTest.dynamicTest(room.name(), () -> {
			String[] others = NAMES.stream()
				.filter((name) -> !name.equals(room.name()) && !room.mayKnow().contains(name))
				.map((name) -> HOUSE + name)
				.toArray(String[]::new);
			noClasses().that()
				.resideInAPackage(HOUSE + room.name())
				.should()
				.dependOnClassesThat()
				.resideInAnyPackage(others)
				.allowEmptyShould(true)
				.check(CLASSES);
		}));
	}

	@Test
	void noArrowRunsBackUp() {
		Set<String> above = new TreeSet<>();
		for (Room room : ROOMS) {
			assertThat(above).as(room.name()).containsAll(room.mayKnow());
			above.add(room.name());
		}
	}

	@Test
	void everyRoomIsInTheTable() {
		assertThat(CLASSES.stream().map((type) -> type.getPackageName().substring(HOUSE.length())))
			.allMatch(NAMES::contains);
	}

	@Test
	void theDocumentHasTheSameTable() throws IOException {
		Set<String> written = Documents.ofProject()
			.section("src/docs/architecture.md", "The rooms, and which may know which")
			.lines()
			.filter((line) -> line.startsWith("| `"))
			.map((line) -> line.split(" \\| "))
			.map((cells) -> cells[0].substring(2) + ": " + cells[2].replace("none", "").replace(" |", ""))
			.collect(Collectors.toCollection(LinkedHashSet::new));
		assertThat(written).containsExactlyElementsOf(ROOMS.stream().map(Room::written).toList());
	}

	@Test
	void roomsFormNoCircle() {
		slices().matching("io.bulksend.(**)").should().beFreeOfCycles().check(CLASSES);
	}

	@Test
	void noTwoPublicClassesShareAName() {
		Map<String, Set<String>> places = new TreeMap<>();
		for (JavaClass type : CLASSES) {
			if (type.getModifiers().contains(JavaModifier.PUBLIC) && !type.isAnonymousClass() && !type.isLocalClass()) {
				places.computeIfAbsent(type.getSimpleName(), (name) -> new TreeSet<>()).add(type.getName());
			}
		}
		places.values().removeIf((names) -> names.size() < 2);
		assertThat(places).isEmpty();
	}

	@Test
	void springBatchStaysInTheJobAndWhatImplementsIt() {
		noClasses().that()
			.resideOutsideOfPackages(rooms("job"))
			.and()
			.doNotHaveFullyQualifiedName("io.bulksend.input.RowReader")
			.and()
			.doNotHaveFullyQualifiedName("io.bulksend.check.CheckProcessor")
			.and()
			.doNotHaveFullyQualifiedName("io.bulksend.send.ThrottledWriter")
			.and()
			// Starts it: what a run is made of stands in one place.
			.doNotHaveFullyQualifiedName("io.bulksend.run.RunConfiguration")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("org.springframework.batch..")
			.check(CLASSES);
	}

	@Test
	void openCsvStaysInInputAndResults() {
		onlyIn("com.opencsv..", "input", "results");
	}

	@Test
	void sqlStaysInTheLedger() {
		noClasses().that()
			.resideOutsideOfPackages(rooms("ledger", "ledger.database", "ledger.shared"))
			.should()
			.dependOnClassesThat()
			.haveFullyQualifiedName("java.sql.PreparedStatement")
			.orShould()
			.dependOnClassesThat()
			.haveFullyQualifiedName("java.sql.Statement")
			.orShould()
			.dependOnClassesThat()
			.resideInAPackage("org.springframework.jdbc..")
			.check(CLASSES);
	}

	@Test
	void jsonIsReadAndWrittenInFewRooms() {
		onlyIn("tools.jackson..", "ledger.shared", "api", "receipts", "sandbox", "report", "cli.output",
				"cli.output.check", "cli.output.status");
	}

	@Test
	void micrometerStaysInTheMetrics() {
		onlyIn("io.micrometer..", "metrics");
		onlyIn("io.prometheus..", "metrics");
	}

	@Test
	void theHttpClientStaysInTheApi() {
		onlyIn("org.apache.hc..", "api", "sandbox");
	}

	@Test
	void filesAreRecognisedInOnePlace() {
		onlyIn("org.apache.tika..", "media");
	}

	@Test
	void theDatabaseIsOpenedAndMigratedInOnePlace() {
		onlyIn("org.flywaydb..", "ledger.database");
		onlyIn("org.h2..", "ledger.database");
	}

	@Test
	void whatTravelsBetweenProcessesIsKnownInFewRooms() {
		onlyIn("org.springframework.integration..", "job", "ledger.shared");
	}

	@Test
	void numbersAndPagesAreMadeInOnePlaceEach() {
		onlyIn("com.google.i18n..", "check.rules");
		onlyIn("com.samskivert..", "report");
	}

	@Test
	void theCommandLineAloneKnowsPicocli() {
		onlyIn("picocli..", "cli", "cli.help", "cli.output", "cli.terminal");
	}

	@Test
	void theSettingsAreMadeInOnePlace() {
		noClasses().that()
			.resideOutsideOfPackages(rooms("run.settings"))
			.should()
			.dependOnClassesThat()
			.haveSimpleName("BulkSendProperties")
			.check(CLASSES);
	}

	/** The stages of a message's way may be wider: what happens there is one thing. */
	@Test
	void noOtherRoomIsWiderThanOneCanSee() throws IOException {
		for (Room room : ROOMS) {
			Path sources = Path.of("src/main/java/io/bulksend", room.name().split("\\."));
			try (Stream<Path> files = Files.list(sources)) {
				assertThat(files.filter(Files::isRegularFile)).as(room.name())
					.hasSizeLessThanOrEqualTo(STAGES.contains(room.name()) ? Integer.MAX_VALUE : 25);
			}
		}
	}

	private static void onlyIn(String library, String... rooms) {
		noClasses().that()
			.resideOutsideOfPackages(rooms(rooms))
			.should()
			.dependOnClassesThat()
			.resideInAPackage(library)
			.check(CLASSES);
	}

	private static String[] rooms(String... names) {
		return Arrays.stream(names).map((name) -> HOUSE + name).toArray(String[]::new);
	}

	private static Room room(String name, String... mayKnow) {
		return new Room(name, List.of(mayKnow));
	}

	private record Room(String name, List<String> mayKnow) {

		/** As the document's table has it. */
		String written() {
			return "`" + this.name + "`: "
					+ this.mayKnow.stream().map((room) -> "`" + room + "`").collect(Collectors.joining(", "));
		}
	}

}
