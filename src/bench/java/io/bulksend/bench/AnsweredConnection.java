package io.bulksend.bench;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;

import org.jspecify.annotations.Nullable;

/**
 * One client's connection to the {@link AnswerServer}.
 */
final class AnsweredConnection {

	private static final String ACCEPTED = "{\"status\":\"success\",\"message\":\"Request received successfully.\","
			+ "\"data\":{\"id\":\"0d5c2f7a-9a52-4b36-8d36-6f3f0e6f2a11\"}}";

	private static final byte[] ACCEPTANCE = response("application/json", ACCEPTED);

	/** What stands before a row's number in its message. */
	private static final byte[] ORDER = "order-".getBytes(StandardCharsets.US_ASCII);

	private final SocketChannel channel;

	private final ByteBuffer in = ByteBuffer.allocate(16 * 1024);

	private int order = -1;

	AnsweredConnection(SocketChannel channel) {
		this.channel = channel;
	}

	/** Reads what there is; false at the end. */
	boolean read() throws IOException {
		if (!this.in.hasRemaining()) {
			throw new IOException("A request of more than " + this.in.capacity() + " bytes");
		}
		return this.channel.read(this.in) >= 0;
	}

	/** The request line of the next request that is there as a whole. */
	@Nullable String next() {
		byte[] bytes = this.in.array();
		int end = endOfHead(bytes, this.in.position());
		if (end < 0) {
			return null;
		}
		String head = new String(bytes, 0, end, StandardCharsets.ISO_8859_1);
		int length = isChunked(head) ? endOfChunks(bytes, end, this.in.position()) : end + contentLength(head);
		if (length < 0 || this.in.position() < length) {
			return null;
		}
		this.order = order(bytes, end, length);
		this.in.flip().position(length);
		this.in.compact();
		return head.substring(0, head.indexOf('\r'));
	}

	/** The number of the row that the request sent, -1 for none. */
	int order() {
		return this.order;
	}

	private static int order(byte[] bytes, int from, int to) {
		for (int i = from; i < to - ORDER.length; i++) {
			if (Arrays.equals(bytes, i, i + ORDER.length, ORDER, 0, ORDER.length)) {
				int number = 0;
				for (int at = i + ORDER.length; at < to && bytes[at] >= '0' && bytes[at] <= '9'; at++) {
					number = number * 10 + bytes[at] - '0';
				}
				return number;
			}
		}
		return -1;
	}

	private static int endOfHead(byte[] bytes, int size) {
		for (int i = 3; i < size; i++) {
			if (bytes[i] == '\n' && bytes[i - 1] == '\r' && bytes[i - 2] == '\n') {
				return i + 1;
			}
		}
		return -1;
	}

	private static boolean isChunked(String head) {
		return head.toLowerCase(Locale.ROOT).contains("\r\ntransfer-encoding: chunked");
	}

	/** Where the last chunk's end is; -1 while it is not there. Nobody sends trailers. */
	private static int endOfChunks(byte[] bytes, int from, int size) {
		int at = from;
		while (true) {
			int line = at;
			while (line < size && bytes[line] != '\r') {
				line++;
			}
			if (line == size) {
				return -1;
			}
			int chunk = Integer.parseInt(new String(bytes, at, line - at, StandardCharsets.US_ASCII), 16);
			at = line + 2 + chunk + 2;
			if (chunk == 0 || at > size) {
				return (at > size) ? -1 : at;
			}
		}
	}

	private static int contentLength(String head) {
		String name = "\r\ncontent-length:";
		int at = head.toLowerCase(Locale.ROOT).indexOf(name);
		if (at < 0) {
			return 0;
		}
		return Integer.parseInt(head.substring(at + name.length(), head.indexOf('\r', at + 2)).strip());
	}

	/** Answers that the message was accepted. */
	void accept() throws IOException {
		write(ByteBuffer.wrap(ACCEPTANCE));
	}

	void answer(String type, String body) throws IOException {
		write(ByteBuffer.wrap(response(type, body)));
	}

	// Answers are small; the one long list is asked for when nothing else happens.
	private void write(ByteBuffer bytes) throws IOException {
		while (bytes.hasRemaining()) {
			if (this.channel.write(bytes) == 0) {
				Thread.onSpinWait();
			}
		}
	}

	void close() throws IOException {
		this.channel.close();
	}

	private static byte[] response(String type, String body) {
		return ("HTTP/1.1 200 OK\r\nContent-Type: " + type + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
			.getBytes(StandardCharsets.ISO_8859_1);
	}

}
