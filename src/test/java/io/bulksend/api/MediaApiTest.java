package io.bulksend.api;

import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;

import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

import io.bulksend.api.Reply.Accepted;
import io.bulksend.api.Reply.Again;
import io.bulksend.api.Reply.Again.Reason;
import io.bulksend.api.Reply.Refused;
import io.bulksend.api.Reply.StopSending;
import io.bulksend.api.Reply.Unknown;
import io.bulksend.api.Reply.WrongAddress;
import io.bulksend.campaign.Attachment;
import io.bulksend.campaign.Code;
import io.bulksend.campaign.Message;
import io.bulksend.campaign.RecipientType;
import io.bulksend.testsupport.FaultyServer;
import io.bulksend.testsupport.Ports;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.bulksend.testsupport.FaultyServer.http;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class MediaApiTest {

	private static final String OK = http("200 OK\r\nContent-Type: application/json", FaultyServer.ACCEPTED);

	@Test
	void postsTheMessageOnceAndTellsItsId() throws Exception {
		try (FaultyServer server = FaultyServer.answering(OK)) {
			assertThat(Replies.replyFrom(server.url())).isEqualTo(new Accepted("m-1"));
			assertThat(server.requests()).singleElement()
				.asString()
				.startsWith("POST /api/v2/message/ HTTP/1.1\r\n")
				.contains("\r\nAuthorization: Bearer secret-token\r\n", "\r\nContent-Type: application/json\r\n",
						"\r\nAccept: application/json\r\n", "\r\nUser-Agent: bulk-send/",
						"\r\nHost: 127.0.0.1:" + server.port() + "\r\n", "\"recipient_whatsapp\":\"919833078369\"")
				.doesNotContain("Accept-Encoding", "Cookie", "Expect", "Upgrade", "Priority");
		}
	}

	@Test
	void usesAConnectionAgain() throws Exception {
		try (FaultyServer server = FaultyServer.answering(OK); MediaApi api = api(server)) {
			untilConnectionsAreUsedAgain(server, api);
			int connections = server.connections();
			for (int i = 0; i < 5; i++) {
				assertThat(Replies.await(Replies.send(api))).isInstanceOf(Accepted.class);
			}
			assertThat(server.connections()).isEqualTo(connections);
		}
	}

	/** The first ones show whether the server leaves them open. */
	private static void untilConnectionsAreUsedAgain(FaultyServer server, MediaApi api) {
		int before = -1;
		while (server.connections() != before) {
			before = server.connections();
			assertThat(Replies.await(Replies.send(api))).isInstanceOf(Accepted.class);
		}
	}

	@Test
	void aServerThatClosesAMomentAfterEachReplyPutsNothingInDoubt() throws Exception {
		try (FaultyServer server = new FaultyServer((connection) -> {
			if (connection.readRequest()) {
				connection.write(OK);
				LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
				connection.close();
			}
		}); MediaApi api = api(server)) {
			for (int i = 0; i < 100; i++) {
				List<CompletableFuture<Reply>> replies = List.of(Replies.send(api), Replies.send(api),
						Replies.send(api), Replies.send(api));
				assertThat(replies).extracting(Replies::await).allMatch(Accepted.class::isInstance);
			}
			assertThat(server.requests()).hasSize(400);
		}
	}

	@Test
	void aCallbackMayStartTheNextCall() throws Exception {
		try (FaultyServer server = FaultyServer.answering(OK); MediaApi api = api(server)) {
			untilConnectionsAreUsedAgain(server, api);
			int before = server.requests().size();
			int connections = server.connections();
			CountDownLatch left = new CountDownLatch(200);
			sendNext(api, left);
			left.await();
			assertThat(server.requests()).hasSize(before + 200);
			assertThat(server.connections()).isEqualTo(connections);
		}
	}

	@Test
	void aCallbackThatFailsHarmsNoOtherCall() throws Exception {
		try (FaultyServer server = FaultyServer.answering(OK); MediaApi api = api(server)) {
			CompletableFuture<Reply> seen = new CompletableFuture<>();
			api.send(Replies.MESSAGE, (reply) -> {
				Thread.currentThread().setUncaughtExceptionHandler((thread, ex) -> seen.complete(reply));
				throw new IllegalStateException("a mistake of the caller");
			});
			assertThat(Replies.await(seen)).isInstanceOf(Accepted.class);
			assertThat(Replies.await(Replies.send(api))).isInstanceOf(Accepted.class);
		}
	}

	@Test
	void connectionRefusedIsKnownNotToBeSent() throws Exception {
		assertUnreachable(Replies.replyFrom(closedPort()), "connection refused");
	}

	@Test
	void unreachableCallsInARowDoNotEatTheStack() throws Exception {
		try (MediaApi api = new MediaApi(Replies.settings(URI.create("https://nonexistent.invalid/")))) {
			CountDownLatch left = new CountDownLatch(3000);
			sendNext(api, left);
			left.await();
		}
	}

	@Test
	void anUnknownHostIsKnownNotToBeSent() {
		assertUnreachable(Replies.replyFrom(URI.create("https://nonexistent.invalid/")), "nonexistent.invalid");
	}

	@Test
	void aServerWithoutTlsIsKnownNotToBeSent() throws Exception {
		try (FaultyServer server = new FaultyServer((connection) -> {
			connection.write("HTTP/1.1 400 Bad Request\r\n\r\n");
			connection.awaitEnd();
		})) {
			assertUnreachable(Replies.replyFrom(URI.create("https://localhost:" + server.port() + "/")), "secure");
		}
	}

	@Test
	void speaksTlsWithATrustedServerOfTheRightName() throws Exception {
		SSLContext tls = selfSigned();
		try (FaultyServer server = new FaultyServer(tls.getServerSocketFactory(), (connection) -> {
			while (connection.readRequest()) {
				connection.write(OK);
			}
		})) {
			ApiSettings right = Replies.settings(URI.create("https://localhost:" + server.port() + "/"));
			try (MediaApi api = new MediaApi(right, Clock.systemUTC(), tls)) {
				assertThat(Replies.await(Replies.send(api))).isEqualTo(new Accepted("m-1"));
			}
			ApiSettings otherName = Replies.settings(URI.create("https://127.0.0.1:" + server.port() + "/"));
			try (MediaApi api = new MediaApi(otherName, Clock.systemUTC(), tls)) {
				assertUnreachable(Replies.await(Replies.send(api)), "certificate");
			}
			assertUnreachable(Replies.replyFrom(right.url()), "certificate");
			assertThat(server.requests()).hasSize(1);
		}
	}

	@Test
	void aServerThatNeverFinishesTheHandshakeIsKnownNotToBeSent() throws Exception {
		try (FaultyServer server = new FaultyServer(FaultyServer.Connection::awaitEnd)) {
			assertUnreachable(Replies.hastyReplyFrom(URI.create("https://localhost:" + server.port() + "/")),
					"No connection to");
		}
	}

	@Test
	void aConnectionThatDoesNotComeInTimeIsKnownNotToBeSent() throws Exception {
		// A full backlog: Linux then drops what comes in, and connecting hangs.
		try (ServerSocket full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			List<Socket> fillers = new ArrayList<>();
			for (int i = 0; i < 2; i++) {
				fillers.add(new Socket(InetAddress.getLoopbackAddress(), full.getLocalPort()));
			}
			assertUnreachable(Replies.hastyReplyFrom(URI.create("http://127.0.0.1:" + full.getLocalPort() + "/")),
					"No connection to");
			for (Socket filler : fillers) {
				filler.close();
			}
		}
	}

	@Test
	void aCallWithoutAFreeConnectionIsKnownNotToBeSent() throws Exception {
		try (FaultyServer server = new FaultyServer(FaultyServer.Connection::awaitEnd);
				MediaApi api = new MediaApi(new ApiSettings(server.url(), ApiPaths.DOCUMENTED, "t", 1,
						Duration.ofMillis(200), Duration.ofSeconds(20)))) {
			Replies.send(api);
			assertUnreachable(Replies.await(Replies.send(api)), "in time");
		}
	}

	@Test
	void silenceAfterTheRequestLeavesDoubt() throws Exception {
		try (FaultyServer server = new FaultyServer(FaultyServer.Connection::awaitEnd)) {
			assertThat(Replies.hastyReplyFrom(server.url()))
				.isEqualTo(new Unknown(Code.NO_REPLY, "No reply within 0.3 s."));
		}
	}

	@Test
	void aResetAfterTheRequestLeavesDoubt() throws Exception {
		try (FaultyServer server = new FaultyServer((connection) -> {
			connection.readRequest();
			connection.reset();
		})) {
			assertUnknown(Replies.replyFrom(server.url()), Code.NO_REPLY);
		}
	}

	@Test
	void aCloseAfterTheRequestLeavesDoubtAndIsNotRepeated() throws Exception {
		try (FaultyServer server = new FaultyServer((connection) -> {
			connection.readRequest();
			connection.close();
		})) {
			assertUnknown(Replies.replyFrom(server.url()), Code.NO_REPLY);
			assertThat(server.requests()).hasSize(1);
		}
	}

	@Test
	void aResetBeforeTheRequestNeverCountsAsAnAnswer() throws Exception {
		try (FaultyServer server = new FaultyServer(FaultyServer.Connection::reset)) {
			Reply reply = Replies.replyFrom(server.url());
			assertThat(reply).isInstanceOfAny(Again.class, Unknown.class);
			assertThat(server.requests()).isEmpty();
		}
	}

	@Test
	void aConnectionClosedBetweenCallsPutsNothingInDoubt() throws Exception {
		CountDownLatch bothBusy = new CountDownLatch(2);
		CountDownLatch oneClosed = new CountDownLatch(1);
		AtomicInteger number = new AtomicInteger();
		try (FaultyServer server = new FaultyServer((connection) -> {
			boolean closes = number.incrementAndGet() == 1;
			connection.readRequest();
			bothBusy.countDown();
			await(closes ? bothBusy : oneClosed);
			connection.write(OK);
			if (closes) {
				connection.closeSeen();
				oneClosed.countDown();
				return;
			}
			while (connection.readRequest()) {
				connection.write(OK);
			}
		}); MediaApi api = api(server)) {
			// The second answer leaves after the client has seen the first connection's
			// end.
			CompletableFuture<Reply> first = Replies.send(api);
			CompletableFuture<Reply> second = Replies.send(api);
			assertThat(Replies.await(first)).isInstanceOf(Accepted.class);
			assertThat(Replies.await(second)).isInstanceOf(Accepted.class);
			CompletableFuture<Reply> third = Replies.send(api);
			CompletableFuture<Reply> fourth = Replies.send(api);
			assertThat(Replies.await(third)).isInstanceOfAny(Accepted.class, Again.class);
			assertThat(Replies.await(fourth)).isInstanceOfAny(Accepted.class, Again.class);
		}
	}

	@Test
	void aServerThatClosesAfterEveryReplyPutsNothingInDoubt() throws Exception {
		try (FaultyServer server = new FaultyServer((connection) -> {
			if (connection.readRequest()) {
				connection.write(OK);
				connection.close();
			}
		}); MediaApi api = api(server)) {
			List<Reply> replies = new ArrayList<>();
			for (int i = 0; i < 100; i++) {
				replies.add(Replies.await(Replies.send(api)));
			}
			assertThat(replies).allMatch(Accepted.class::isInstance);
		}
	}

	@Test
	void tooManyCallsCarryHowLongToWait() throws Exception {
		Clock clock = Clock.fixed(Instant.parse("2026-11-21T12:00:00Z"), ZoneOffset.UTC);
		for (String wait : new String[] { "30", "Sat, 21 Nov 2026 12:00:30 GMT" }) {
			try (FaultyServer server = FaultyServer
				.answering(http("429 Too Many Requests\r\nRetry-After: " + wait, "slow down"));
					MediaApi api = new MediaApi(Replies.settings(server.url()), clock, SSLContext.getDefault())) {
				assertThat(Replies.await(Replies.send(api))).isInstanceOfSatisfying(Again.class,
						(reply) -> assertThat(reply).extracting(Again::reason, Again::retryAfter)
							.containsExactly(Reason.TOO_FAST, Duration.ofSeconds(30)));
				assertThat(server.requests()).hasSize(1);
			}
		}
	}

	@Test
	void outOfServiceIsNotRepeatedHere() throws Exception {
		try (FaultyServer server = FaultyServer.answering(http("503 Service Unavailable\r\nRetry-After: 2", ""))) {
			assertThat(Replies.replyFrom(server.url())).isInstanceOfSatisfying(Again.class,
					(reply) -> assertThat(reply).extracting(Again::reason, Again::retryAfter)
						.containsExactly(Reason.UNAVAILABLE, Duration.ofSeconds(2)));
			assertThat(server.requests()).hasSize(1);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "500 Internal Server Error", "502 Bad Gateway", "504 Gateway Timeout" })
	void aGatewaysErrorPageLeavesDoubt(String status) throws Exception {
		try (FaultyServer server = FaultyServer.answering(http(status, "<html>no</html>"))) {
			assertUnknown(Replies.replyFrom(server.url()), Code.GATEWAY_ERROR);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "", "{\"status\":\"success\"}", "fine", "{\"status\":\"success\",\"data\":{\"id\":" })
	void a2xxWithoutAReadableIdLeavesDoubt(String body) throws Exception {
		try (FaultyServer server = FaultyServer.answering(http("200 OK", body))) {
			assertUnknown(Replies.replyFrom(server.url()), Code.UNREADABLE_REPLY);
		}
	}

	@Test
	void anAnswerThatIsNotHttpLeavesDoubt() throws Exception {
		try (FaultyServer server = FaultyServer.answering("SSH-2.0-server\r\n\r\n")) {
			assertThat(Replies.replyFrom(server.url())).isInstanceOf(Unknown.class);
		}
	}

	@Test
	void aBodyThatNeverEndsIsGivenUpAt64KiB() throws Exception {
		try (FaultyServer server = new FaultyServer((connection) -> {
			connection.readRequest();
			connection.write("HTTP/1.1 403 Forbidden\r\n\r\n");
			while (true) {
				connection.write("x".repeat(1000));
			}
		})) {
			assertThat(Replies.replyFrom(server.url())).isInstanceOfSatisfying(StopSending.class,
					(reply) -> assertThat(reply.code()).isEqualTo("HTTP_403"));
		}
	}

	@Test
	void aHugeBodyIsNotReadEvenIfItIsJson() throws Exception {
		String huge = FaultyServer.ACCEPTED.replace("}}", "},\"more\":\"" + "x".repeat(100_000) + "\"}");
		try (FaultyServer server = FaultyServer.answering(http("200 OK", huge))) {
			assertUnknown(Replies.replyFrom(server.url()), Code.UNREADABLE_REPLY);
		}
	}

	@ParameterizedTest
	@ValueSource(strings = { "HTTP/1.1 200 OK\r\nContent-Length: 9999\r\n\r\n", "HTTP/1.1 200 OK\r\nX-Slow: " })
	void anAnswerThatTricklesEndsAtTheDeadline(String start) throws Exception {
		CountDownLatch over = new CountDownLatch(1);
		try (FaultyServer server = new FaultyServer((connection) -> {
			connection.readRequest();
			connection.write(start);
			// A byte now and then, always before the client's time-out for silence.
			while (!isOver(over)) {
				connection.write("x");
			}
		})) {
			assertUnknown(Replies.hastyReplyFrom(server.url()), Code.NO_REPLY);
			over.countDown();
		}
	}

	@Test
	void anAnswerThatBreaksOffIsJudgedByItsStatus() throws Exception {
		try (FaultyServer server = new FaultyServer((connection) -> {
			connection.readRequest();
			connection.write("HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{\"status\":\"success\"");
			connection.close();
		})) {
			assertUnknown(Replies.replyFrom(server.url()), Code.UNREADABLE_REPLY);
		}
	}

	@Test
	void theAccountsRefusalStops() throws Exception {
		for (String status : new String[] { "401 Unauthorized\r\nWWW-Authenticate: Basic realm=\"x\"",
				"403 Forbidden" }) {
			try (FaultyServer server = FaultyServer.answering(http(status, ""))) {
				assertThat(Replies.replyFrom(server.url())).isInstanceOf(StopSending.class);
				assertThat(server.requests()).hasSize(1);
			}
		}
	}

	@Test
	void whatIsNotThereMayBeAWrongAddress() throws Exception {
		try (FaultyServer server = FaultyServer.answering(http("404 Not Found", "<html>where?</html>"))) {
			assertThat(Replies.replyFrom(server.url())).isInstanceOfSatisfying(WrongAddress.class,
					(reply) -> assertThat(reply.code()).isEqualTo("HTTP_404"));
		}
	}

	@ParameterizedTest
	@ValueSource(ints = { 1, 20_000 })
	void soMayAPageHoweverLong(int length) throws Exception {
		String page = "<html>" + "home ".repeat(length) + "</html>";
		try (FaultyServer server = FaultyServer.answering(http("200 OK", page))) {
			assertThat(Replies.replyFrom(server.url())).isInstanceOfSatisfying(WrongAddress.class,
					(reply) -> assertUnknown(reply.otherwise(), Code.UNREADABLE_REPLY));
		}
	}

	@Test
	void aRedirectIsNotFollowed() throws Exception {
		try (FaultyServer server = FaultyServer.answering(http("307 Temporary Redirect\r\nLocation: /elsewhere", ""))) {
			assertThat(Replies.replyFrom(server.url())).isInstanceOf(WrongAddress.class);
			assertThat(server.requests()).hasSize(1);
		}
	}

	@Test
	void theApisOwnFailureIsReadUnderAnyStatus() throws Exception {
		String body = "{\"status\":\"failure\",\"error\":{\"code\":\"8006\",\"message\":\" type is required.\"}}";
		for (String status : new String[] { "200 OK", "400 Bad Request", "500 Internal Server Error" }) {
			try (FaultyServer server = FaultyServer.answering(http(status, body))) {
				assertThat(Replies.replyFrom(server.url())).isEqualTo(new Refused("8006", "type is required."));
			}
		}
	}

	@Test
	void closingTellsEveryCallOnce() throws Exception {
		CountDownLatch arrived = new CountDownLatch(4);
		AtomicInteger told = new AtomicInteger();
		List<Reply> replies = new CopyOnWriteArrayList<>();
		try (FaultyServer server = new FaultyServer((connection) -> {
			connection.readRequest();
			arrived.countDown();
			connection.awaitEnd();
		})) {
			MediaApi api = new MediaApi(new ApiSettings(server.url(), ApiPaths.DOCUMENTED, "t", 4,
					Duration.ofSeconds(20), Duration.ofSeconds(20)));
			CountDownLatch done = new CountDownLatch(10);
			for (int i = 0; i < 10; i++) {
				api.send(Replies.MESSAGE, (reply) -> {
					told.incrementAndGet();
					replies.add(reply);
					done.countDown();
				});
			}
			arrived.await();
			api.close();
			done.await();
			api.close();
			assertThat(replies).filteredOn(Unknown.class::isInstance).hasSize(4);
			assertThat(replies).filteredOn(Again.class::isInstance).hasSize(6);
			assertUnreachable(Replies.await(Replies.send(api)), "stopped");
			assertThat(told).hasValue(10);
		}
	}

	@Test
	void aFileMustBeUploadedBeforeAndIsNotSent() throws Exception {
		try (FaultyServer server = FaultyServer.answering(OK); MediaApi api = api(server)) {
			Message message = new Message("1", RecipientType.GROUP, "s",
					new Attachment.ByFile(Path.of("a"), null, null), null, null);
			assertThatIllegalStateException().isThrownBy(() -> api.send(message, (reply) -> {
			}));
			assertThat(server.connections()).isZero();
		}
	}

	private static void await(CountDownLatch latch) {
		try {
			latch.await();
		}
		catch (InterruptedException ex) {
			throw new IllegalStateException(ex);
		}
	}

	private static boolean isOver(CountDownLatch over) {
		try {
			return over.await(20, TimeUnit.MILLISECONDS);
		}
		catch (InterruptedException ex) {
			return true;
		}
	}

	private static void sendNext(MediaApi api, CountDownLatch left) {
		api.send(Replies.MESSAGE, (reply) -> {
			left.countDown();
			if (left.getCount() > 0) {
				sendNext(api, left);
			}
		});
	}

	private static MediaApi api(FaultyServer server) {
		return new MediaApi(Replies.settings(server.url()));
	}

	private static URI closedPort() {
		return URI.create("http://127.0.0.1:" + Ports.free() + "/");
	}

	private static void assertUnreachable(Reply reply, String words) {
		assertThat(reply).isInstanceOfSatisfying(Again.class, (again) -> {
			assertThat(again.reason()).isEqualTo(Reason.UNREACHABLE);
			assertThat(again.message()).contains(words);
		});
	}

	private static void assertUnknown(Reply reply, Code code) {
		assertThat(reply).isInstanceOfSatisfying(Unknown.class,
				(unknown) -> assertThat(unknown.code()).isEqualTo(code));
	}

	private static SSLContext selfSigned() throws Exception {
		char[] password = "changeit".toCharArray();
		KeyStore keys = KeyStore.getInstance("PKCS12");
		try (InputStream in = MediaApiTest.class.getResourceAsStream("self-signed.p12")) {
			keys.load(in, password);
		}
		KeyStore trusted = KeyStore.getInstance("PKCS12");
		trusted.load(null, null);
		trusted.setCertificateEntry("api", keys.getCertificate("api"));
		KeyManagerFactory own = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
		own.init(keys, password);
		TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
		trust.init(trusted);
		SSLContext tls = SSLContext.getInstance("TLS");
		tls.init(own.getKeyManagers(), trust.getTrustManagers(), null);
		return tls;
	}

}
