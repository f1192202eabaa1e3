package io.bulksend.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;

import io.bulksend.campaign.Code;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class UploadApiTest {

	private static final String TAKEN = "{\"status\":\"success\",\"data\":{\"mediaId\":\"m-1\"}}";

	@Test
	void writesOneFormWithTheNameInUtf8AndTheToken() throws Exception {
		try (Server server = new Server((in, out) -> {
			String request = read(in, "--\r\n");
			answer(out, "200 OK", TAKEN);
			return request;
		}); UploadApi api = api(server, Duration.ofSeconds(5))) {
			Reply reply = api
				.upload(new Text("Preise \"\u00E4\u20AC\" \uD83C\uDF89.pdf", "application/pdf", "content"));
			assertThat(reply).isEqualTo(new Reply.Accepted("m-1"));
			String request = new String(server.seen().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
			assertThat(request).startsWith("POST /api/v2/media/upload/ HTTP/1.1\r\n")
				.contains("Authorization: Bearer token\r\n")
				.containsPattern("Content-Type: multipart/form-data; boundary=(\\S+)\r\n")
				.containsPattern(
						"(?s)boundary=(\\S+)\r\n.*\r\n\r\n--\\1\r\nContent-Disposition: form-data; name=\"file\";"
								+ " filename=\"Preise %22\u00E4\u20AC%22 \uD83C\uDF89.pdf\"\r\n"
								+ "Content-Type: application/pdf\r\n\r\ncontent\r\n--\\1--\r\n$");
		}
	}

	@Test
	void anAnswerThatComesBeforeAllWasWrittenIsHeard() throws Exception {
		try (Server server = new Server((in, out) -> {
			read(in, "\r\n\r\n");
			answer(out, "413 Too Large", "");
			return "";
		}); UploadApi api = api(server, Duration.ofSeconds(5))) {
			Reply reply = api.upload(new Text("a.pdf", "application/pdf", "x".repeat(30_000_000)));
			assertThat(reply).isEqualTo(new Reply.Refused("HTTP_413", "The API found the file too large (HTTP 413)."));
		}
	}

	@Test
	void theApiSeesAnUploadBeforeItsFileIsRead() throws Exception {
		CountDownLatch headCame = new CountDownLatch(1);
		try (Server server = new Server((in, out) -> {
			String head = read(in, "\r\n\r\n");
			headCame.countDown();
			String form = read(in, "--\r\n");
			answer(out, "200 OK", TAKEN);
			return head + form;
		}); UploadApi api = api(server, Duration.ofSeconds(20))) {
			UploadContent content = new Text("a.pdf", "application/pdf", "abc") {

				@Override
				public void writeTo(OutputStream out) throws IOException {
					try {
						assertThat(headCame.await(10, TimeUnit.SECONDS)).as("the head came").isTrue();
					}
					catch (InterruptedException ex) {
						throw new IOException(ex);
					}
					super.writeTo(out);
				}

			};
			assertThat(api.upload(content)).isEqualTo(new Reply.Accepted("m-1"));
		}
	}

	@Test
	void theTimeOutCountsFromTheLastByte() throws Exception {
		CountDownLatch end = new CountDownLatch(1);
		try (Server server = new Server((in, out) -> {
			read(in, "--\r\n");
			end.await();
			return "";
		}); UploadApi api = api(server, Duration.ofMillis(300))) {
			Reply reply = api.upload(new Text("a.pdf", "application/pdf", "abc"));
			assertThat(reply).isEqualTo(new Reply.Unknown(Code.NO_REPLY, "No reply within 0.3 s."));
			end.countDown();
		}
	}

	@Test
	void aServerThatReadsNothingHoldsAnUploadNoLonger() throws Exception {
		CountDownLatch end = new CountDownLatch(1);
		try (Server server = new Server((in, out) -> {
			end.await();
			return "";
		}); UploadApi api = api(server, Duration.ofMillis(300))) {
			Reply reply = api.upload(new Text("a.pdf", "application/pdf", "x".repeat(30_000_000)));
			assertThat(reply).isInstanceOf(Reply.Unknown.class);
			end.countDown();
		}
	}

	@Test
	void aFileThatMustNotBeSentLeavesNoWholeRequest() throws Exception {
		try (Server server = new Server((in, out) -> untilItBreaks(in));
				UploadApi api = api(server, Duration.ofSeconds(5))) {
			UploadContent content = new Text("a.pdf", "application/pdf", "abc") {

				@Override
				public void writeTo(OutputStream out) throws IOException {
					super.writeTo(out);
					throw new UnusableContentException("It is another one.");
				}

			};
			assertThatExceptionOfType(UnusableContentException.class).isThrownBy(() -> api.upload(content));
			assertThat(server.seen()).doesNotEndWith("--\r\n");
		}
	}

	@Test
	void aServerThatIsAwayIsToBeTriedAgain() throws Exception {
		URI url;
		try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
			url = URI.create("http://127.0.0.1:" + free.getLocalPort() + "/api/v2/");
		}
		try (UploadApi api = new UploadApi(settings(url, Duration.ofSeconds(5)), 2)) {
			assertThat(api.upload(new Text("a.pdf", "application/pdf", "abc"))).isInstanceOf(Reply.Again.class);
		}
	}

	private static UploadApi api(Server server, Duration responseTimeout) {
		return new UploadApi(settings(server.url(), responseTimeout), 2);
	}

	private static ApiSettings settings(URI url, Duration responseTimeout) {
		return new ApiSettings(url, ApiPaths.DOCUMENTED, "token", 2, Duration.ofSeconds(2), responseTimeout);
	}

	private static String read(InputStream in, String end) throws IOException {
		StringBuilder text = new StringBuilder();
		while (text.indexOf(end) < 0 || !text.toString().endsWith(end)) {
			int next = in.read();
			if (next < 0) {
				break;
			}
			text.append((char) next);
		}
		return text.toString();
	}

	private static String untilItBreaks(InputStream in) {
		StringBuilder text = new StringBuilder();
		try {
			for (int next = in.read(); next >= 0; next = in.read()) {
				text.append((char) next);
			}
		}
		catch (IOException ex) {
			return text.toString();
		}
		return text.toString();
	}

	private static void answer(OutputStream out, String status, String body) throws IOException {
		out.write(("HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
				+ "\r\n\r\n" + body)
			.getBytes(StandardCharsets.ISO_8859_1));
		out.flush();
	}

	/** A file of a text. */
	private static class Text implements UploadContent {

		private final String name;

		private final String contentType;

		private final byte[] bytes;

		Text(String name, String contentType, String text) {
			this.name = name;
			this.contentType = contentType;
			this.bytes = text.getBytes(StandardCharsets.UTF_8);
		}

		@Override
		public String name() {
			return this.name;
		}

		@Override
		public String contentType() {
			return this.contentType;
		}

		@Override
		public long length() {
			return this.bytes.length;
		}

		@Override
		public void writeTo(OutputStream out) throws IOException {
			for (int at = 0; at < this.bytes.length; at += 64 * 1024) {
				out.write(this.bytes, at, Math.min(64 * 1024, this.bytes.length - at));
			}
		}

	}

	/** What a server does with its one connection. */
	private interface Service {

		String serve(InputStream in, OutputStream out) throws Exception;

	}

	/** A server for one connection. */
	private static final class Server implements AutoCloseable {

		private final ServerSocket socket;

		private final CompletableFuture<String> seen = new CompletableFuture<>();

		Server(Service service) throws IOException {
			this.socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
			Thread thread = new Thread(() -> {
				try (Socket connection = this.socket.accept()) {
					this.seen.complete(service.serve(connection.getInputStream(), connection.getOutputStream()));
					connection.getInputStream().readAllBytes();
				}
				catch (Exception ex) {
					this.seen.completeExceptionally(ex);
				}
			});
			thread.setDaemon(true);
			thread.start();
		}

		URI url() {
			return URI.create("http://127.0.0.1:" + this.socket.getLocalPort() + "/api/v2/");
		}

		String seen() throws ExecutionException, InterruptedException {
			return this.seen.get();
		}

		@Override
		public void close() throws IOException {
			this.socket.close();
		}

	}

}
