package io.bulksend.api;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.function.LongConsumer;

import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;

/**
 * One file as a form with one part (RFC 7578), streamed. Its name is written in UTF-8, as
 * browsers do it and servers understand it: HttpClient's own forms write it otherwise, or
 * a second time in a way that the RFC forbids.
 */
final class UploadBody extends AbstractHttpEntity {

	private final UploadContent content;

	private final byte[] begin;

	private final byte[] end;

	private final LongConsumer written;

	private UploadBody(UploadContent content, String boundary, LongConsumer written) {
		super("multipart/form-data; boundary=" + boundary, null);
		this.content = content;
		this.begin = ("--" + boundary + "\r\nContent-Disposition: form-data; name=\"file\"; filename=\""
				+ quoted(content.name()) + "\"\r\nContent-Type: " + content.contentType() + "\r\n\r\n")
			.getBytes(StandardCharsets.UTF_8);
		this.end = ("\r\n--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8);
		this.written = written;
	}

	/**
	 * The body of one upload.
	 * @param content the file
	 * @param written is told the time whenever some of it was written
	 * @return the body
	 */
	static UploadBody of(UploadContent content, LongConsumer written) {
		return new UploadBody(content, "bulk-send-" + UUID.randomUUID(), written);
	}

	/** As the standard of HTML says it. */
	private static String quoted(String name) {
		return ApiText.wellFormed(name).replace("\"", "%22").replace("\r", "%0D").replace("\n", "%0A");
	}

	@Override
	public long getContentLength() {
		return this.begin.length + this.content.length() + this.end.length;
	}

	@Override
	public void writeTo(OutputStream out) throws IOException {
		OutputStream watched = new Watched(out, this.written);
		watched.write(this.begin);
		// The API sees the upload now: what takes its time, reading and hashing, comes
		// after.
		watched.flush();
		// Where it turns out not to be the file that was meant, the end never follows.
		this.content.writeTo(watched);
		watched.write(this.end);
		watched.flush();
	}

	@Override
	public boolean isRepeatable() {
		return false;
	}

	@Override
	public boolean isStreaming() {
		return true;
	}

	@Override
	public InputStream getContent() {
		throw new UnsupportedOperationException("A file is written, not read");
	}

	@Override
	public void close() {
		// The file is its owner's.
	}

	/** Says that some bytes more are on their way. */
	private static final class Watched extends OutputStream {

		private final OutputStream out;

		private final LongConsumer written;

		Watched(OutputStream out, LongConsumer written) {
			this.out = out;
			this.written = written;
		}

		@Override
		public void write(int singleByte) throws IOException {
			this.out.write(singleByte);
		}

		@Override
		public void write(byte[] bytes, int offset, int length) throws IOException {
			this.out.write(bytes, offset, length);
			this.written.accept(System.nanoTime());
		}

		@Override
		public void flush() throws IOException {
			this.out.flush();
			this.written.accept(System.nanoTime());
		}

	}

}
