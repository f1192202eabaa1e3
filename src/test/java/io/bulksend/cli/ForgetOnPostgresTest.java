package io.bulksend.cli;

import java.nio.file.Path;
import java.util.List;

import io.bulksend.ledger.LedgerFixture;
import io.bulksend.testsupport.PostgresServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import org.springframework.integration.util.UUIDConverter;
import org.springframework.jdbc.core.simple.JdbcClient;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is forgotten where runs and workers share a server.
 */
class ForgetOnPostgresTest {

	private static final String NUMBER = "447700900112";

	private final String database = LedgerFixture.databaseOnPostgres();

	@AutoClose
	private final Desk desk;

	ForgetOnPostgresTest(@TempDir Path folder) {
		this.desk = new Desk(folder, "spring.datasource.url=" + PostgresServer.url(this.database));
	}

	@Test
	void nothingPersonalIsInAnyTableNorWhatADeadRunHandedOut() {
		this.desk.write("news.csv", "recipient_whatsapp,attachment_id,caption\n" + NUMBER + ",flyer-7,Dear Ms Fox\n");
		assertThat(this.desk.send("news.csv", "--workers", "--per-day", "5").exitCode()).isZero();
		JdbcClient jdbc = JdbcClient.create(PostgresServer.dataSource(this.database));
		long handOut = jdbc.sql("""
				insert into bulksend_handout (file_id, account, program, settings, begun_at)
				select max(id), 'default', 'p', '{}', now() from bulksend_file returning id""")
			.query(Long.class)
			.single();
		jdbc.sql("""
				insert into bulksend_channel_message (message_id, group_key, created_date, message_content, region)
				values ('m', ?, 0, cast(? as bytea), 'DEFAULT')""")
			.params(UUIDConverter.getUUID("requests-" + handOut).toString(), NUMBER)
			.update();
		jdbc.sql("""
				insert into bulksend_day (version, run, file_id, source, person, state, at)
				select 1, 2, max(id), 'shop', 447700900112, 'C', now() from bulksend_file""").update();
		assertThat(tablesWith(jdbc, NUMBER)).contains("bulksend_message", "bulksend_day");
		Captured forgot = this.desk.run(List.of("forget", "news"));
		assertThat(forgot.exitCode()).as(forgot.err()).isZero();
		for (String personal : List.of(NUMBER, "Fox", "flyer-7", "news.csv", "id-1")) {
			assertThat(tablesWith(jdbc, personal)).as(personal).isEmpty();
		}
		assertThat(jdbc.sql("select count(*) from bulksend_channel_message").query(Long.class).single()).isZero();
	}

	private static List<String> tablesWith(JdbcClient jdbc, String text) {
		return jdbc.sql("select table_name from information_schema.tables where table_schema = 'public'")
			.query(String.class)
			.list()
			.stream()
			.filter((table) -> jdbc.sql("select exists (select 1 from " + table + " t where t::text like ?)")
				.param("%" + text + "%")
				.query(Boolean.class)
				.single())
			.toList();
	}

}
