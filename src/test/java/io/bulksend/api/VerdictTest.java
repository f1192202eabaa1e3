package io.bulksend.api;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import io.bulksend.api.Reply.Again;
import io.bulksend.api.Reply.Again.Reason;
import io.bulksend.api.Reply.Refused;
import io.bulksend.api.Reply.StopSending;
import io.bulksend.api.Reply.Unknown;
import io.bulksend.api.Reply.WrongAddress;
import io.bulksend.campaign.Code;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class VerdictTest {

	private static final Clock NOON = Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC);

	private static final Duration WAIT = Duration.ofSeconds(7);

	@ParameterizedTest
	@ValueSource(ints = { 200, 201, 302, 400, 401, 403, 429, 500, 503 })
	void anIdMeansAcceptedWhateverTheStatus(int status) {
		assertThat(judge(status, new ReplyBody("success", "m-1", null, null))).isEqualTo(new Reply.Accepted("m-1"));
	}

	@ParameterizedTest
	@ValueSource(ints = { 200, 401, 429, 503 })
	void successWithoutAUsableIdIsNeverSentAgain(int status) {
		for (String id : new String[] { null, "", " ", "a\u0000b", "x".repeat(501) }) {
			assertThat(judge(status, new ReplyBody("success", id, null, null))).isInstanceOfSatisfying(Unknown.class,
					(reply) -> assertThat(reply.code()).isEqualTo(Code.UNREADABLE_REPLY));
		}
	}

	@ParameterizedTest
	@CsvSource({ "200,8001", "200,8002", "403,8003", "400,8006", "503,8007", "500,8008", "400,9999", "200,weird" })
	void aFailureOfTheRowIsRefusedUnderItsCode(int status, String code) {
		assertThat(judge(status, failure(code))).isEqualTo(new Refused(code, "why"));
	}

	@ParameterizedTest
	@ValueSource(ints = { 200, 400, 429, 503 })
	void aFailureOfTheAccountStops(int status) {
		assertThat(judge(status, failure("8004"))).isEqualTo(new StopSending("8004", "why"));
	}

	@Test
	void aTechnicalErrorMayBeTriedAgainAndUnder429ItIsAMatterOfSpeed() {
		assertThat(judge(200, failure("8005"))).isEqualTo(new Again(Reason.TECHNICAL_ERROR, "8005", "why", WAIT));
		assertThat(judge(503, failure("8005"))).isEqualTo(new Again(Reason.TECHNICAL_ERROR, "8005", "why", WAIT));
		assertThat(judge(429, failure("8005"))).isEqualTo(new Again(Reason.TOO_FAST, "8005", "why", WAIT));
	}

	@Test
	void anUndocumentedCodeLeavesTheDecisionToTheStatus() {
		assertThat(judge(401, failure("1"))).isEqualTo(new StopSending("1", "why"));
		assertThat(judge(403, failure("1"))).isEqualTo(new StopSending("1", "why"));
		assertThat(judge(429, failure("1"))).isEqualTo(new Again(Reason.TOO_FAST, "1", "why", WAIT));
		assertThat(judge(503, failure("1"))).isEqualTo(new Again(Reason.UNAVAILABLE, "1", "why", WAIT));
	}

	@ParameterizedTest
	@CsvSource({ "200,UNREADABLE_REPLY", "204,UNREADABLE_REPLY", "408,NO_REPLY", "500,GATEWAY_ERROR",
			"502,GATEWAY_ERROR", "504,GATEWAY_ERROR", "520,GATEWAY_ERROR", "999,UNREADABLE_REPLY" })
	void anAnswerThatIsNotTheApisLeavesDoubt(int status, Code code) {
		assertThat(judge(status, ReplyBody.NONE)).isInstanceOfSatisfying(Unknown.class,
				(reply) -> assertThat(reply.code()).isEqualTo(code));
	}

	@Test
	void theApisOwnFailureWithoutACodeIsARefusalInItsWords() {
		for (int status : new int[] { 200, 400, 500 }) {
			assertThat(judge(status, new ReplyBody("failure", null, null, "no code")))
				.isEqualTo(new Refused("HTTP_" + status, "no code"));
		}
		assertThat(judge(401, new ReplyBody("failure", null, null, "no code"))).isInstanceOf(StopSending.class);
	}

	@Test
	void whereTheApiGivesNoReasonItsStatusIsOne() {
		for (ReplyBody silent : new ReplyBody[] { new ReplyBody("failure", null, null, null),
				new ReplyBody("failure", null, "1", " ") }) {
			assertThat(judge(503, silent)).isInstanceOfSatisfying(Again.class,
					(reply) -> assertThat(reply.message()).contains("not in service", "HTTP 503"));
			assertThat(judge(429, silent)).isInstanceOfSatisfying(Again.class,
					(reply) -> assertThat(reply.message()).contains("fewer calls", "HTTP 429"));
			assertThat(judge(401, silent)).isInstanceOfSatisfying(StopSending.class,
					(reply) -> assertThat(reply.message()).contains("HTTP 401"));
			assertThat(judge(400, silent)).isInstanceOfSatisfying(Refused.class,
					(reply) -> assertThat(reply.message()).isEqualTo("The API gave no reason."));
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 404, 405, 410 })
	void whereNothingIsThereAFailureWithoutACodeMayBeAnyServers(int status) {
		assertThat(judge(status, new ReplyBody("failure", null, null, "no route")))
			.isInstanceOfSatisfying(WrongAddress.class, (reply) -> {
				assertThat(reply.message()).contains("HTTP " + status, "check BULKSEND_API_URL");
				assertThat(reply.otherwise()).isEqualTo(new Refused("HTTP_" + status, "no route"));
			});
	}

	@Test
	void aStatusAloneStopsSlowsDownOrRefuses() {
		for (int status : new int[] { 401, 403, 407 }) {
			assertThat(judge(status, ReplyBody.NONE)).isInstanceOfSatisfying(StopSending.class,
					(reply) -> assertThat(reply.code()).isEqualTo("HTTP_" + status));
		}
		for (int status : new int[] { 400, 413, 415, 422 }) {
			assertThat(judge(status, ReplyBody.NONE)).isInstanceOfSatisfying(Refused.class,
					(reply) -> assertThat(reply.code()).isEqualTo("HTTP_" + status));
		}
		assertThat(judge(429, ReplyBody.NONE)).isInstanceOfSatisfying(Again.class,
				(reply) -> assertThat(reply).extracting(Again::reason, Again::code, Again::retryAfter)
					.containsExactly(Reason.TOO_FAST, "HTTP_429", WAIT));
		assertThat(judge(503, ReplyBody.NONE)).isInstanceOfSatisfying(Again.class,
				(reply) -> assertThat(reply).extracting(Again::reason, Again::code, Again::retryAfter)
					.containsExactly(Reason.UNAVAILABLE, "HTTP_503", WAIT));
	}

	@Test
	void aRedirectSaysWhereItLeads() {
		assertThat(Verdict.judge(302, ReplyBody.NONE, null, "https://new.example/")).isInstanceOfSatisfying(
				WrongAddress.class,
				(reply) -> assertThat(reply.message()).contains("https://new.example/", "BULKSEND_API_URL"));
	}

	@ParameterizedTest
	@ValueSource(ints = { 301, 302, 303, 307, 308, 404, 405, 410 })
	void whatIsNotThereOrLeadsElsewhereMayBeAWrongAddressAndElseARefusal(int status) {
		for (ReplyBody body : new ReplyBody[] { ReplyBody.NONE, ReplyBody.PAGE }) {
			assertThat(judge(status, body)).isInstanceOfSatisfying(WrongAddress.class, (reply) -> {
				assertThat(reply.code()).isEqualTo("HTTP_" + status);
				assertThat(reply.message()).contains("HTTP " + status, "check BULKSEND_API_URL");
				assertThat(reply.otherwise()).isEqualTo(new Refused(reply.code(), reply.message()));
			});
		}
		assertThat(judge(status, failure("8001"))).isEqualTo(new Refused("8001", "why"));
	}

	@ParameterizedTest
	@CsvSource({ "200,UNREADABLE_REPLY", "201,UNREADABLE_REPLY", "400,HTTP_400", "422,HTTP_422" })
	void aPageInPlaceOfAnAnswerMayBeAWrongAddress(int status, String otherwise) {
		assertThat(judge(status, ReplyBody.PAGE)).isInstanceOfSatisfying(WrongAddress.class, (reply) -> {
			assertThat(reply.message()).startsWith("A page for people answered in place of the API (HTTP " + status);
			assertThat(reply.otherwise()).isEqualTo(judge(status, ReplyBody.NONE));
			assertThat(reply.otherwise().toString()).contains(otherwise);
		});
	}

	@ParameterizedTest
	@ValueSource(ints = { 401, 403, 407, 408, 413, 429, 500, 502, 503, 504 })
	void whereTheStatusSaysMoreAPageSaysNothing(int status) {
		assertThat(judge(status, ReplyBody.PAGE)).isEqualTo(judge(status, ReplyBody.NONE));
	}

	@Property(tries = 1000)
	void theApisWordsAreBoundedAndWithoutControlCharacters(@ForAll String words,
			@ForAll @IntRange(min = 0, max = 3) int times) {
		String text = words + "\u202e\ud800\r\n\u2028".repeat(times * 200);
		assertThat(judge(200, new ReplyBody("failure", null, "8001", text))).isInstanceOfSatisfying(Refused.class,
				(reply) -> assertThat(reply.message()).isNotBlank()
					.hasSizeLessThanOrEqualTo(1000)
					.matches((message) -> message.codePoints()
						.noneMatch((c) -> Character.isISOControl(c) || (c >= 0xd800 && c <= 0xdfff) || c == 0x202e
								|| c == 0x2028)));
	}

	@ParameterizedTest
	@CsvSource(nullValues = "null",
			value = { "'0',0", "' 120 ',120", "'-5',0", "'99999',99999", "'99999999999999999999',2678400",
					"'soon',null", "'',null", "'1.5',null", "'Sat, 21 Nov 2026 12:00:30 GMT',30",
					"'Sat, 21 Nov 2026 11:00:00 GMT',0", "'Sun, 21 Nov 2027 11:00:00 GMT',2678400" })
	void readsHowLongToWaitInSecondsOrUntilADate(String value, @Nullable Integer seconds) {
		assertThat(RetryAfter.parse(value, NOON)).isEqualTo((seconds == null) ? null : Duration.ofSeconds(seconds));
	}

	private static ReplyBody failure(String code) {
		return new ReplyBody("failure", null, code, "why");
	}

	private static Reply judge(int status, ReplyBody body) {
		return Verdict.judge(status, body, WAIT, null);
	}

}
