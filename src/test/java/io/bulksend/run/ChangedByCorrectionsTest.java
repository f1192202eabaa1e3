package io.bulksend.run;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;

import io.bulksend.campaign.Status;
import io.bulksend.input.InputException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * Corrections of an amended campaign whose recipient has a message of an earlier file.
 */
class ChangedByCorrectionsTest {

	private static final String HEADER = "recipient_whatsapp,attachment_id,caption";

	private static final String AMEND = "--bulksend.amend=true";

	@AutoClose
	private final CampaignRuns runs;

	ChangedByCorrectionsTest(@TempDir Path folder) {
		this.runs = new CampaignRuns(folder);
	}

	@Test
	void anotherCaptionForWhoGotTheMessageBeforeIsAChangedMessage() throws SQLException {
		amend();
		String corrections = corrections("2,447700900501");
		assertThatExceptionOfType(InputException.class).isThrownBy(() -> run(corrections))
			.withMessageContaining("1 message was changed after it was sent, in caption: line 2 to ****0501 (caption is"
					+ " now \"Friday at eight\")")
			.withMessageContaining("--changed skip");
		assertThat(this.runs.number("select count(*) from bulksend_correction")).isZero();
		assertThat(this.runs.number("select count(*) from bulksend_corrected_cell")).isZero();
		RunResult skipped = run(corrections, "--bulksend.changed=skip");
		assertThat(skipped.corrections().orElseThrow().counts().skipped()).isOne();
		assertThat(this.runs.results("status")).containsExactly("DUPLICATE", "ACCEPTED");
		assertThat(this.runs.results("error_message").get(0))
			.isEqualTo("Its recipient got this message before it was changed.");
		assertThat(run().sentBefore()).isTrue();
		assertThat(this.runs.recipients()).containsExactly("447700900501", "447700900502");
	}

	@Test
	void itGoesOutWhereThatIsAskedForByName() {
		amend();
		RunResult sent = run(corrections("2,447700900501"), "--bulksend.changed=send");
		assertThat(sent.summary().count(Status.ACCEPTED)).isEqualTo(2);
		assertThat(this.runs.recipients()).containsExactly("447700900501", "447700900502", "447700900501");
	}

	@Test
	void whoGotNothingYetGetsTheCorrectedMessage() {
		amend();
		run(corrections("2,447700900503"));
		assertThat(this.runs.recipients()).containsExactly("447700900501", "447700900502", "447700900503");
	}

	@Test
	void whatWasRefusedAndIsCorrectedToWhoGotAnotherIsAChangeToo() throws SQLException {
		this.runs.write(HEADER, "447700900501,a,Friday at seven");
		run();
		this.runs.write(HEADER, "447700900502,a,Friday at eight");
		run(AMEND);
		this.runs.decide(1, "REJECTED");
		assertThatExceptionOfType(InputException.class).isThrownBy(() -> run(corrections("2,447700900501")))
			.withMessageContaining("1 message was changed");
	}

	@Test
	void aSecondMessageBesideTheFirstIsNoChange() {
		this.runs.write(HEADER, "447700900501,a,Friday at seven");
		run();
		this.runs.write(HEADER, "447700900501,a,Friday at seven", "4477,b,Workshop on Sunday");
		run(AMEND);
		run(corrections("3,447700900501"));
		assertThat(this.runs.results("status")).containsExactly("ACCEPTED", "ACCEPTED");
		assertThat(this.runs.recipients()).containsExactly("447700900501", "447700900501");
	}

	@Test
	void whatWasCorrectedToTheFirstMessageIsStillInTheFile() {
		this.runs.write(HEADER, "447700900501,a,Friday at seven");
		run();
		this.runs.write(HEADER, "4477,a,Friday at seven", "4478,b,Workshop on Sunday");
		run(AMEND);
		run(corrections("2,447700900501"));
		assertThat(this.runs.results("status")).containsExactly("DUPLICATE", "INVALID");
		run(corrections("3,447700900501"));
		assertThat(this.runs.results("status")).containsExactly("DUPLICATE", "ACCEPTED");
		assertThat(this.runs.calls()).isEqualTo(2);
	}

	@ParameterizedTest
	@ValueSource(strings = { "447700900501,a,Friday at eight", "4477,a,Friday at eight" })
	void aChangeThatIsLeftAloneComesInNoOtherRow(String other) {
		this.runs.write(HEADER, "447700900501,a,Friday at seven");
		run();
		this.runs.write(HEADER, other, "4478,a,Friday at eight");
		run(AMEND, "--bulksend.changed=skip");
		assertThatExceptionOfType(InputException.class).isThrownBy(() -> run(corrections("3,447700900501")))
			.withMessageContaining("1 message was changed");
		run(corrections("3,447700900501"), "--bulksend.changed=skip");
		assertThat(this.runs.calls()).isOne();
	}

	@ParameterizedTest
	@ValueSource(strings = { "refuse", "send" })
	void correctionsTakeOneConnectionLessThanThereAre(String changed) {
		amend();
		run(corrections("2,44770"));
		String[] options = { corrections("2,447700900501"), "--bulksend.changed=" + changed,
				"--spring.datasource.hikari.maximum-pool-size=3" };
		if (changed.equals("refuse")) {
			assertThatExceptionOfType(InputException.class).isThrownBy(() -> run(options))
				.withMessageContaining("1 message was changed");
		}
		else {
			assertThat(run(options).summary().count(Status.ACCEPTED)).isEqualTo(2);
		}
	}

	@Test
	void whereEverybodyGetsOneMessageInAllThereIsNoChange() {
		this.runs.write(HEADER, "447700900501,a,Friday at seven");
		run("--bulksend.once-per=recipient");
		this.runs.write(HEADER, "4477,a,Friday at eight");
		run(AMEND, "--bulksend.once-per=recipient");
		run(corrections("2,447700900501"), "--bulksend.once-per=recipient");
		assertThat(this.runs.results("status")).containsExactly("DUPLICATE");
		assertThat(this.runs.calls()).isOne();
	}

	/** The first recipient's number is cut, and the message is another one. */
	private void amend() {
		this.runs.write(HEADER, "447700900501,a,Friday at seven", "447700900502,a,Friday at seven");
		run();
		this.runs.write(HEADER, "4477,a,Friday at eight", "447700900502,a,Friday at seven");
		run(AMEND);
		assertThat(this.runs.results("status")).containsExactly("INVALID", "ACCEPTED");
	}

	private RunResult run(String... options) {
		String[] all = Arrays.copyOf(options, options.length + 1);
		all[options.length] = "--bulksend.max-invalid=100";
		return this.runs.run(all);
	}

	private String corrections(String line) {
		return "--bulksend.corrections=" + this.runs.writeFile("corrected.csv", "line,recipient_whatsapp", line);
	}

}
