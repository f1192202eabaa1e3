package io.bulksend.ledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What the program does with the ledger it finds, in an H2 file.
 */
class LedgerSchemaTest {

	private static final String V99 = "insert into \"flyway_schema_history\" select max(\"installed_rank\") + 1, '99',"
			+ " 'tomorrow', 'SQL', 'V99__tomorrow.sql', 1, 'somebody', now(), 1, true from \"flyway_schema_history\"";

	@TempDir
	private Path folder;

	@Test
	void aNewLedgerIsMadeAndIsItsOwnersAlone() throws Exception {
		String url = url();
		migrate(url);
		assertThat(count(url, "select count(*) from bulksend_message")).isZero();
		if (Files.getFileStore(this.folder).supportsFileAttributeView("posix")) {
			assertThat(Files.getPosixFilePermissions(this.folder.resolve("ledger")))
				.isEqualTo(PosixFilePermissions.fromString("rwx------"));
			assertThat(Files.getPosixFilePermissions(this.folder.resolve("ledger/bulksend.mv.db")))
				.isEqualTo(PosixFilePermissions.fromString("rw-------"));
		}
	}

	@Test
	void aLedgerFromAnOlderVersionIsMigratedAndKeepsWhatItHolds() throws Exception {
		String url = url();
		flyway(url).target("1").load().migrate();
		execute(url, "insert into batch_job_instance (job_name, job_key) values ('send', 'key')");
		migrate(url);
		assertThat(count(url, "select count(*) from bulksend_file")).isZero();
		assertThat(count(url, "select count(*) from batch_job_instance")).isEqualTo(1);
	}

	@Test
	void aLedgerFromANewerVersionIsRefusedAndLeftAsItIs() throws Exception {
		String url = url();
		migrate(url);
		execute(url, V99);
		assertThatExceptionOfType(DatabaseUnusableException.class).isThrownBy(() -> migrate(url))
			.withMessageContaining(this.folder.resolve("ledger").toString())
			.withMessageContaining("newer version of bulk-send")
			.withMessageContaining("version 99")
			.withMessageNotContaining("\n");
		assertThat(count(url, "select count(*) from \"flyway_schema_history\" where \"version\" = '99'")).isEqualTo(1);
	}

	@Test
	void aLedgerOfAnotherMakeIsRefused() throws Exception {
		String url = url();
		migrate(url);
		execute(url, "update \"flyway_schema_history\" set \"checksum\" = 1 where \"version\" = '2'");
		assertThatExceptionOfType(DatabaseUnusableException.class).isThrownBy(() -> migrate(url))
			.withMessageContaining("version 2 differs")
			.withMessageNotContaining("\n");
	}

	@ParameterizedTest
	@ValueSource(strings = { "drop table batch_job_execution_context", "drop table bulksend_message",
			"drop sequence batch_job_instance_seq" })
	void aMigrationThatTheProcessDiedInGoesOn(String undone) throws Exception {
		String url = url();
		migrate(url);
		execute(url, undone);
		execute(url, "delete from \"flyway_schema_history\"");
		migrate(url);
		assertThat(count(url, "select count(*) from bulksend_message")).isZero();
		assertThat(count(url, "select count(*) from batch_job_execution_context")).isZero();
		assertThat(count(url, "select next value for batch_job_instance_seq")).isEqualTo(1);
	}

	@Test
	void aMigrationThatFailedGoesOn() throws Exception {
		String url = url();
		migrate(url);
		execute(url, "drop table bulksend_message");
		execute(url, "update \"flyway_schema_history\" set \"success\" = false where \"version\" = '2'");
		migrate(url);
		assertThat(count(url, "select count(*) from bulksend_message")).isZero();
		assertThat(count(url, "select count(*) from \"flyway_schema_history\" where not \"success\"")).isZero();
	}

	@Test
	void aFolderThatIsAFileIsRefused() throws IOException {
		Files.writeString(this.folder.resolve("ledger"), "not a folder");
		assertThatExceptionOfType(DatabaseUnusableException.class).isThrownBy(this::url)
			.withMessageContaining(this.folder.resolve("ledger").toString())
			.withMessageContaining("--data-dir");
	}

	@Test
	void aFolderWithASemicolonIsRefusedAsH2CannotTakeIt() {
		assertThatExceptionOfType(IllegalArgumentException.class)
			.isThrownBy(() -> LedgerDatabase.url(this.folder.resolve("a;b")))
			.withMessageContaining("data-dir");
	}

	@Test
	void aPlaceIsShownWithoutItsSettings() {
		assertThat(LedgerDatabase.place("jdbc:postgresql://db:5432/x?user=u&password=p"))
			.isEqualTo("jdbc:postgresql://db:5432/x");
		assertThat(LedgerDatabase.place(url())).isEqualTo(this.folder.resolve("ledger").toString());
	}

	@Test
	void whoeverOpenedTheDatabaseIsNamed() {
		assertThat(Holder.read(this.folder)).isEqualTo("a process that did not say which");
		Holder.write(this.folder);
		assertThat(Holder.read(this.folder)).startsWith("process " + ProcessHandle.current().pid()).contains(" since ");
	}

	private String url() {
		return LedgerDatabase.url(this.folder.resolve("ledger"));
	}

	private static void migrate(String url) {
		LedgerSchema.migrate(flyway(url).load(), url);
	}

	private static FluentConfiguration flyway(String url) {
		return Flyway.configure()
			.dataSource(url, "sa", "")
			.locations("classpath:db/migration/all", "classpath:db/migration/h2");
	}

	private static void execute(String url, String sql) throws SQLException {
		try (Connection connection = DriverManager.getConnection(url, "sa", "");
				Statement statement = connection.createStatement()) {
			statement.execute(sql);
		}
	}

	private static long count(String url, String sql) throws SQLException {
		try (Connection connection = DriverManager.getConnection(url, "sa", "");
				Statement statement = connection.createStatement();
				ResultSet row = statement.executeQuery(sql)) {
			row.next();
			return row.getLong(1);
		}
	}

}
