package io.bulksend.sandbox;

import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class EndingsTest {

	private final Endings endings = new Endings(new SandboxIds());

	@ParameterizedTest
	@ValueSource(strings = { "8002", "8003", "8005", "8007", "8008" })
	void refusesWithTheCodeThatTheNumberEndsWithEveryTime(String code) {
		for (int i = 0; i < 3; i++) {
			SimulatedReply reply = to("91983307" + code);
			assertThat(reply.httpStatus()).isEqualTo(400);
			assertThat(reply.body()).startsWith("{\"status\":\"failure\",\"error\":{\"code\":\"" + code + "\"");
		}
	}

	@Test
	void asksForPatienceOnceForEachRecipient() {
		SimulatedReply reply = to("919833074290");
		assertThat(reply.httpStatus()).isEqualTo(429);
		assertThat(reply.headers()).isEqualTo(Map.of("Retry-After", "1"));
		assertThat(to("919833074290").httpStatus()).isEqualTo(200);
		assertThat(to("919833174290").httpStatus()).isEqualTo(429);
	}

	@Test
	void isOutOfServiceOnceForEachRecipient() {
		assertThat(to("919833075030").httpStatus()).isEqualTo(503);
		assertThat(to("919833075030").httpStatus()).isEqualTo(200);
		assertThat(to("919833175030").httpStatus()).isEqualTo(503);
	}

	@Test
	void neverAnswersWhereTheNumberEndsIn0408() {
		assertThat(to("919833070408").isNever()).isTrue();
	}

	@Test
	void aTemplateReachesThoseOutsideTheWindow() {
		assertThat(to("919833078007", true, false).httpStatus()).isEqualTo(200);
		assertThat(to("919833078007", true, true).httpStatus()).isEqualTo(200);
		assertThat(to("919833078007", false, false).httpStatus()).isEqualTo(400);
		assertThat(to("919833078003", true, true).httpStatus()).isEqualTo(400);
	}

	@Test
	void badMediaRefusesWhatCarriesAMediumAlone() {
		assertThat(to("919833078008", true, false).httpStatus()).isEqualTo(200);
		assertThat(to("919833078008", true, true).httpStatus()).isEqualTo(400);
	}

	@Test
	void acceptsEveryGroup() {
		assertThat(this.endings.replyTo(new CheckedMessage(new Recipient("8002", true), false, true)).httpStatus())
			.isEqualTo(200);
		assertThat(this.endings.replyTo(new CheckedMessage(new Recipient("g", true), false, true)).httpStatus())
			.isEqualTo(200);
	}

	private SimulatedReply to(String number) {
		return to(number, false, true);
	}

	private SimulatedReply to(String number, boolean template, boolean medium) {
		return this.endings.replyTo(new CheckedMessage(new Recipient(number, false), template, medium));
	}

}
