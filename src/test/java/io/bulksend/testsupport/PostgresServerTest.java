package io.bulksend.testsupport;

import java.io.IOException;

import org.junit.jupiter.api.Test;
import org.opentest4j.TestAbortedException;

import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class PostgresServerTest {

	private static final IOException CAUSE = new IOException("no program of that name");

	@Test
	void withoutPostgresATestIsSkippedWithTheReason() {
		assertThatExceptionOfType(TestAbortedException.class).isThrownBy(() -> PostgresServer.missing(CAUSE, false))
			.withMessageContaining("PostgreSQL cannot be started here")
			.withMessageContaining("no program of that name");
	}

	@Test
	void inCiItFails() {
		assertThatExceptionOfType(AssertionError.class).isThrownBy(() -> PostgresServer.missing(CAUSE, true))
			.withMessageContaining("PostgreSQL cannot be started here")
			.withCause(CAUSE);
	}

}
