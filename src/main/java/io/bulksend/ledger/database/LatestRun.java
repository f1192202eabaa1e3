package io.bulksend.ledger.database;

import java.io.IOException;
import java.io.Reader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

import io.bulksend.campaign.Status;
import org.jspecify.annotations.Nullable;

/**
 * How far the latest run on an embedded database has come, kept in a small file beside
 * it. It serves two: those who ask while the run has the database to itself, and the next
 * run, which it tells that a ledger is older than it should be: restored from a copy, or
 * cut.
 * <p>
 * The file is {@value #FILE}, in the format of {@link Properties}, UTF-8. It is replaced
 * as a whole, so that it can be read at any time, and only after the database has
 * committed what it tells: a process that dies leaves a file that is older than the
 * database, never one that is newer.
 * <table>
 * <caption>Its keys</caption>
 * <tr>
 * <td>{@code campaign}</td>
 * <td>the campaign's name</td>
 * </tr>
 * <tr>
 * <td>{@code begun}, {@code updated}</td>
 * <td>when the run began, and when the file was written; ISO 8601, UTC</td>
 * </tr>
 * <tr>
 * <td>{@code phase}</td>
 * <td>{@code starting}, {@code checking}, {@code sending}, {@code writing_results} or,
 * when the run has ended in good order, {@code ended}</td>
 * </tr>
 * <tr>
 * <td>{@code rows}</td>
 * <td>how many rows the campaign's file has; 0 until it was read to its end</td>
 * </tr>
 * <tr>
 * <td>{@code count.ACCEPTED} and so on</td>
 * <td>how many rows of the whole campaign have each status</td>
 * </tr>
 * <tr>
 * <td>{@code rate}</td>
 * <td>calls a second that were made lately</td>
 * </tr>
 * <tr>
 * <td>{@code pid}</td>
 * <td>the process, as an operator sees it</td>
 * </tr>
 * <tr>
 * <td>{@code waiting}, {@code gives_up}</td>
 * <td>why no calls are made for now, and when the run will stop for that; only while it
 * is so</td>
 * </tr>
 * <tr>
 * <td>{@code file}, {@code calls}, {@code accepted}</td>
 * <td>see {@link Mark}</td>
 * </tr>
 * <tr>
 * <td>{@code sent}</td>
 * <td>the campaign of that file: another one, where the latest run had nothing to
 * send</td>
 * </tr>
 * </table>
 *
 * @param campaign the campaign's name
 * @param begun when the run began
 * @param updated when this was so
 * @param phase what the run does, in a word
 * @param rows how many rows the campaign's file has
 * @param counts how many of them have each status; immutable
 * @param rate calls a second that were made lately
 * @param pid the process
 * @param mark how far the ledger is at least
 * @param sent the campaign that was sent last, which the mark is of
 * @param waiting why no calls are made for now, or {@code null} where they are
 */
public record LatestRun(String campaign, Instant begun, Instant updated, String phase, long rows,
		Map<Status, Long> counts, double rate, long pid, Mark mark, String sent, @Nullable Wait waiting) {

	/** The file's name. */
	public static final String FILE = "progress.properties";

	/** The phase of a run that ended in good order. */
	public static final String ENDED = "ended";

	private static final String COUNT = "count.";

	private static final String SENT = "sent";

	private static final String WAITING = "waiting";

	public LatestRun {
		counts = Map.copyOf(counts);
	}

	/**
	 * Why no calls are made for now.
	 *
	 * @param reason what happened last, in a sentence without its end
	 * @param givesUp when the run will stop unless something was taken before
	 */
	public record Wait(String reason, Instant givesUp) {
	}

	/**
	 * How far a ledger is. None of its numbers ever becomes less in one that is not
	 * replaced by an older one.
	 *
	 * @param file the ledger's id of the file that was sent last
	 * @param calls how many calls were claimed for its rows, repeated ones too
	 * @param accepted how many of its rows were accepted
	 */
	public record Mark(long file, long calls, long accepted) {

		/**
		 * Says whether nothing was sent of the file: nothing of it can be missing.
		 * @return whether it was not
		 */
		public boolean isBlank() {
			return this.calls == 0 && this.accepted == 0;
		}

		/**
		 * Says whether a ledger is as far as this, or further.
		 * @param ledger how far it is
		 * @return whether it is
		 */
		public boolean isReachedBy(Mark ledger) {
			return ledger.file == this.file && ledger.calls >= this.calls && ledger.accepted >= this.accepted;
		}

	}

	/**
	 * Writes the file.
	 * @param folder the database's folder
	 * @throws IOException if it cannot be written; the one that was there stays
	 */
	public void write(Path folder) throws IOException {
		Properties values = new Properties();
		values.setProperty("campaign", this.campaign);
		values.setProperty("begun", this.begun.toString());
		values.setProperty("updated", this.updated.toString());
		values.setProperty("phase", this.phase);
		values.setProperty("rows", Long.toString(this.rows));
		this.counts.forEach((status, count) -> values.setProperty(COUNT + status, Long.toString(count)));
		values.setProperty("rate", Double.toString(this.rate));
		values.setProperty("pid", Long.toString(this.pid));
		values.setProperty("file", Long.toString(this.mark.file()));
		values.setProperty("calls", Long.toString(this.mark.calls()));
		values.setProperty("accepted", Long.toString(this.mark.accepted()));
		values.setProperty(SENT, this.sent);
		if (this.waiting != null) {
			values.setProperty(WAITING, this.waiting.reason());
			values.setProperty("gives_up", this.waiting.givesUp().toString());
		}
		Path temporary = folder.resolve(FILE + ".tmp");
		LedgerDatabase.makePrivateFile(temporary);
		try (Writer writer = Files.newBufferedWriter(temporary, StandardCharsets.UTF_8)) {
			values.store(writer, null);
		}
		Files.move(temporary, folder.resolve(FILE), StandardCopyOption.ATOMIC_MOVE,
				StandardCopyOption.REPLACE_EXISTING);
	}

	/**
	 * Reads the file.
	 * @param folder the database's folder
	 * @return what it tells; empty where there is none, or one that cannot be understood,
	 * as after a power failure
	 */
	public static Optional<LatestRun> read(Path folder) {
		Properties values = new Properties();
		try (Reader reader = Files.newBufferedReader(folder.resolve(FILE), StandardCharsets.UTF_8)) {
			values.load(reader);
			Map<Status, Long> counts = new EnumMap<>(Status.class);
			for (Status status : Status.values()) {
				if (values.containsKey(COUNT + status)) {
					counts.put(status, Long.valueOf(values.getProperty(COUNT + status)));
				}
			}
			return Optional.of(new LatestRun(value(values, "campaign"), Instant.parse(value(values, "begun")),
					Instant.parse(value(values, "updated")), value(values, "phase"), number(values, "rows"), counts,
					Double.parseDouble(value(values, "rate")), number(values, "pid"),
					new Mark(number(values, "file"), number(values, "calls"), number(values, "accepted")),
					values.getProperty(SENT, value(values, "campaign")), values.containsKey(WAITING)
							? new Wait(value(values, WAITING), Instant.parse(value(values, "gives_up"))) : null));
		}
		catch (IOException | DateTimeException | IllegalArgumentException ex) {
			return Optional.empty();
		}
	}

	private static long number(Properties values, String key) {
		return Long.parseLong(value(values, key));
	}

	private static String value(Properties values, String key) {
		String value = values.getProperty(key);
		if (value == null) {
			throw new IllegalArgumentException("There is no " + key);
		}
		return value;
	}

}
