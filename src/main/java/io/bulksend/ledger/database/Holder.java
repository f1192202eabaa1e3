package io.bulksend.ledger.database;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;

/**
 * Tells who uses an embedded database, in a file beside it. Only for the message to those
 * who are kept out: what keeps them out is the lock on the database's own file.
 */
final class Holder {

	static final String FILE = "holder.txt";

	private static final String UNKNOWN = "a process that did not say which";

	private Holder() {
	}

	/** This process, in a few words. */
	static String self() {
		String since = DateTimeFormatter.ISO_OFFSET_DATE_TIME
			.format(Instant.now().truncatedTo(ChronoUnit.SECONDS).atZone(ZoneId.systemDefault()));
		return "process " + ProcessHandle.current().pid() + host() + " since " + since;
	}

	/**
	 * Leaves this process's name, for the owner of the folder alone.
	 * @param folder the database's folder
	 */
	static void write(Path folder) {
		try {
			Path file = folder.resolve(FILE);
			LedgerDatabase.makePrivateFile(file);
			Files.writeString(file, self() + "\n");
		}
		catch (IOException ex) {
			// Nothing depends on it: a disk that is full says so soon enough.
			return;
		}
	}

	/**
	 * Reads who was the last to open the database.
	 * @param folder the database's folder
	 * @return a few words
	 */
	static String read(Path folder) {
		try (Stream<String> lines = Files.lines(folder.resolve(FILE))) {
			return lines.findFirst().filter((line) -> !line.isBlank()).orElse(UNKNOWN);
		}
		catch (IOException | UncheckedIOException ex) {
			return UNKNOWN;
		}
	}

	/** Whether words of {@link #self} are a process's. */
	static boolean isProcess(String words, long pid) {
		return words.startsWith("process " + pid + " ");
	}

	/** Without asking the network, which may take long to say that it does not know. */
	private static String host() {
		for (String name : new String[] { "HOSTNAME", "COMPUTERNAME" }) {
			String host = System.getenv(name);
			if (host != null && !host.isBlank()) {
				return " on " + host;
			}
		}
		try {
			String host = Files.readString(Path.of("/etc/hostname")).strip();
			return host.isEmpty() ? "" : " on " + host;
		}
		catch (IOException ex) {
			return "";
		}
	}

}
