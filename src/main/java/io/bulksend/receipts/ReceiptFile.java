package io.bulksend.receipts;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/**
 * A file of what the webhook posted, as its receiver writes it: JSON documents one after
 * the other, with or without line breaks between and inside them; plain or compressed
 * with gzip. Memory stays flat however long it is.
 */
public final class ReceiptFile {

	/** The API's own example of a batch has a comma too many. */
	static final JsonFactory JSON = JsonFactory.builder().enable(JsonReadFeature.ALLOW_TRAILING_COMMA).build();

	private static final int BUFFER = 1 << 16;

	private final Path path;

	private final OptOutWords words;

	/**
	 * A file of the webhook's posts.
	 * @param path where it is
	 * @param words by which people ask to be written to no more
	 */
	public ReceiptFile(Path path, OptOutWords words) {
		this.path = path;
		this.words = words;
	}

	/**
	 * Reads the file as a sequence of documents, each of which must be whole.
	 * @param sink takes what was posted
	 * @return what the file holds
	 * @throws ReceiptFileException if the file cannot be read to its end; what the sink
	 * took is then not all
	 */
	public ReceiptContent readDocuments(WebhookSink sink) {
		try (InputStream bytes = open(); JsonParser json = JSON.createParser(ObjectReadContext.empty(), bytes)) {
			ReceiptJson documents = new ReceiptJson(json, this.words, sink);
			documents.readAll();
			if (documents.isForeign()) {
				throw new ReceiptFileException("nothing in it is what the API's webhook posts");
			}
			return documents.content();
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
	 * Reads the documents that can be read, each of which begins with a line. Others are
	 * passed over: a webhook's address is open to everybody, and a receiver may die in
	 * the middle of a line.
	 * @param sink takes what was posted
	 * @return what the file holds
	 * @throws ReceiptFileException if the file cannot be read at all
	 */
	public ReceiptContent readLines(WebhookSink sink) {
		try (InputStream bytes = open()) {
			return new SoundDocuments(bytes, this.words, sink).read();
		}
		catch (IOException ex) {
			throw unreadable(ex);
		}
	}

	private InputStream open() throws IOException {
		InputStream bytes = new Bytes(Files.newInputStream(this.path));
		bytes.mark(2);
		boolean gzip = bytes.read() == 0x1F && bytes.read() == 0x8B;
		bytes.reset();
		return gzip ? new BufferedInputStream(new GZIPInputStream(bytes, BUFFER), BUFFER) : bytes;
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

}
