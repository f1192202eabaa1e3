package io.bulksend.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
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

	private final RecordingServer server = new RecordingServer((number) -> Answer.accepted(number, 0));

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
