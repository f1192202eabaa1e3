package io.bulksend.api;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;

import io.bulksend.api.Reply.Again;
import io.bulksend.testsupport.FaultyServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ProxyTest {

	private final ProxySelector before = ProxySelector.getDefault();

	@AfterEach
	void restoreTheProxy() {
		ProxySelector.setDefault(this.before);
	}

	@Test
	void aProxyThatDoesNotGetThroughLeavesNoDoubtAndNeverSeesTheToken() throws IOException {
		try (FaultyServer proxy = FaultyServer.answering(FaultyServer.http("502 Bad Gateway", "no way"))) {
			ProxySelector.setDefault(ProxySelector.of(new InetSocketAddress("127.0.0.1", proxy.port())));
			Reply reply = Replies.replyFrom(URI.create("https://api.example/v2/"));
			assertThat(reply).isInstanceOfSatisfying(Again.class,
					(again) -> assertThat(again.reason()).isEqualTo(Again.Reason.UNREACHABLE));
			assertThat(proxy.requests()).singleElement()
				.asString()
				.startsWith("CONNECT api.example:443 HTTP/1.1\r\n")
				.doesNotContain("secret-token");
		}
	}

	@Test
	void thisMachineIsReachedWithoutTheProxy() throws IOException {
		try (FaultyServer server = FaultyServer.answering(FaultyServer.http("200 OK", FaultyServer.ACCEPTED))) {
			ProxySelector.setDefault(ProxySelector.of(new InetSocketAddress("127.0.0.1", 1)));
			assertThat(Replies.replyFrom(server.url())).isEqualTo(new Reply.Accepted("m-1"));
		}
	}

}
