package io.bulksend.input;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/**
 * How a file's bytes stand for text.
 *
 * @param charset UTF-8, or UTF-16 in one of its byte orders
 * @param markLength how many bytes at the file's start are its byte order mark
 */
record Encoding(Charset charset, int markLength) {

	/** As many of a file's first bytes as finding its encoding takes. */
	static final int HEAD = 1024;

	/** One byte in so many may be NUL in a text that is damaged. */
	private static final int FEW_NULS = 16;

	private static final String SAVE_AS_CSV = "open it in your spreadsheet program and save it as CSV UTF-8";

	/**
	 * Finds the encoding.
	 * @param file the file, for the message
	 * @param head its first bytes, up to {@link #HEAD}
	 * @throws InputException if the file holds no text
	 */
	static Encoding of(Path file, byte[] head) {
		if (startsWith(head, 0xFF, 0xFE, 0, 0) || startsWith(head, 0, 0, 0xFE, 0xFF)) {
			throw new InputException(file, "this is text in UTF-32, which is not supported; " + SAVE_AS_CSV);
		}
		if (startsWith(head, 0xFF, 0xFE)) {
			return new Encoding(StandardCharsets.UTF_16LE, 2);
		}
		if (startsWith(head, 0xFE, 0xFF)) {
			return new Encoding(StandardCharsets.UTF_16BE, 2);
		}
		refuseOtherFormats(file, head);
		refuseNuls(file, head);
		return new Encoding(StandardCharsets.UTF_8, startsWith(head, 0xEF, 0xBB, 0xBF) ? 3 : 0);
	}

	private static void refuseOtherFormats(Path file, byte[] head) {
		if (startsWith(head, 'P', 'K', 3, 4) || startsWith(head, 'P', 'K', 5, 6)
				|| startsWith(head, 0xD0, 0xCF, 0x11, 0xE0)) {
			throw new InputException(file, "this looks like an Excel workbook or an archive; " + SAVE_AS_CSV);
		}
		if (startsWith(head, '%', 'P', 'D', 'F', '-')) {
			throw new InputException(file, "this is a PDF document; name a CSV file");
		}
		if (startsWith(head, 0x89, 'P', 'N', 'G') || startsWith(head, 0xFF, 0xD8, 0xFF)
				|| startsWith(head, 'G', 'I', 'F', '8')) {
			throw new InputException(file, "this is an image; name a CSV file");
		}
		if (startsWith(head, 0x1F, 0x8B)) {
			throw new InputException(file, "this is a compressed file; unpack it and name the CSV file in it");
		}
	}

	// UTF-16 shows itself in NULs that are all first, or all last, of their pairs. A few
	// below the header spoil their rows alone.
	private static void refuseNuls(Path file, byte[] head) {
		int[] nuls = new int[2];
		for (int i = 0; i < head.length; i++) {
			if (head[i] == 0) {
				nuls[i % 2]++;
			}
		}
		if (nuls[0] + nuls[1] <= head.length / FEW_NULS && !isNulInFirstLine(head)) {
			return;
		}
		boolean pairs = (nuls[0] == 0 || nuls[1] == 0) && nuls[0] + nuls[1] >= head.length / 4;
		throw new InputException(file, pairs ? "this looks like UTF-16 without a byte order mark; " + SAVE_AS_CSV
				: "this is not a text file, for it holds NUL bytes; " + SAVE_AS_CSV);
	}

	private static boolean isNulInFirstLine(byte[] head) {
		for (byte each : head) {
			if (each == '\n' || each == '\r') {
				return false;
			}
			if (each == 0) {
				return true;
			}
		}
		return false;
	}

	private static boolean startsWith(byte[] head, int... bytes) {
		if (head.length < bytes.length) {
			return false;
		}
		for (int i = 0; i < bytes.length; i++) {
			if (head[i] != (byte) bytes[i]) {
				return false;
			}
		}
		return true;
	}

}
