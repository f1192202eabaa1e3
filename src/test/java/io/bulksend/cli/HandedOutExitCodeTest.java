package io.bulksend.cli;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

import io.bulksend.ledger.LedgerFixture;
import io.bulksend.testsupport.PostgresServer;
import io.bulksend.testsupport.Results;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * With <code>--workers</code> a run ends as it does without.
 */
class HandedOutExitCodeTest {

	@AutoClose
	private final Desk desk;

	HandedOutExitCodeTest(@TempDir Path folder) {
		this.desk = new Desk(folder, "spring.datasource.url=" + PostgresServer.url(LedgerFixture.databaseOnPostgres()));
		this.desk.write("news.csv",
				LongStream.range(0, 500)
					.mapToObj((row) -> (919_800_000_000L + row) + ",flyer\n")
					.collect(Collectors.joining("", "recipient_whatsapp,attachment_id\n", "")));
	}

	@Test
	void aPersonIsNeededOnceTheLastMomentHasPassed() {
		Captured ended = this.desk.send("news.csv", "--workers", "--rate", "50", "--not-after",
				Instant.now().plusSeconds(8).toString());
		assertThat(ended.exitCode()).as(ended.err()).isEqualTo(5);
		assertThat(statuses()).hasSize(500).contains("ACCEPTED", "NOT_SENT");
	}

	@Test
	void theSameCommandGoesOnAfterTheLimit() {
		assertThat(this.desk.send("news.csv", "--workers", "--limit", "20").exitCode()).isEqualTo(3);
		assertThat(this.desk.send("news.csv", "--workers").exitCode()).isZero();
		assertThat(statuses()).hasSize(500).containsOnly("ACCEPTED");
	}

	private List<String> statuses() {
		return Results.read(this.desk.path("news-results.csv")).stream().map((row) -> row.get("status")).toList();
	}

}
