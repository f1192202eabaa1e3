package io.bulksend;

import java.util.stream.Stream;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Whoever runs the packaged program from outside sees of it what users see, and nothing
 * of its classes; and what several of them need stands in one place.
 */
class TestArchitectureTest {

	private static final String HOUSE = "io.bulksend.";

	private static final String SUPPORT = HOUSE + "testsupport";

	private static final JavaClasses CLASSES = new ClassFileImporter()
		.withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS)
		.importPackages(
				Stream.of("endtoend", "torture", "bench", "testsupport").map(HOUSE::concat).toArray(String[]::new));

	@ParameterizedTest
	@ValueSource(strings = { "endtoend", "torture", "bench", "testsupport" })
	void knowsItselfAndTheSupportAlone(String name) {
		String own = HOUSE + name;
		assertThat(CLASSES.stream().map(JavaClass::getPackageName)).anyMatch((room) -> isIn(room, own));
		noClasses().that(describe("reside in " + own, (type) -> isIn(type.getPackageName(), own)))
			.should()
			.dependOnClassesThat(describe("are others of the house",
					(type) -> type.getPackageName().startsWith("io.bulksend") && !isIn(type.getPackageName(), own)
							&& !isIn(type.getPackageName(), SUPPORT)))
			.check(CLASSES);
	}

	private static boolean isIn(String room, String house) {
		return room.equals(house) || room.startsWith(house + ".");
	}

}
