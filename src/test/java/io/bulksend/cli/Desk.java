package io.bulksend.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.bulksend.testsupport.RecordingServer;
import io.bulksend.testsupport.RecordingServer.Answer;
import io.bulksend.testsupport.RecordingServer.Request;

/**
 * A folder in which somebody works with campaigns, and a server that counts what each
 * person got.
 */
final class Desk implements AutoCloseable {

	private final RecordingServer server = new RecordingServer(this::answer);

	/** What is answered to messages for a number. */
	private final Map<String, String> refusals = new ConcurrentHashMap<>();

	private volatile boolean losesReplies;

	private final Path folder;

	private final Path settings;

	/**
	 * A desk.
	 * @param folder the folder
	 * @param database a property that names the ledger's database, or an empty string for
	 * the embedded one
	 */
	Desk(Path folder, String database) {
		this.folder = folder;
		this.settings = write("account.properties", "bulksend.api.token=token\nbulksend.api.source=shop\n"
				+ "bulksend.api.url=" + this.server.url() + "\nbulksend.rate=0\n" + database + "\n");
	}

	private Answer answer(int number, String body) {
		if (this.losesReplies) {
			return new Answer(502, "<html>Bad Gateway</html>", 0, "id-" + number);
		}
		return this.refusals.entrySet()
			.stream()
			.filter((refusal) -> body.contains('"' + refusal.getKey() + '"'))
			.findFirst()
			.map((refusal) -> Answer.refused(400, refusal.getValue()))
			.orElseGet(() -> Answer.accepted(number, 0));
	}

	/** From now on messages for a number are refused; those for no number no more. */
	void refuse(String number, String code) {
		if (number.isEmpty()) {
			this.refusals.clear();
		}
		else {
			this.refusals.put(number, code);
		}
	}

	/** From now on nobody hears what became of a message. */
	void loseReplies() {
		this.losesReplies = true;
	}

	Path path(String name) {
		return this.folder.resolve(name);
	}

	Path write(String name, String text) {
		try {
			return Files.writeString(path(name), text);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	String read(String name) {
		try {
			return Files.readString(path(name));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Runs a command for a file of the folder, with the folder's ledger. */
	Captured run(String command, String file, String... options) {
		Stream<String> ledger = Stream.of(options).anyMatch("--data-dir"::equals) ? Stream.of()
				: Stream.of("--data-dir", path("data").toString());
		return Captured.run(Stream
			.of(Stream.of(command, path(file).toString()), Stream.of(options), ledger,
					Stream.of("--spring.config.additional-location=file:" + this.settings))
			.flatMap(Function.identity())
			.toArray(String[]::new));
	}

	/** Runs a command that is about no file of its own, with the folder's ledger. */
	Captured run(List<String> command) {
		return Captured.run(
				Stream
					.concat(command.stream(),
							Stream.of("--data-dir", path("data").toString(),
									"--spring.config.additional-location=file:" + this.settings))
					.toArray(String[]::new));
	}

	Captured send(String file, String... options) {
		return run("send", file, options);
	}

	/** How many messages each number got. */
	Map<String, Long> received() {
		return this.server.requests()
			.stream()
			.collect(Collectors.groupingBy(Request::recipient, TreeMap::new, Collectors.counting()));
	}

	/** The bodies of all messages, as they came. */
	List<String> bodies() {
		return this.server.requests().stream().map(Request::body).toList();
	}

	@Override
	public void close() {
		this.server.close();
	}

}
