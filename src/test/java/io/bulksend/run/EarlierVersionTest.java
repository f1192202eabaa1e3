package io.bulksend.run;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;

import io.bulksend.campaign.Status;
import io.bulksend.ledger.database.LedgerDatabase;
import io.bulksend.ledger.database.LedgerSchema;
import io.bulksend.run.settings.ConfigurationException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import org.springframework.jdbc.datasource.DriverManagerDataSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A campaign that was begun before numbers were compared as persons.
 */
class EarlierVersionTest {

	private static final String HEADER = "recipient_whatsapp,attachment_id,caption";

	@AutoClose
	private final CampaignRuns runs;

	private final Path folder;

	EarlierVersionTest(@TempDir Path folder) {
		this.folder = folder;
		this.runs = new CampaignRuns(folder);
	}

	@Test
	void goesOnComparingAsItDidSoThatNothingGoesOutTwice() throws SQLException {
		beginAsBefore();
		this.runs.write(HEADER, "5215553500118,a-1,\"one\r\ntwo\"", "610491570157,a-1,\"one\r\ntwo\"");
		this.runs.run();
		assertThat(key(1)).isEqualTo(oldKey("individual", "5215553500118", "source", "id", "a-1", "one\r\ntwo", ""));
		assertThat(key(2)).isEqualTo(oldKey("individual", "610491570157", "source", "id", "a-1", "one\r\ntwo", ""));
		this.runs.write(HEADER, "5215553500118,a-1,\"one\r\ntwo\"", "610491570157,a-1,\"one\r\ntwo\"",
				"447700900602,a-1,new");
		assertThat(this.runs.run("--bulksend.amend=true").summary().count(Status.ACCEPTED)).isEqualTo(3);
		assertThat(this.runs.calls()).isEqualTo(3);
	}

	@ParameterizedTest
	@CsvSource({ "'\r\n','\n'", "'\n','\r\n'", "'\r','\n'" })
	void lineBreaksOfAnotherKindAreNoChange(String before, String after) throws SQLException {
		beginAsBefore();
		this.runs.write(HEADER, "447700900601,a-1,\"one" + before + "two\"", "447700900602,a-1,one");
		this.runs.run();
		this.runs.execute("update bulksend_message set fields = null");
		this.runs.write(HEADER, "447700900601,a-1,\"one" + after + "two\"", "447700900602,a-1,one",
				"447700900603,a-1,\"one" + after + "two\"");
		assertThat(this.runs.run("--bulksend.amend=true").summary().count(Status.ACCEPTED)).isEqualTo(3);
		this.runs.write(HEADER, "447700900601,a-1,\"one" + before + "two\"",
				"447700900603,a-1,\"one" + before + "two\"");
		assertThat(this.runs.run("--bulksend.amend=true").summary().count(Status.ACCEPTED)).isEqualTo(2);
		assertThat(this.runs.recipients()).containsExactly("447700900601", "447700900602", "447700900603");
	}

	@Test
	void goesOnComparingRecipientsAsItDid() throws SQLException {
		beginAsBefore();
		this.runs.write(HEADER, "5215553500118,a-1,one", "525553500118,a-1,one");
		this.runs.run("--bulksend.once-per=recipient");
		assertThat(this.runs.calls()).isEqualTo(2);
		this.runs.write(HEADER, "5215553500118,a-1,other", "525553500118,a-1,other", "447700900602,a-1,new");
		assertThat(this.runs.run("--bulksend.once-per=recipient", "--bulksend.amend=true")
			.summary()
			.count(Status.ACCEPTED)).isEqualTo(3);
		assertThat(this.runs.calls()).isEqualTo(3);
	}

	@Test
	void sendsTheRestOfItsFileAsItWasPlanned() throws SQLException {
		beginAsBefore();
		this.runs.write(HEADER, "61491570157,a-1,one", "610491570157,a-1,one", "447700900602,a-1,one");
		this.runs.run("--bulksend.limit=1");
		assertThat(this.runs.run().summary().count(Status.ACCEPTED)).isEqualTo(3);
		assertThat(this.runs.number("select count(*) from bulksend_message where recipient = '610491570157'"))
			.isEqualTo(1);
	}

	@Test
	void writesToNobodyWhoIsOnTheListHoweverTheirNumberIsSpelled() throws SQLException {
		beginAsBefore();
		Path list = this.runs.writeFile("stop.txt", "610491570156", "61491570157", "525553500118");
		this.runs.write(HEADER, "610491570156,a-1,one", "+61 (0)491 570 157,a-1,one", "5215553500118,a-1,one",
				"447700900602,a-1,one");
		this.runs.run("--bulksend.suppress=" + list);
		assertThat(this.runs.results("status")).containsExactly("SUPPRESSED", "SUPPRESSED", "SUPPRESSED", "ACCEPTED");
		assertThat(this.runs.recipients()).containsExactly("447700900602");
	}

