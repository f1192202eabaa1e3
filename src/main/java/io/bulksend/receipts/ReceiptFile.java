package io.bulksend.receipts;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.zip.GZIPInputStream;

import io.bulksend.campaign.Receipt;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;

/**
 * A file of delivery receipts, as a webhook's receiver writes it: JSON documents one
 * after the other, with or without line breaks between and inside them; plain or
 * compressed with gzip. Memory stays flat however long it is. Standard input can be in
 * its place.
 */
public final class ReceiptFile {

	/** Stands for what comes in by standard input. */
	public static final Path STANDARD_INPUT = Path.of("-");

	private static final JsonFactory JSON = new JsonFactory();

	private static final int BUFFER = 1 << 16;

	/** A line that is longer is no batch of receipts. */
	private static final int MAX_LINE = 1 << 24;

	/** So many lines are named. */
	private static final int NAMED = 5;

	private final Path path;

	/**
	 * A file of receipts.
	 * @param path where it is, or {@link #STANDARD_INPUT}
	 */
	public ReceiptFile(Path path) {
		this.path = path;
	}

	/**
	 * Reads the file as a sequence of documents, each of which must be whole.
	 * @param sink takes the receipts
	 * @return what the file holds
	 * @throws ReceiptFileException if the file cannot be read to its end; what the sink
	 * took is then not all
	 */
	public ReceiptContent readDocuments(Consumer<Receipt> sink) {
		try (InputStream bytes = open(); JsonParser json = JSON.createParser(ObjectReadContext.empty(), bytes)) {
			ReceiptJson documents = new ReceiptJson(json, sink);
			documents.readAll();
			if (documents.isForeign()) {
				throw new ReceiptFileException("nothing in it is what the API's webhook posts");
			}
			return new ReceiptContent(documents.receipts(), documents.others(), List.of(), 0, 0);
		}
		catch (JacksonIOException ex) {
			throw unreadable(ex.getCause());
		}
		catch (UnexpectedEndOfInputException ex) {
			throw new ReceiptFileException("the file ends in the middle of a JSON document" + at(ex), ex);
		}
		catch (JacksonException ex) {
			throw new ReceiptFileException("this is not JSON" + at(ex), ex);
		}
		catch (IOException ex) {
			throw unreadable(ex);
		}
	}

	/**
	 * Reads the file as one document a line. Lines that cannot be read are passed over: a
	 * webhook's address is open to everybody, and a receiver may die in the middle of a
	 * line.
	 * @param sink takes the receipts
	 * @return what the file holds
	 * @throws ReceiptFileException if the file cannot be read at all
	 */
	public ReceiptContent readLines(Consumer<Receipt> sink) {
		try (InputStream bytes = open()) {
			return new Lines(bytes, sink).read();
		}
		catch (IOException ex) {
			throw unreadable(ex);
		}
	}

	private InputStream open() throws IOException {
		InputStream bytes = new Bytes(source());
		bytes.mark(2);
		boolean gzip = bytes.read() == 0x1F && bytes.read() == 0x8B;
		bytes.reset();
		return gzip ? new BufferedInputStream(new GZIPInputStream(bytes, BUFFER), BUFFER) : bytes;
	}

	private InputStream source() throws IOException {
		if (this.path.equals(STANDARD_INPUT)) {
			return System.in;
		}
		// A channel's stream asks a pipe for its position, which it does not have.
		return Files.isRegularFile(this.path) ? Files.newInputStream(this.path)
				: new FileInputStream(this.path.toFile());
	}

	private static ReceiptFileException unreadable(Throwable cause) {
		String reason = (cause instanceof EOFException) ? "its compressed data ends too early" : cause.getMessage();
		return new ReceiptFileException("it cannot be read (" + reason + ")", cause);
	}

	private static String at(JacksonException failure) {
		TokenStreamLocation location = failure.getLocation();
		return (location != null) ? " (line " + location.getLineNr() + ", character " + location.getColumnNr() + ")"
				: "";
	}

	/**
	 * Where nothing is available there is nothing more: a pipe may only be slow, and what
	 * takes gzip's members apart would end between two of them.
	 */
	private static final class Bytes extends BufferedInputStream {

		Bytes(InputStream source) {
			super(source, BUFFER);
		}

		@Override
		public synchronized int available() throws IOException {
			mark(1);
			int next = read();
			reset();
			return (next != -1) ? 1 : 0;
		}

	}

	/** One pass over the lines. */
	private static final class Lines {

		private final InputStream bytes;

		private final Consumer<Receipt> sink;

		private final List<Long> unreadable = new ArrayList<>();

		private byte[] line = new byte[BUFFER];

		private int length;

		private boolean torn;

		/** What a disk leaves that lost power, and nothing that JSON could hold. */
		private boolean hasNul;

		private long number;

		private long unreadableLines;

		private long receipts;

		private long others;

		Lines(InputStream bytes, Consumer<Receipt> sink) {
			this.bytes = bytes;
			this.sink = sink;
		}

		ReceiptContent read() throws IOException {
			boolean ended = false;
			long cutOff = 0;
			while (!ended) {
				this.number++;
				ended = !nextLine();
				if (!take()) {
					if (ended) {
						cutOff = this.number;
					}
					else {
						this.unreadableLines++;
						if (this.unreadable.size() < NAMED) {
							this.unreadable.add(this.number);
						}
					}
				}
			}
			return new ReceiptContent(this.receipts, this.others, List.copyOf(this.unreadable), this.unreadableLines,
					cutOff);
		}

		/** Says whether the line has an end, and not just the file. */
		private boolean nextLine() throws IOException {
			this.length = 0;
			this.hasNul = false;
			try {
				for (int next = this.bytes.read(); next != -1; next = this.bytes.read()) {
					if (next == '\n') {
						return true;
					}
					this.hasNul |= next == 0;
					if (this.length == this.line.length && this.length < MAX_LINE) {
						this.line = Arrays.copyOf(this.line, 2 * this.length);
					}
					if (this.length < this.line.length) {
						this.line[this.length] = (byte) next;
					}
					this.length++;
				}
			}
			catch (EOFException ex) {
				// Compressed data that was cut off: what came before is whole.
				this.torn = true;
			}
			return false;
		}

		/** Takes all of a line's receipts or none. */
		private boolean take() {
			if (this.torn || this.hasNul || this.length > this.line.length) {
				return false;
			}
			List<Receipt> taken = new ArrayList<>();
			try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), this.line, 0, this.length)) {
				ReceiptJson documents = new ReceiptJson(json, taken::add);
				documents.readAll();
				this.receipts += documents.receipts();
				this.others += documents.others();
			}
			catch (JacksonException ex) {
				return false;
			}
			taken.forEach(this.sink);
			return true;
		}

	}

}
