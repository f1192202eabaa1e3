package io.bulksend.api;

import java.nio.charset.StandardCharsets;

import io.bulksend.testsupport.FaultyServer;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

import static org.assertj.core.api.Assertions.assertThat;

class ReplyBodyTest {

	@Test
	void readsASuccess() {
		assertThat(read(FaultyServer.ACCEPTED)).isEqualTo(new ReplyBody("success", "m-1", null, null));
	}

	@Test
	void readsAFailureWithANumberForACodeAndUnknownKeysInAnyOrder() {
		assertThat(read("\ufeff {\"x\":[{\"status\":\"no\"}],\"error\":{\"more\":{},\"message\":\"m\",\"code\":8006},"
				+ "\"status\":\"failure\"} \n"))
			.isEqualTo(new ReplyBody("failure", null, "8006", "m"));
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "[]", "null", "It works!", "{\"status\":\"success\"", "{} {}", "\"success\"",
			"{\"status\":\"success\",\"data\":{\"id\":\"m\"}}trailing" })
	void takesNothingFromWhatIsNotOneObject(String text) {
		assertThat(read(text)).isEqualTo(ReplyBody.NONE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "<html>", "\ufeff<!DOCTYPE html>", " \r\n\t<?xml version=\"1.0\"?>" })
	void knowsAPageForPeople(String text) {
		assertThat(read(text)).isEqualTo(ReplyBody.PAGE);
		assertThat(read(text).isPage()).isTrue();
		assertThat(read("{}").isPage()).isFalse();
	}

	@Test
	void survivesDeepNesting() {
		assertThat(read("{\"a\":" + "[".repeat(50_000))).isEqualTo(ReplyBody.NONE);
	}

	@Property(tries = 2000)
	void neverFailsOnAnyBytes(@ForAll byte[] bytes) {
		assertThat(ReplyBody.read(bytes, bytes.length)).isNotNull();
	}

	@Property(tries = 2000)
	void readsWhatAJsonTreeHolds(@ForAll("replies") String text) {
		ReplyBody body = read(text);
		JsonNode tree;
		try {
			tree = JsonMapper.shared().readTree(text);
		}
		catch (JacksonException ex) {
			assertThat(body).isEqualTo(ReplyBody.NONE);
			return;
		}
		assertThat(body).isEqualTo(new ReplyBody(scalar(tree.at("/status")), scalar(tree.at("/data/id")),
				scalar(tree.at("/error/code")), scalar(tree.at("/error/message"))));
	}

	@Provide
	Arbitrary<String> replies() {
		Arbitrary<String> piece = Arbitraries.of("{", "}", "}", "[", "]", ",", "\"status\":", "\"data\":", "\"error\":",
				"\"id\":", "\"code\":", "\"message\":", "\"success\"", "\"failure\"", "8006", "1.5", "null", "true",
				"{}", "{\"id\":\"a\"}", "{\"code\":\"8001\",\"message\":\"x\"}", "\"status\":\"success\",", " ");
		Arbitrary<String> pieces = piece.list().ofMaxSize(14).map((list) -> "{" + String.join("", list) + "}");
		Arbitrary<String> member = Arbitraries.of("\"status\":\"success\"", "\"status\":\"failure\"", "\"status\":1",
				"\"data\":{\"id\":\"a\"}", "\"data\":{\"x\":[1],\"id\":7}", "\"data\":[{\"id\":\"b\"}]",
				"\"data\":null", "\"data\":{\"id\":\"a\",\"id\":{}}", "\"error\":{\"code\":8001,\"message\":\"m\"}",
				"\"error\":\"x\"", "\"error\":{\"message\":[],\"code\":\"8002\"}", "\"other\":{\"status\":{}}");
		Arbitrary<String> members = member.list().ofMaxSize(5).map((list) -> "{" + String.join(",", list) + "}");
		return Arbitraries.oneOf(pieces, members);
	}

	private static @Nullable String scalar(JsonNode node) {
		return (node.isString() || node.isIntegralNumber()) ? node.asString() : null;
	}

	private static ReplyBody read(String text) {
		byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
		return ReplyBody.read(bytes, bytes.length);
	}

}