	@Test
	void doesNotGoOnWithoutTheListThatItWasBegunWith() throws SQLException {
		beginAsBefore();
		Path list = this.runs.writeFile("stop.txt", "447700900602");
		this.runs.write(HEADER, "447700900602,a-1,one", "447700900603,a-1,one", "447700900604,a-1,one");
		this.runs.run("--bulksend.suppress=" + list, "--bulksend.limit=1");
		this.runs.execute("update bulksend_file set settings ="
				+ " 'source source, once per message, delimiter ,, columns (as they are)'");
		assertThatExceptionOfType(ConfigurationException.class).isThrownBy(this.runs::run)
			.withMessageContaining("was begun with a suppression list");
		assertThat(this.runs.calls()).isEqualTo(1);
		assertThat(this.runs.run("--bulksend.suppress=none").summary().count(Status.ACCEPTED)).isEqualTo(2);
	}

	@Test
	void goesOnReadingItsTextsAsItDid() throws SQLException {
		beginAsBefore();
		this.runs.write(HEADER, "447700900601,a-1, \"one\"", "447700900602,a-1,'2", "447700900603,a-1, \"Dear all",
				"see you\"");
		RunResult first = this.runs.run("--bulksend.limit=1");
		assertThat(first.summary().rows()).isEqualTo(4);
		assertThat(key(1)).isEqualTo(oldKey("individual", "447700900601", "source", "id", "a-1", "\"one\"", ""));
		RunResult rest = this.runs.run();
		assertThat(rest.summary().count(Status.ACCEPTED)).isEqualTo(3);
		assertThat(key(2)).isEqualTo(oldKey("individual", "447700900602", "source", "id", "a-1", "'2", ""));
		this.runs.write(HEADER, "447700900601,a-1, \"one\"", "447700900602,a-1,'2", "447700900604,a-1,new");
		assertThat(this.runs.run("--bulksend.amend=true").summary().count(Status.ACCEPTED)).isEqualTo(3);
		assertThat(this.runs.calls()).isEqualTo(4);
	}

	@Test
	void aCampaignThatBeginsNowComparesPersons() {
		this.runs.write(HEADER, "5215553500118,a-1,\"one\r\ntwo\"", "525553500118,a-1,\"one\ntwo\"",
				"610491570157,a-1,one", "61491570157,a-1,one");
		RunResult result = this.runs.run();
		assertThat(result.summary().count(Status.ACCEPTED)).isEqualTo(2);
		assertThat(result.summary().count(Status.DUPLICATE)).isEqualTo(2);
		assertThat(this.runs.calls()).isEqualTo(2);
	}

	@Test
	void anAmendmentOfACampaignThatBeginsNowKnowsItsPersons() {
		this.runs.write(HEADER, "5215553500118,a-1,\"one\r\ntwo\"", "+61 (0)491 570157,a-1,one");
		this.runs.run();
		this.runs.write(HEADER, "525553500118,a-1,\"one\ntwo\"", "61491570157,a-1,one", "447700900602,a-1,one");
		assertThat(this.runs.run("--bulksend.amend=true").summary().count(Status.ACCEPTED)).isEqualTo(3);
		assertThat(this.runs.calls()).isEqualTo(3);
	}

	/** The ledger as an earlier version left it, migrated since. */
	private void beginAsBefore() throws SQLException {
		String url = LedgerDatabase.url(this.folder.resolve("ledger"));
		LedgerSchema.migrate(new DriverManagerDataSource(url, "sa", ""), url);
		this.runs.execute("insert into bulksend_campaign (name, created_at) values ('spring', now())");
	}

	private long key(int row) throws SQLException {
		return this.runs.number("select key_high from bulksend_message where id ="
				+ " (select max(id) * 1000000000000 + " + row + " from bulksend_file)");
	}

	/**
	 * As it was computed then: each field with its length, and the digest's beginning.
	 */
	private static long oldKey(String... fields) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		for (String field : fields) {
			byte[] text = field.getBytes(StandardCharsets.UTF_8);
			bytes.writeBytes(ByteBuffer.allocate(Integer.BYTES).putInt(text.length).array());
			bytes.writeBytes(text);
		}
		try {
			return ByteBuffer.wrap(MessageDigest.getInstance("SHA-256").digest(bytes.toByteArray())).getLong();
		}
		catch (NoSuchAlgorithmException ex) {
			throw new AssertionError(ex);
		}
	}

}
