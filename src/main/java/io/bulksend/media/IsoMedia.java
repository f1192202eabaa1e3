package io.bulksend.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * MP4 and its kin (ISO 14496-12): boxes in boxes, of which the first names the brand. The
 * brands of films are legion, and some phones write sound under them: whether there is
 * anything to see the tracks say.
 */
final class IsoMedia {

	private static final Set<String> FILMS = Set.of("avc1", "dash", "f4v ", "F4V ", "hvc1", "hev1", "MSNV", "mmp4",
			"XAVC", "cmfc", "cmfs", "iphs");

	private static final Set<String> SOUNDS = Set.of("M4A ", "M4B ", "M4P ", "F4A ", "F4B ");

	private static final Set<String> PICTURES = Set.of("heic", "heix", "hevc", "heim", "heis", "hevm", "hevs", "mif1",
			"msf1", "avif", "avis", "crx ");

	/** More boxes than a film has, where somebody means to keep us busy. */
	private static final int MOST_BOXES = 10_000;

	private final SeekableByteChannel channel;

	private final ByteBuffer header = ByteBuffer.allocate(16);

	private int boxes;

	private boolean seen;

	private boolean heard;

	private IsoMedia(SeekableByteChannel channel) {
		this.channel = channel;
	}

	/**
	 * What a file is that begins with its brand.
	 * @param head the file's begin
	 * @param channel the file
	 * @return its media type, or {@code null} where others know better
	 * @throws IOException if it cannot be read
	 */
	static @Nullable String contentType(byte[] head, SeekableByteChannel channel) throws IOException {
		String major = brand(head, 8);
		if (major.startsWith("3g2")) {
			return "video/3gpp2";
		}
		if (major.startsWith("3g")) {
			return "video/3gpp";
		}
		if (SOUNDS.contains(major)) {
			return "audio/mp4";
		}
		if (major.equals("qt  ")) {
			return "video/quicktime";
		}
		if (PICTURES.contains(major) || !hasFilm(head, major)) {
			return null;
		}
		IsoMedia media = new IsoMedia(channel);
		media.look(0, channel.size(), 0);
		return (media.heard && !media.seen) ? "audio/mp4" : "video/mp4";
	}

	private static boolean hasFilm(byte[] head, String major) {
		if (isFilm(major)) {
			return true;
		}
		int size = Math.min(ByteBuffer.wrap(head).getInt(), head.length);
		for (int at = 16; at + 4 <= size; at += 4) {
			if (isFilm(brand(head, at))) {
				return true;
			}
		}
		return false;
	}

	private static boolean isFilm(String brand) {
		return brand.startsWith("iso") || brand.startsWith("mp4") || brand.startsWith("mp7") || brand.startsWith("M4V")
				|| brand.startsWith("NDS") || FILMS.contains(brand);
	}

	private static String brand(byte[] head, int at) {
		return (at + 4 <= head.length) ? new String(head, at, 4, StandardCharsets.ISO_8859_1) : "";
	}

	/** Looks for the tracks: moov, trak, mdia, and there hdlr. */
	private void look(long from, long to, int depth) throws IOException {
		long at = from;
		while (at + 8 <= to && ++this.boxes < MOST_BOXES && read(at)) {
			long size = Integer.toUnsignedLong(this.header.getInt(0));
			int body = 8;
			if (size == 1) {
				size = this.header.getLong(8);
				body = 16;
			}
			if (size == 0) {
				size = to - at;
			}
			if (size < body || size > to - at) {
				return;
			}
			String type = new String(this.header.array(), 4, 4, StandardCharsets.ISO_8859_1);
			if (type.equals((depth == 0) ? "moov" : (depth == 1) ? "trak" : "mdia") && depth < 3) {
				look(at + body, at + size, depth + 1);
			}
			else if (depth == 3 && type.equals("hdlr") && read(at + body)) {
				String handler = new String(this.header.array(), 8, 4, StandardCharsets.ISO_8859_1);
				this.seen |= handler.equals("vide");
				this.heard |= handler.equals("soun");
			}
			at += size;
		}
	}

	private boolean read(long at) throws IOException {
		this.header.clear();
		Arrays.fill(this.header.array(), (byte) 0);
		this.channel.position(at);
		while (this.header.hasRemaining()) {
			if (this.channel.read(this.header) < 0) {
				break;
			}
		}
		return this.header.position() >= 8;
	}

}
