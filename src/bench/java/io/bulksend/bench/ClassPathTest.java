package io.bulksend.bench;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ClassPathTest {

	@Test
	void theTutorialAsItStandsDoesNotSeeTheHttpClient() {
		assertThat(ClassPath.tutorial()).contains("spring-web-", "spring-batch-core-", "h2-")
			.doesNotContain("httpclient5", "httpcore5", "flyway", "opencsv");
	}

	@Test
	void theOtherTutorialSeesIt() {
		assertThat(ClassPath.tutorialWithHttpClient()).contains("spring-web-", "httpclient5-", "httpcore5-");
	}

	@Test
	void noContenderSeesTheProduct() {
		assertThat(ClassPath.tutorialWithHttpClient() + ClassPath.httpClient()).contains("test-classes")
			.doesNotContain("target/classes", "bulk-send-");
	}

}
