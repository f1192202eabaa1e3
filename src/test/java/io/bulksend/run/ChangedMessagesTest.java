package io.bulksend.run;

import java.nio.file.Path;
import java.sql.SQLException;

import io.bulksend.campaign.Status;
import io.bulksend.input.InputException;
import io.bulksend.testsupport.PostgresServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * What an amended file may change of messages that were sent.
 */
class ChangedMessagesTest {

	private static final String[] VOUCHERS = { "recipient_whatsapp,attachment_id,caption,x-apiheader",
			"447700900201,voucher,For you,0047", "447700900218,voucher,For you,0048",
			"447700900244,voucher,For you,9007199254740993", "44770090,voucher,For you,0050" };

	/** As a spreadsheet saves them; the last number completed. */
	private static final String[] SAVED = { "recipient_whatsapp,attachment_id,caption,x-apiheader",
			"447700900201,voucher,For you,47", "447700900218,voucher,For you,48",
			"447700900244,voucher,For you,9.0072E+15", "447700900267,voucher,For you,50" };

	private static final String AMEND = "--bulksend.amend=true";

	@AutoClose
	private final CampaignRuns runs;

	ChangedMessagesTest(@TempDir Path folder) {
		this.runs = new CampaignRuns(folder);
	}

	@Test
	void zerosThatASpreadsheetTookSendNothingTwice() throws SQLException {
		this.runs.write(VOUCHERS);
		this.runs.run();
		this.runs.write(SAVED);
		assertThatExceptionOfType(InputException.class).isThrownBy(() -> this.runs.run(AMEND))
			.withMessageContaining("3 messages were changed after they were sent, in x-apiheader: line 2 to ****0201"
					+ " (x-apiheader is now \"47\"), line 3 to ****0218 (x-apiheader is now \"48\"), line 4 to")
			.withMessageContaining("--changed skip");
		assertThat(this.runs.calls()).isEqualTo(3);
		assertThat(this.runs.number("select count(*) from bulksend_file")).isOne();
		assertThat(this.runs.number("select count(*) from bulksend_message")).isEqualTo(4);
		this.runs.write(VOUCHERS);
		assertThat(this.runs.run().sentBefore()).isTrue();
		this.runs.write(SAVED);
		assertThat(this.runs.run(AMEND, "--bulksend.changed=skip").summary().count(Status.DUPLICATE)).isEqualTo(3);
		assertThat(this.runs.results("status")).containsExactly("DUPLICATE", "DUPLICATE", "DUPLICATE", "ACCEPTED");
		assertThat(this.runs.results("error_message"))
			.contains("Its recipient got this message before it was changed.");
		assertThat(this.runs.recipients()).containsExactly("447700900201", "447700900218", "447700900244",
				"447700900267");
	}

	@Test
	void theyAreSentWhereThatIsAskedForByName() {
		this.runs.write(VOUCHERS);
		this.runs.run();
		this.runs.write(SAVED);
		assertThat(this.runs.run(AMEND, "--bulksend.changed=send").summary().count(Status.ACCEPTED)).isEqualTo(4);
		assertThat(this.runs.calls()).isEqualTo(7);
	}

	@Test
	void theSameHoldsOnPostgres() {
		String database = "--spring.datasource.url=" + PostgresServer.url(PostgresServer.newDatabase());
		this.runs.write(VOUCHERS);
		this.runs.run(database);
		this.runs.write(SAVED);
		assertThatExceptionOfType(InputException.class).isThrownBy(() -> this.runs.run(database, AMEND))
			.withMessageContaining("3 messages were changed");
		this.runs.run(database, AMEND, "--bulksend.changed=skip");
		assertThat(this.runs.recipients()).doesNotHaveDuplicates().hasSize(4);
	}

	@Test
	void lineBreaksOfAnotherKindAreNoChange() {
		this.runs.write("recipient_whatsapp,attachment_id,caption", "447700900305,map-1,\"We have moved.\r",
				"The new address is on the map.\"");
		this.runs.run();
		this.runs.write("recipient_whatsapp,attachment_id,caption", "447700900305,map-1,\"We have moved.",
				"The new address is on the map.\"");
		assertThat(this.runs.run(AMEND).summary().count(Status.ACCEPTED)).isOne();
		assertThat(this.runs.calls()).isOne();
	}

	@Test
	void aSecondIndependentMessageIsNoChange() {
		this.runs.write("recipient_whatsapp,attachment_id,caption", "447700900402,poster-a,Concert on Friday",
				"447700900419,poster-a,Concert on Friday");
		this.runs.run();
		this.runs.write("recipient_whatsapp,attachment_id,caption", "447700900402,poster-a,Concert on Friday",
				"447700900402,poster-b,Workshop on Sunday", "447700900419,poster-a,Concert on Friday",
				"447700900426,poster-a,Concert on Friday");
		assertThat(this.runs.run(AMEND).summary().count(Status.ACCEPTED)).isEqualTo(4);
		assertThat(this.runs.recipients()).containsExactly("447700900402", "447700900419", "447700900402",
				"447700900426");
	}

	@ParameterizedTest
	@CsvSource({ "447700900501,b,c,x,attachment", "447700900501,a,c!,x,caption", "447700900501,a,,x,caption",
			"447700900501,a,c,,x-apiheader", "447700900501,b,c,y,'attachment, x-apiheader'" })
	void whichFieldsDifferIsSaid(String recipient, String attachment, String caption, String header, String fields) {
		this.runs.write("recipient_whatsapp,attachment_id,caption,x-apiheader", "447700900501,a,c,x");
		this.runs.run();
		this.runs.write("recipient_whatsapp,attachment_id,caption,x-apiheader", "%s,%s,%s,%s".formatted(recipient,
				attachment, (caption != null) ? caption : "", (header != null) ? header : ""));
		assertThatExceptionOfType(InputException.class).isThrownBy(() -> this.runs.run(AMEND))
			.withMessageContaining("1 message was changed after it was sent, in " + fields + ": line 2");
	}

	@Test
	void whatIsInDoubtOrFromAnEarlierVersionIsAChangeTooAndWhatWasRefusedIsNone() throws SQLException {
		this.runs.write("recipient_whatsapp,attachment_id", "447700900501,a", "447700900502,a", "447700900503,a");
		this.runs.run();
		this.runs.decide(1, "IN_DOUBT");
		this.runs.decide(2, "REJECTED");
		this.runs.execute("update bulksend_message set fields = null");
		this.runs.write("recipient_whatsapp,attachment_id", "447700900501,b", "447700900502,b", "447700900503,a");
		assertThatExceptionOfType(InputException.class).isThrownBy(() -> this.runs.run(AMEND))
			.withMessageContaining("1 message was changed after it was sent (which fields is not known): line 2");
		this.runs.write("recipient_whatsapp,attachment_id", "447700900501,a", "447700900502,b", "447700900503,a");
		this.runs.run(AMEND);
		assertThat(this.runs.recipients()).hasSize(4).last().isEqualTo("447700900502");
	}

	@Test
	void anotherSourceIsAChange() {
		String[] first = { "recipient_whatsapp,attachment_id,source", "447700900501,a," };
		this.runs.write(first);
		this.runs.run();
		this.runs.write("recipient_whatsapp,attachment_id,source", "447700900501,a,other");
		assertThatExceptionOfType(InputException.class).isThrownBy(() -> this.runs.run(AMEND))
			.withMessageContaining("in source: line 2 to ****0501 (source is now \"other\")");
		this.runs.write(first);
		assertThat(this.runs.run().sentBefore()).isTrue();
	}

}
