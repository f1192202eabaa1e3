package io.bulksend.api;

import java.net.URI;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ApiSettingsTest {

	private static final Duration SECOND = Duration.ofSeconds(1);

	@ParameterizedTest
	@ValueSource(strings = { "https://api.example/v2", "http://localhost:8089/", "http://127.0.0.1/",
			"http://127.9.8.7/", "http://[::1]:80/x", "HTTPS://API.EXAMPLE" })
	void takesHttpsAnywhereAndHttpOnThisMachine(String url) {
		assertThat(with(url, "t").url().toString()).isEqualTo(url.endsWith("/") ? url : url + "/");
	}

	@ParameterizedTest
	@ValueSource(strings = { "http://api.example/", "http://10.0.0.1/", "http://127.0.0.1.example/", "http://[::2]/",
			"http://localhost.example/", "ftp://api.example/", "api.example/v2", "https:///v2",
			"https://user:pw@api.example/", "https://api.example/?a=b", "https://api.example/#a",
			"https://api_1.example/", "https://api.example:0/" })
	void refusesAnUnsafeOrIncompleteUrlByItsName(String url) {
		assertThatIllegalArgumentException().isThrownBy(() -> with(url, "t"))
			.withMessageStartingWith("bulksend.api.url")
			.withMessageNotContaining("pw");
	}

	@ParameterizedTest
	@ValueSource(strings = { "abc.DEF-1", "  abc.DEF-1\n", "Bearer abc.DEF-1", "bearer   abc.DEF-1\r\n" })
	void forgivesWhatCopyingAddsToAToken(String token) {
		assertThat(with("https://api.example", token).token()).isEqualTo("abc.DEF-1");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "Bearer ", "Bearer", "a b", "a\nb", "caf\u00e9", "a\u0000b" })
	void refusesWhatCannotBeATokenWithoutShowingIt(String token) {
		assertThatIllegalArgumentException().isThrownBy(() -> with("https://api.example", token))
			.withMessageStartingWith("bulksend.api.token")
			.withMessageNotContaining("caf");
	}

	@Test
	void refusesLimitsOutOfRangeByTheirNames() {
		URI url = URI.create("https://api.example/");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new ApiSettings(url, ApiPaths.DOCUMENTED, "t", 0, SECOND, SECOND))
			.withMessageContaining("bulksend.concurrency");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new ApiSettings(url, ApiPaths.DOCUMENTED, "t", 1, Duration.ZERO, SECOND))
			.withMessageContaining("bulksend.api.connect-timeout");
		assertThatIllegalArgumentException()
			.isThrownBy(() -> new ApiSettings(url, ApiPaths.DOCUMENTED, "t", 1, SECOND, Duration.ofHours(2)))
			.withMessageContaining("bulksend.api.response-timeout");
	}

	@ParameterizedTest
	@CsvSource({ "https://api.example/v2, https://api.example/v2/message/, https://api.example/v2/media/upload/",
			"https://api.example/v2/message, https://api.example/v2/message/, https://api.example/v2/media/upload/",
			"https://api.example/v2/message/, https://api.example/v2/message/, https://api.example/v2/media/upload/",
			"https://api.example/v2/message/nc, https://api.example/v2/message/nc, https://api.example/v2/media/upload/",
			"https://api.example/v2/message/nc/, https://api.example/v2/message/nc, https://api.example/v2/media/upload/",
			"https://api.example/message, https://api.example/message/, https://api.example/media/upload/",
			"https://api.example, https://api.example/message/, https://api.example/media/upload/",
			"https://api.example/my-message/, https://api.example/my-message/message/, https://api.example/my-message/media/upload/" })
	void aBaseUrlMayNameWhereMessagesGo(String url, String messages, String media) {
		assertThat(with(url, "t").messageUrl()).hasToString(messages);
		assertThat(with(url, "t").mediaUrl()).hasToString(media);
		assertThat(with(url, "t")).isEqualTo(with(messages, "t"));
		assertThat(Endpoint.of(with(url, "t"), "agent").head().getRequestUri())
			.isEqualTo(URI.create(messages).getRawPath());
	}

	@Test
	void thePathsCanBeSet() {
		URI url = URI.create("https://api.example/v2/");
		ApiSettings settings = new ApiSettings(url, new ApiPaths("/message/nc", "files"), "t", 1, SECOND, SECOND);
		assertThat(settings.messageUrl()).hasToString("https://api.example/v2/message/nc");
		assertThat(settings.mediaUrl()).hasToString("https://api.example/v2/files");
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "/", "//evil.example/", "https://evil.example/", "../message/", "a/../b", "a?b",
			"a#b", "a b", "a\nb", "a//b" })
	void refusesWhatIsNoPathByItsName(String path) {
		assertThatIllegalArgumentException().isThrownBy(() -> new ApiPaths(path, "a"))
			.withMessageStartingWith("bulksend.api.message-path");
		assertThatIllegalArgumentException().isThrownBy(() -> new ApiPaths("a", path))
			.withMessageStartingWith("bulksend.api.media-path");
	}

	@Test
	void neverShowsTheToken() {
		assertThat(with("https://api.example", "secret").toString()).contains("api.example").doesNotContain("secret");
	}

	private static ApiSettings with(String url, String token) {
		return new ApiSettings(URI.create(url), ApiPaths.DOCUMENTED, token, 64, SECOND, SECOND);
	}

}
