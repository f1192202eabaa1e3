package io.bulksend.bench;

import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Class paths for the contenders, out of the one of the tests: each sees what it needs
 * and nothing else.
 */
final class ClassPath {

	private static final String TEST_CLASSES = "test-classes";

	private static final List<String> HTTP_CLIENT = List.of("httpclient5-", "httpcore5-", "slf4j-api-");

	/** Spring Boot with JDBC, Spring Batch, RestClient, and what these need. */
	private static final List<String> SPRING = List.of("spring-", "h2-", "HikariCP-", "jackson-", "micrometer-",
			"commons-logging-", "logback-", "slf4j-api-", "jul-to-slf4j-", "log4j-", "jakarta.annotation-",
			"snakeyaml-", "jspecify-");

	/** Camel with its components, a database for its repository, and what these need. */
	private static final List<String> CAMEL = List.of("camel-", "commons-codec-", "commons-io-", "httpclient5-",
			"httpcore5-", "spring-core-", "spring-beans-", "spring-tx-", "spring-jdbc-", "h2-", "HikariCP-", "jackson-",
			"slf4j-api-", "commons-logging-", "jspecify-", "jakarta.activation-", "jakarta.servlet-");

	/** Starters are empty; the tutorial neither tests nor migrates. */
	private static final List<String> NOT_SPRING = List.of("spring-boot-starter", "spring-boot-flyway",
			"spring-boot-test", "spring-test", "spring-batch-test");

	private ClassPath() {
	}

	/** The tests' own classes: for what needs nothing but the JDK. */
	static String tests() {
		return join(Stream.of(TEST_CLASSES));
	}

	static String httpClient() {
		return join(Stream.concat(Stream.of(TEST_CLASSES), HTTP_CLIENT.stream()));
	}

	static String tutorial() {
		return join(Stream.concat(Stream.of(TEST_CLASSES), SPRING.stream()));
	}

	static String tutorialWithHttpClient() {
		return tutorial() + File.pathSeparator + join(Stream.of("httpclient5-", "httpcore5-"));
	}

	/** Nothing where the build was made without it. */
	static Optional<String> camel() {
		String classPath = join(Stream.concat(Stream.of(TEST_CLASSES), CAMEL.stream()));
		return classPath.contains("camel-http-") ? Optional.of(classPath) : Optional.empty();
	}

	private static String join(Stream<String> prefixes) {
		List<String> wanted = prefixes.toList();
		return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
			.filter((entry) -> startsWithOne(Path.of(entry).getFileName().toString(), wanted))
			.filter((entry) -> !startsWithOne(Path.of(entry).getFileName().toString(), NOT_SPRING))
			.collect(Collectors.joining(File.pathSeparator));
	}

	private static boolean startsWithOne(String name, List<String> prefixes) {
		return prefixes.stream().anyMatch(name::startsWith);
	}

}
