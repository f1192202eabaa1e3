package io.bulksend.ledger.database;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.OptionalLong;

/**
 * Tells who uses an embedded database, in a file beside it. Only for the message to those
 * who are kept out: what keeps them out is the lock on the database's own file.
 */
record Holder(String words, OptionalLong pid) {

	static final String FILE = "holder.txt";

	static final Holder UNKNOWN = new Holder("a process that did not say which", OptionalLong.empty());

	private static final String PID = "pid ";

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
			Files.writeString(file, self() + "\n" + PID + ProcessHandle.current().pid() + "\n");
		}
		catch (IOException ex) {
			// Nothing depends on it: a disk that is full says so soon enough.
			return;
		}
	}

	/**
	 * Reads who was the last to open the database.
	 * @param folder the database's folder
	 * @return who
	 */
	static Holder read(Path folder) {
		try {
			List<String> lines = Files.readAllLines(folder.resolve(FILE));
			if (lines.isEmpty() || lines.get(0).isBlank()) {
				return UNKNOWN;
			}
			return new Holder(lines.get(0), (lines.size() > 1) ? pid(lines.get(1)) : OptionalLong.empty());
		}
		catch (IOException ex) {
			return UNKNOWN;
		}
	}

	/** Earlier versions did not write it. */
	private static OptionalLong pid(String line) {
		try {
			return line.startsWith(PID) ? OptionalLong.of(Long.parseLong(line.substring(PID.length())))
					: OptionalLong.empty();
		}
		catch (NumberFormatException ex) {
			return OptionalLong.empty();
		}
	}

	/** Whether it is a certain process. */
	boolean isProcess(long other) {
		return this.pid.isPresent() && this.pid.getAsLong() == other;
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
