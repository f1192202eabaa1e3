package io.bulksend.input;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;

import org.jspecify.annotations.Nullable;

/**
 * Bytes to characters. Unlike a reader of the platform, it hands out all characters up to
 * the first byte that is not text before it complains, so that the complaint can name the
 * line; and it passes on half surrogate pairs of UTF-16, which spoil a row, not a file.
 * Not thread-safe.
 */
final class TextInput implements Closeable {

	private final InputStream in;

	private final Encoding encoding;

	private final ByteBuffer bytes = ByteBuffer.allocate(1 << 16).limit(0);

	// Null for UTF-16, whose characters need no decoding but the right order of bytes.
	private final @Nullable CharsetDecoder decoder;

	private boolean ended;

	/**
	 * Takes over a stream, which is closed with this.
	 */
	TextInput(InputStream in, Encoding encoding) throws IOException {
		this(in, encoding, CodingErrorAction.REPORT);
	}

	/**
	 * Takes over a stream, which is closed with this.
	 * @param notText what to do about bytes that are not text in UTF-8
	 */
	TextInput(InputStream in, Encoding encoding, CodingErrorAction notText) throws IOException {
		this.in = in;
		this.encoding = encoding;
		if (encoding.charset().equals(StandardCharsets.UTF_8)) {
			this.decoder = encoding.charset().newDecoder().onMalformedInput(notText).onUnmappableCharacter(notText);
		}
		else {
			this.decoder = null;
			boolean littleEndian = encoding.charset().equals(StandardCharsets.UTF_16LE);
			this.bytes.order(littleEndian ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
		}
		in.skipNBytes(encoding.markLength());
	}

	/**
	 * Reads characters.
	 * @param target where to put them
	 * @return how many there are, at least 1, or -1 at the end
	 * @throws CharacterCodingException if the next bytes are not text
	 */
	int read(char[] target) throws IOException {
		CharBuffer characters = CharBuffer.wrap(target);
		while (true) {
			CoderResult result = decode(characters);
			if (characters.position() > 0) {
				return characters.position();
			}
			if (result.isError()) {
				result.throwException();
			}
			if (this.ended) {
				return -1;
			}
			fill();
		}
	}

	/**
	 * What to tell people when the bytes are not text.
	 */
	String complaint() {
		return "this is not text in %s, in which the file was read %s; open it in your spreadsheet program and save it as CSV UTF-8"
			.formatted(this.encoding.charset(), (this.encoding.markLength() > 0) ? "because of its byte order mark"
					: "because it has no byte order mark of another encoding");
	}

	private CoderResult decode(CharBuffer characters) {
		if (this.decoder != null) {
			return this.decoder.decode(this.bytes, characters, this.ended);
		}
		CharBuffer decoded = this.bytes.asCharBuffer();
		decoded.limit(Math.min(decoded.limit(), characters.remaining()));
		this.bytes.position(this.bytes.position() + 2 * decoded.limit());
		characters.put(decoded);
		return (this.ended && this.bytes.remaining() == 1) ? CoderResult.malformedForLength(1) : CoderResult.UNDERFLOW;
	}

	private void fill() throws IOException {
		this.bytes.compact();
		int count = this.in.read(this.bytes.array(), this.bytes.position(), this.bytes.remaining());
		if (count < 0) {
			this.ended = true;
		}
		else {
			this.bytes.position(this.bytes.position() + count);
		}
		this.bytes.flip();
	}

	@Override
	public void close() throws IOException {
		this.in.close();
	}

}
