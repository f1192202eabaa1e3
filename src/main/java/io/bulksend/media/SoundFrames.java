package io.bulksend.media;

import org.jspecify.annotations.Nullable;

/**
 * Sound without a container: AAC (ADTS, ISO 13818-7) and MP3 (ISO 11172-3, layer III).
 * Two frames in a row are no accident, and one alone might be.
 */
final class SoundFrames {

	private static final int[][] BITRATES = { { 0, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 224, 256, 320 },
			{ 0, 8, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 144, 160 } };

	private static final int[] SAMPLE_RATES = { 44_100, 48_000, 32_000 };

	private static final int TAG = 10;

	private SoundFrames() {
	}

	/**
	 * What a file is by its first frames.
	 * @param head the file's begin
	 * @return its media type, or {@code null} where it has no such frames
	 */
	static @Nullable String contentType(byte[] head) {
		int at = 0;
		while (FileKinds.startsWith(head, at, "ID3") && at + TAG <= head.length) {
			at += TAG + tagSize(head, at);
		}
		if (at >= head.length) {
			// A tag with a picture in it, of which AAC has none in practice.
			return (at > 0) ? "audio/mpeg" : null;
		}
		if (isFollowed(head, at, adtsLength(head, at), true)) {
			return "audio/aac";
		}
		return (at > 0 || isFollowed(head, at, mp3Length(head, at), false)) ? "audio/mpeg" : null;
	}

	private static int tagSize(byte[] head, int at) {
		int size = 0;
		for (int i = 6; i < TAG; i++) {
			size = size << 7 | (head[at + i] & 0x7F);
		}
		return size;
	}

	private static boolean isFollowed(byte[] head, int at, int length, boolean adts) {
		if (length <= 0) {
			return false;
		}
		int next = at + length;
		if (next + 7 > head.length) {
			return next == head.length || head.length == FileKinds.HEAD;
		}
		return (adts ? adtsLength(head, next) : mp3Length(head, next)) > 0;
	}

	/** The length of a frame of AAC, or 0 where there is none. */
	private static int adtsLength(byte[] head, int at) {
		if (at + 7 > head.length || head[at] != (byte) 0xFF || (head[at + 1] & 0xF6) != 0xF0
				|| (head[at + 2] >> 2 & 0x0F) > 12) {
			return 0;
		}
		int length = (head[at + 3] & 0x03) << 11 | (head[at + 4] & 0xFF) << 3 | (head[at + 5] & 0xE0) >> 5;
		return (length > 7) ? length : 0;
	}

	/** The length of a frame of MP3, or 0 where there is none. */
	private static int mp3Length(byte[] head, int at) {
		if (at + 7 > head.length || head[at] != (byte) 0xFF || (head[at + 1] & 0xE0) != 0xE0) {
			return 0;
		}
		int version = head[at + 1] >> 3 & 0x03;
		int layer = head[at + 1] >> 1 & 0x03;
		int bitrate = head[at + 2] >> 4 & 0x0F;
		int sampleRate = head[at + 2] >> 2 & 0x03;
		if (version == 1 || layer != 1 || bitrate == 0 || bitrate == 15 || sampleRate == 3) {
			return 0;
		}
		boolean first = version == 3;
		int samples = SAMPLE_RATES[sampleRate] >> ((version == 0) ? 2 : first ? 0 : 1);
		int padding = head[at + 2] >> 1 & 0x01;
		return (first ? 144_000 : 72_000) * BITRATES[first ? 0 : 1][bitrate] / samples + padding;
	}

}
