package io.bulksend.receipts;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * The lines of a file, one after the other. One that is too long to be kept, or was torn
 * by what befell a disk, is there all the same, and unreadable.
 */
final class ReceiptLines {

	/** A line that is longer is no batch of receipts. */
	private static final int LONGEST = 1 << 24;

	private static final int USUAL = 1 << 16;

	private final InputStream bytes;

	private byte[] buffer = new byte[USUAL];

	private long number;

	private boolean ended;

	ReceiptLines(InputStream bytes) {
		this.bytes = bytes;
	}

	/**
	 * A line.
	 *
	 * @param number its number, from 1
	 * @param text its bytes without its end; {@code null} where they are unreadable
	 * @param last whether the file ends with it, and it has no end of its own
	 */
	record Line(long number, byte @Nullable [] text, boolean last) {

		/** Says whether nothing stands in it. */
		boolean isBlank() {
			return this.text != null && first() == 0;
		}

		/** The first byte that is no white space, or 0. */
		byte first() {
			for (byte next : (this.text != null) ? this.text : new byte[0]) {
				if (next != ' ' && next != '\t' && next != '\r') {
					return next;
				}
			}
			return 0;
		}

	}

	/**
	 * The next line.
	 * @return the line, or {@code null} after the last one
	 */
	@Nullable Line next() throws IOException {
		if (this.ended) {
			return null;
		}
		this.number++;
		int length = 0;
		boolean sound = true;
		try {
			for (int next = this.bytes.read(); next != '\n'; next = this.bytes.read()) {
				if (next == -1) {
					this.ended = true;
					break;
				}
				// What a disk leaves that lost power, and nothing that JSON could hold.
				sound &= next != 0;
				if (length == this.buffer.length && length < LONGEST) {
					this.buffer = Arrays.copyOf(this.buffer, 2 * length);
				}
				if (length < this.buffer.length) {
					this.buffer[length] = (byte) next;
				}
				length++;
			}
		}
		catch (EOFException ex) {
			// Compressed data that was cut off: what came before is whole.
			this.ended = true;
			sound = false;
		}
		sound &= length <= this.buffer.length;
		return new Line(this.number, sound ? Arrays.copyOf(this.buffer, length) : null, this.ended);
	}

}
