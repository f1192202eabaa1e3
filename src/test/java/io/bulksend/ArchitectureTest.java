package io.bulksend;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.api.Test;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

/**
 * Data flows one way along the packages, and what each alone may know stays there.
 */
class ArchitectureTest {

	private static final JavaClasses CLASSES = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
		.importPackages("io.bulksend");

	@Test
	void packagesFormNoCircle() {
		slices().matching("io.bulksend.(*)..").should().beFreeOfCycles().check(CLASSES);
	}

	@Test
	void aMessageMovesOneWay() {
		layeredArchitecture().consideringOnlyDependenciesInAnyPackage("io.bulksend..")
			.layer("cli")
			.definedBy("io.bulksend.cli")
			.layer("job")
			.definedBy("io.bulksend.job")
			.layer("results")
			.definedBy("io.bulksend.results")
			.layer("report")
			.definedBy("io.bulksend.report")
			.layer("send")
			.definedBy("io.bulksend.send")
			.layer("sandbox")
			.definedBy("io.bulksend.sandbox")
			.layer("api")
			.definedBy("io.bulksend.api")
			.layer("ledger")
			.definedBy("io.bulksend.ledger")
			.layer("check")
			.definedBy("io.bulksend.check")
			.layer("input")
			.definedBy("io.bulksend.input")
			.layer("campaign")
			.definedBy("io.bulksend.campaign")
			.layer("metrics")
			.definedBy("io.bulksend.metrics")
			.whereLayer("cli")
			.mayNotBeAccessedByAnyLayer()
			.whereLayer("job")
			.mayOnlyBeAccessedByLayers("cli")
			.whereLayer("results")
			.mayOnlyBeAccessedByLayers("job", "cli")
			.whereLayer("metrics")
			.mayOnlyBeAccessedByLayers("job")
			.whereLayer("report")
			.mayOnlyBeAccessedByLayers("results", "job")
			.whereLayer("send")
			.mayOnlyBeAccessedByLayers("metrics", "job", "cli")
			.whereLayer("api")
			.mayOnlyBeAccessedByLayers("send", "metrics", "job", "cli")
			.whereLayer("ledger")
			.mayOnlyBeAccessedByLayers("send", "report", "results", "job", "cli")
			.whereLayer("check")
			.mayOnlyBeAccessedByLayers("send", "job", "cli")
			.whereLayer("input")
			.mayOnlyBeAccessedByLayers("check", "send", "report", "results", "job", "cli")
			.check(CLASSES);
	}

	@Test
	void sqlStaysInTheLedger() {
		noClasses().that()
			.resideOutsideOfPackages("io.bulksend.ledger")
			.should()
			.dependOnClassesThat()
			.haveFullyQualifiedName("java.sql.PreparedStatement")
			.orShould()
			.dependOnClassesThat()
			.resideInAPackage("org.springframework.jdbc..")
			.check(CLASSES);
	}

	@Test
	void micrometerStaysInTheMetrics() {
		noClasses().that()
			.resideOutsideOfPackages("io.bulksend.metrics")
			.should()
			.dependOnClassesThat()
			.resideInAnyPackage("io.micrometer..", "io.prometheus..")
			.check(CLASSES);
	}

	@Test
	void theHttpClientStaysInTheApi() {
		noClasses().that()
			.resideOutsideOfPackages("io.bulksend.api", "io.bulksend.sandbox")
			.should()
			.dependOnClassesThat()
			.resideInAPackage("org.apache.hc..")
			.check(CLASSES);
	}

}
