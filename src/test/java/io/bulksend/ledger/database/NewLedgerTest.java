package io.bulksend.ledger.database;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;

import javax.sql.DataSource;

import io.bulksend.ledger.LedgerFixture;
import io.bulksend.testsupport.PostgresServer;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.MigrationInfo;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

import org.springframework.core.io.ClassPathResource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What a new ledger is made of, and how it is known that nothing is to be migrated, say
 * the same as the migrations.
 */
class NewLedgerTest {

	@Test
	void aNewLedgerIsWhatTheMigrationsMake() throws SQLException {
		try (Connection made = LedgerFixture.inMemory().dataSource().getConnection();
				Connection migrated = migrated(source())) {
			assertThat(schema(made)).isEqualTo(schema(migrated));
			assertThat(history(made)).isEqualTo(history(migrated));
		}
	}

	@Test
	void whereAProcessDiedWhileItWasMadeTheMigrationsGoOn() throws Exception {
		try (Connection whole = migrated(source())) {
			List<String> script = script();
			// After the first, the history lacks its index, as it does where Flyway died
			// there.
			for (int done = 2; done < script.size(); done++) {
				DataSource source = source();
				try (Connection died = source.getConnection(); Statement statement = died.createStatement()) {
					for (String sql : script.subList(0, done)) {
						statement.execute(sql);
					}
					assertThat(SchemaHistory.read(died, SchemaHistory.EMBEDDED)).isEqualTo(SchemaHistory.State.OTHER);
					try (Connection goneOn = migrated(source)) {
						assertThat(schema(goneOn)).as("after " + script.get(done - 1)).isEqualTo(schema(whole));
					}
				}
			}
		}
	}

	@Test
	void theLedgerOfAnotherSchemaIsNotTakenForThisOne() throws SQLException {
		PGSimpleDataSource first = (PGSimpleDataSource) LedgerFixture.onPostgres().dataSource();
		try (Connection connection = first.getConnection(); Statement statement = connection.createStatement()) {
			statement.execute("create schema team_b");
			assertThat(SchemaHistory.read(connection, SchemaHistory.SERVER)).isEqualTo(SchemaHistory.State.CURRENT);
		}
		first.setCurrentSchema("team_b,public");
		assertThat(LedgerSchema.migrateExisting(first, first.getUrl())).isFalse();
		LedgerSchema.migrate(first, first.getUrl());
		try (Connection connection = first.getConnection()) {
			assertThat(column(connection, "select count(*) from team_b.bulksend_message")).containsExactly("0");
		}
	}

	@Test
	void theChecksumsAreThoseOfTheMigrations() {
		assertThat(checksums(LedgerFixture.migrations(source(), "h2"))).isEqualTo(SchemaHistory.EMBEDDED);
		assertThat(checksums(
				LedgerFixture.migrations(PostgresServer.dataSource(PostgresServer.newDatabase()), "postgresql")))
			.isEqualTo(SchemaHistory.SERVER);
	}

	private static List<String> script() throws IOException {
		String script = new ClassPathResource("db/new-ledger.sql").getContentAsString(StandardCharsets.UTF_8)
			.replaceAll("(?m)^--.*\\R", "");
		return Arrays.stream(script.split(";\\R")).filter((sql) -> !sql.isBlank()).toList();
	}

	/** An empty database, which is gone when its last connection is closed. */
	private static DataSource source() {
		JdbcDataSource source = new JdbcDataSource();
		source.setURL("jdbc:h2:mem:" + UUID.randomUUID()
				+ ";MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH");
		return source;
	}

	private static Connection migrated(DataSource source) throws SQLException {
		Connection connection = source.getConnection();
		LedgerFixture.on(source, "h2");
		return connection;
	}

	private static List<Integer> checksums(Flyway flyway) {
		return Arrays.stream(flyway.info().all()).map(MigrationInfo::getChecksum).filter(Objects::nonNull).toList();
	}

	/** All statements, without the names that H2 itself gives to constraints. */
	private static List<String> schema(Connection connection) throws SQLException {
		return column(connection, "script nodata nopasswords nosettings").stream()
			.filter((line) -> !line.startsWith("--"))
			.map((line) -> line.replaceAll("\"CONSTRAINT_\\w+\"", "\"CONSTRAINT\""))
			.sorted()
			.toList();
	}

	private static List<String> history(Connection connection) throws SQLException {
		return column(connection,
				"select concat_ws('|', \"installed_rank\", \"version\", \"description\", \"type\", \"script\","
						+ " \"checksum\", \"installed_by\", \"success\") from \"flyway_schema_history\" order by 1");
	}

	private static List<String> column(Connection connection, String sql) throws SQLException {
		List<String> lines = new ArrayList<>();
		try (Statement statement = connection.createStatement(); ResultSet rows = statement.executeQuery(sql)) {
			while (rows.next()) {
				lines.add(rows.getString(1));
			}
		}
		return lines;
	}

}
