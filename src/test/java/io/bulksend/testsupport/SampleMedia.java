package io.bulksend.testsupport;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * The beginnings of files of many kinds, enough to be recognised.
 */
public final class SampleMedia {

	private SampleMedia() {
	}

	/** Bytes, a character each. */
	public static byte[] bytes(String text) {
		return text.getBytes(StandardCharsets.ISO_8859_1);
	}

	public static byte[] png(String more) {
		return bytes("\u0089PNG\r\n\u001A\n\0\0\0\rIHDR\0\0\0\1\0\0\0\1\b\6\0\0\0\u001F\u0015\u00C4\u0089" + more);
	}

	public static byte[] jpeg(int size) {
		byte[] picture = new byte[size];
		byte[] begin = bytes("\u00FF\u00D8\u00FF\u00E0\0\u0010JFIF\0\1\1\0\0\1\0\1\0\0");
		System.arraycopy(begin, 0, picture, 0, begin.length);
		return picture;
	}

	public static byte[] pdf(String more) {
		return bytes("%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\n" + more + "\n%%EOF\n");
	}

	public static byte[] webp() {
		return bytes("RIFF\u0024\0\0\0WEBPVP8 \u0018\0\0\0\u0030\1\0\u009D\u0001\u002A\1\0\1\0\2\0\u0034\u0025\u00A4\0"
				+ "\3p\0\u00FE\u00FB\u0094\0\0");
	}

	/**
	 * A film, or sound in its clothes.
	 * @param brand its brand of four letters
	 * @param handlers what its tracks are, as <code>vide</code> and <code>soun</code>
	 */
	public static byte[] mp4(String brand, String... handlers) {
		StringBuilder tracks = new StringBuilder();
		for (String handler : handlers) {
			tracks.append(box("trak", box("tkhd", "\0\0\0\0")
					+ box("mdia", box("mdhd", "\0\0\0\0") + box("hdlr", "\0\0\0\0\0\0\0\0" + handler + "\0\0\0\0"))));
		}
		return bytes(box("ftyp", brand + "\0\0\2\0isomiso2mp41") + box("mdat", "\0".repeat(1_000))
				+ box("moov", box("mvhd", "\0\0\0\0") + tracks));
	}

	private static String box(String type, String body) {
		String size = new String(ByteBuffer.allocate(4).putInt(8 + body.length()).array(), StandardCharsets.ISO_8859_1);
		return size + type + body;
	}

	/** A page of Ogg with the first words of what is in it. */
	public static byte[] ogg(String words) {
		return bytes("OggS\0\2" + "\0".repeat(20) + "\1" + (char) words.length() + words);
	}

	/** Frames of MP3: 128 kbit/s at 44.1 kHz, so 417 bytes each. */
	public static byte[] mp3() {
		return bytes(("\u00FF\u00FB\u0090\0" + "\0".repeat(413)).repeat(3));
	}

	/** Frames of AAC, 100 bytes each. */
	public static byte[] aac() {
		return bytes(("\u00FF\u00F1\u0050\u0080\u000C\u0080\0" + "\0".repeat(93)).repeat(3));
	}

	/** A document of an office, which is a zip with this in it. */
	public static byte[] office(String part) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream();
		try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
			for (String name : new String[] { "[Content_Types].xml", "_rels/.rels", part }) {
				zip.putNextEntry(new ZipEntry(name));
				zip.write(bytes("<xml/>"));
				zip.closeEntry();
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		return bytes.toByteArray();
	}

}
