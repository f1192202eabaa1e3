package io.bulksend.ledger.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Clock;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;

import io.bulksend.campaign.MessageFields;
import io.bulksend.campaign.MessageKey;
import io.bulksend.campaign.Status;
import io.bulksend.campaign.delivery.DeliveryStatus;
import io.bulksend.campaign.delivery.Receipt;
import io.bulksend.ledger.Claim;
import io.bulksend.ledger.FileRecord;
import io.bulksend.ledger.LedgerFixture;
import io.bulksend.ledger.MessageLedger;
import io.bulksend.ledger.ReceiptIntake;
import io.bulksend.ledger.ReceiptMatch;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.h2.Driver;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.jdbc.datasource.DriverManagerDataSource;
import org.springframework.jdbc.datasource.SimpleDriverDataSource;

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
	void whatFailsLeavesNothingThatOthersCanRead() throws Exception {
		String url = url();
		migrate(url);
		try (Connection connection = DriverManager.getConnection(url, "sa", "");
				Statement statement = connection.createStatement()) {
			assertThatExceptionOfType(SQLException.class)
				.isThrownBy(() -> statement.execute("insert into bulksend_message values ('919833078369')"));
		}
		assertThat(this.folder.resolve("ledger").toFile().list()).containsExactlyInAnyOrder("bulksend.mv.db",
				"holder.txt");
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
		Files.delete(this.folder.resolve("ledger/holder.txt"));
		migrate(url);
		assertThat(count(url, "select count(*) from bulksend_message")).isZero();
		assertThat(count(url, "select count(*) from batch_job_execution_context")).isZero();
		assertThat(count(url, "select next value for batch_job_instance_seq")).isEqualTo(1);
	}

	@Test
	void aLedgerThatAnEarlierVersionDiedInMakingGoesOn() throws Exception {
		String url = url();
		migrate(url);
		execute(url, "drop all objects");
		flyway(url).target("1").load().migrate();
		execute(url, "delete from \"flyway_schema_history\" where \"version\" is not null");
		Files.delete(this.folder.resolve("ledger/holder.txt"));
		assertThat(LedgerSchema.migrateExisting(new DriverManagerDataSource(url, "sa", ""), url)).isFalse();
		migrate(url);
		assertThat(count(url, "select count(*) from bulksend_message where fields is null")).isZero();
	}

	@Test
	void tablesWithoutAHistoryAreNotTakenForALedger() throws Exception {
		String url = url();
		flyway(url).target("2").load().migrate();
		execute(url, "drop table \"flyway_schema_history\"");
		assertThatExceptionOfType(DatabaseUnusableException.class).isThrownBy(() -> migrate(url))
			.withMessageContaining("cannot be used")
			.withMessageNotContaining("\n");
	}

	@Test
	void aLedgerThatHasLostAllItsTablesIsNotANewOne() throws Exception {
		String url = url();
		migrate(url);
		execute(url, "drop all objects");
		assertThatExceptionOfType(DatabaseUnusableException.class).isThrownBy(() -> migrate(url))
			.withMessageContaining("is damaged")
			.withMessageNotContaining("\n");
	}

	@Test
	void aMigrationThatFailedGoesOn() throws Exception {
		String url = url();
		migrate(url);
		execute(url, "drop table bulksend_receipt");
		execute(url, "delete from \"flyway_schema_history\" where cast(\"version\" as integer) > 3");
		execute(url, "update \"flyway_schema_history\" set \"success\" = false where \"version\" = '3'");
		migrate(url);
		assertThat(count(url, "select count(*) from bulksend_receipt")).isZero();
		assertThat(count(url, "select count(*) from \"flyway_schema_history\" where not \"success\"")).isZero();
	}

	@Test
	void aRowInDoubtFromBeforeSourcesWereKeptIsNeverSettledByAnotherRowsSource() throws Exception {
		String url = url();
		flyway(url).target("2").load().migrate();
		execute(url, "insert into bulksend_campaign (name, created_at) values ('spring', now())");
		execute(url, "insert into bulksend_file (campaign_id, sha256, name, pass, retrying, row_count, planned_at)"
				+ " select id, 'a', 'spring.csv', 1, false, 2, now() from bulksend_campaign");
		execute(url,
				"insert into bulksend_message (id, status, recipient, key_high, key_low, attempts, claimed_at)"
						+ " select id * 1000000000000 + 1, 'IN_DOUBT', '1', 1, 1, 1, timestamp with time zone"
						+ " '2026-03-01 10:00:00Z' from bulksend_file");
		migrate(url);
		LedgerFixture fixture = LedgerFixture.on(new SimpleDriverDataSource(new Driver(), url, "sa", ""), "h2");
		FileRecord file = fixture.campaigns().currentFile("spring").orElseThrow();
		try (MessageLedger ledger = new MessageLedger(fixture.dataSource(), Clock.systemUTC(), file);
				ReceiptIntake intake = new ReceiptIntake(fixture.dataSource(), Clock.systemUTC(), ZoneOffset.UTC)) {
			ledger.record(List.of(),
					List.of(new Claim(2, "2", "shop", new MessageKey(2, 2), MessageFields.UNKNOWN, false)));
			intake.add(new Receipt("m-1", "1", "shop", null, DeliveryStatus.SENT, null,
					new Receipt.Time(LocalDateTime.parse("2026-03-01T10:00:01"), false)));
			intake.commit();
			assertThat(new ReceiptMatch(fixture.dataSource(), fixture.campaigns(), Clock.systemUTC()).run().settled())
				.isZero();
			assertThat(ledger.find(1, 1).get(0).outcome().status()).isEqualTo(Status.IN_DOUBT);
		}
	}

	@Test
	void aFolderThatIsAFileIsRefused() throws IOException {
		Files.writeString(this.folder.resolve("ledger"), "not a folder");
		assertThatExceptionOfType(DatabaseUnusableException.class).isThrownBy(this::url)
			.withMessageContaining(this.folder.resolve("ledger").toString())
			.withMessageContaining("cannot be made or used");
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
		assertThat(Holder.read(this.folder)).isEqualTo(Holder.UNKNOWN);
		Holder.write(this.folder);
		long self = ProcessHandle.current().pid();
		assertThat(Holder.read(this.folder).words()).startsWith("process " + self).contains(" since ");
		assertThat(Holder.read(this.folder).isProcess(self)).isTrue();
		assertThat(Holder.read(this.folder).isProcess(self + 1)).isFalse();
	}

	@Test
	void whoOpenedItWithAnEarlierVersionIsNamedToo() throws IOException {
		Files.writeString(this.folder.resolve(Holder.FILE), "process 17 on desk since 2026-11-21T18:00:00Z\n");
		assertThat(Holder.read(this.folder).words()).isEqualTo("process 17 on desk since 2026-11-21T18:00:00Z");
	}

	private String url() {
		return LedgerDatabase.url(this.folder.resolve("ledger"));
	}

	private static void migrate(String url) {
		LedgerSchema.migrate(new DriverManagerDataSource(url, "sa", ""), url);
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
