package io.bulksend.torture;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One connection to the faulty API, byte by byte.
 */
final class Conversation implements Runnable {

	private static final Pattern LENGTH = Pattern.compile("(?i)\r\ncontent-length: *(\\d+)");

	private static final Pattern RUN = Pattern.compile("(?i)\r\nauthorization: *Bearer token-(\\d+)");

	private static final Pattern UPLOAD = Pattern
		.compile("^POST /api/v2/media/upload/ .*?\r\n\r\n--.*?filename=\"([^\"]+)\".*?\r\n\r\n", Pattern.DOTALL);

	private static final Pattern MEDIUM = Pattern.compile("\"attachment_id\":\"([^\"]+)\"");

	private static final Pattern RECIPIENT = Pattern.compile("\"recipient_whatsapp\":\"(\\d+)\"");

	private final FaultyApi api;

	private final Socket socket;

	private final int number;

	private final Watch watch;

	Conversation(FaultyApi api, Socket socket, int number) {
		this.api = api;
		this.socket = socket;
		this.number = number;
		this.watch = api.watch();
	}

	@Override
	public void run() {
		try (this.socket) {
			this.socket.setTcpNoDelay(true);
			this.watch.see(Moment.CONNECTION);
			converse();
		}
		catch (IOException ex) {
			// The client has gone, or was sent away.
		}
		finally {
			this.api.ended(this.socket);
		}
	}

	private void converse() throws IOException {
		int calls = 0;
		while (true) {
			Habits.Idle idle = this.api.habits().idle(this.number, calls);
			if (idle == Habits.Idle.RESET || (idle == Habits.Idle.CLOSE && staysSilent(calls))) {
				this.api.closedUnread();
				if (idle == Habits.Idle.RESET) {
					this.socket.setSoLinger(true, 0);
				}
				return;
			}
			String request = read();
			if (request.isEmpty()) {
				return;
			}
			calls++;
			Matcher upload = UPLOAD.matcher(request);
			if (upload.find()) {
				take(run(request), upload.group(1));
				continue;
			}
			Matcher recipient = RECIPIENT.matcher(request);
			Matcher medium = MEDIUM.matcher(request);
			Call call = this.api.record(run(request), recipient.find() ? recipient.group(1) : "",
					medium.find() ? medium.group(1) : "");
			this.watch.see(Moment.ARRIVAL);
			FaultyApi.sleep(this.api.habits().latency(call));
			this.watch.see(Moment.BEFORE_ANSWER);
			boolean goesOn = answer(call);
			this.watch.see(Moment.AFTER_ANSWER);
			if (!goesOn) {
				return;
			}
		}
	}

	private static int run(String request) {
		Matcher run = RUN.matcher(request);
		return run.find() ? Integer.parseInt(run.group(1)) : 0;
	}

	/** Takes a file, and gives it an id. */
	private void take(int run, String file) throws IOException {
		String id = this.api.upload(run, file);
		this.watch.see(Moment.UPLOAD);
		byte[] body = ("{\"status\":\"success\",\"data\":{\"mediaId\":\"" + id + "\"}}")
			.getBytes(StandardCharsets.UTF_8);
		byte[] head = Answer.ACCEPT.head(body.length).getBytes(StandardCharsets.UTF_8);
		OutputStream out = this.socket.getOutputStream();
		write(out, head, head.length);
		write(out, body, body.length);
		this.watch.see(Moment.UPLOADED);
	}

	/** Closes a connection only if nothing is under way on it, as far as it can see. */
	private boolean staysSilent(int calls) throws IOException {
		FaultyApi.sleep((calls * 7L + this.number) % 20);
		return this.socket.getInputStream().available() == 0;
	}

	private String read() throws IOException {
		InputStream in = this.socket.getInputStream();
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		byte[] buffer = new byte[8192];
		while (true) {
			int count = in.read(buffer);
			if (count < 0) {
				return "";
			}
			bytes.write(buffer, 0, count);
			String text = bytes.toString(StandardCharsets.UTF_8);
			int end = text.indexOf("\r\n\r\n");
			Matcher length = LENGTH.matcher(text);
			if (end >= 0 && length.find() && text.length() >= end + 4 + Integer.parseInt(length.group(1))) {
				return text;
			}
		}
	}

	/** Answers; says whether the connection may be used again. */
	private boolean answer(Call call) throws IOException {
		Answer answer = call.answer();
		byte[] body = answer.body(call.id()).getBytes(StandardCharsets.UTF_8);
		byte[] head = answer.head(body.length).getBytes(StandardCharsets.UTF_8);
		OutputStream out = this.socket.getOutputStream();
		call.answered();
		switch (answer) {
			case RESET -> this.socket.setSoLinger(true, 0);
			case CLOSE -> {
				return false;
			}
			case SILENCE -> awaitEnd();
			case ACCEPT_SLOWLY -> {
				write(out, head, head.length);
				for (byte b : body) {
					out.write(b);
					FaultyApi.sleep(1);
				}
				return true;
			}
			case ENDLESS -> {
				write(out, head, head.length);
				for (byte b : body) {
					out.write(b);
					FaultyApi.sleep(50);
				}
			}
			case BROKEN_OFF -> {
				write(out, head, head.length);
				write(out, body, 40);
			}
			default -> {
				byte[] whole = new byte[head.length + body.length];
				System.arraycopy(head, 0, whole, 0, head.length);
				System.arraycopy(body, 0, whole, head.length, body.length);
				write(out, whole, whole.length);
				if (answer == Answer.ACCEPT_AND_CLOSE) {
					this.api.closedUnread();
					return false;
				}
				return true;
			}
		}
		return false;
	}

	private static void write(OutputStream out, byte[] bytes, int length) throws IOException {
		out.write(bytes, 0, length);
		out.flush();
	}

	/** Says nothing until the client closes, or for very long. */
	private void awaitEnd() throws IOException {
		this.socket.setSoTimeout(60_000);
		try {
			while (this.socket.getInputStream().read() >= 0) {
				continue;
			}
		}
		catch (SocketTimeoutException ex) {
			// Longer than any client waits.
		}
	}

}
