package io.bulksend.media;

import java.util.Locale;
import java.util.Map;

import io.bulksend.campaign.AttachmentType;

/**
 * What a file is, by its content.
 *
 * @param contentType its media type
 */
record FileKind(String contentType) {

	private static final long KILOBYTE = 1_024;

	private static final long MEGABYTE = 1_024 * KILOBYTE;

	/** What WhatsApp shows as something else than a document. */
	private static final Map<String, AttachmentType> SHOWN = Map.of("image/jpeg", AttachmentType.IMAGE, "image/png",
			AttachmentType.IMAGE, "video/mp4", AttachmentType.VIDEO, "video/3gpp", AttachmentType.VIDEO, "audio/aac",
			AttachmentType.AUDIO, "audio/amr", AttachmentType.AUDIO, "audio/mpeg", AttachmentType.AUDIO, "audio/mp4",
			AttachmentType.AUDIO, "audio/ogg", AttachmentType.AUDIO, "image/webp", AttachmentType.STICKER);

	/**
	 * What it is sent as, unless its row asks for a document.
	 * @return its type
	 */
	AttachmentType type() {
		return SHOWN.getOrDefault(this.contentType, AttachmentType.DOCUMENT);
	}

	/**
	 * How large a file of a type may be.
	 * @param type what it is sent as
	 * @return the size in bytes, included
	 */
	static long largest(AttachmentType type) {
		return switch (type) {
			case IMAGE -> 5 * MEGABYTE;
			case VIDEO, AUDIO -> 16 * MEGABYTE;
			case DOCUMENT -> 100 * MEGABYTE;
			case STICKER -> 500 * KILOBYTE;
		};
	}

	/**
	 * A size for people.
	 * @param bytes the size
	 * @return as <code>5 MB</code> or <code>612.4 KB</code>
	 */
	static String size(long bytes) {
		if (bytes < KILOBYTE) {
			return bytes + ((bytes == 1) ? " byte" : " bytes");
		}
		double amount = (bytes < MEGABYTE) ? (double) bytes / KILOBYTE : (double) bytes / MEGABYTE;
		// Never rounded down to a limit that it exceeds.
		double shown = Math.ceil(amount * 10) / 10;
		return String.format(Locale.ROOT, (shown == Math.rint(shown)) ? "%,.0f" : "%,.1f", shown)
				+ ((bytes < MEGABYTE) ? " KB" : " MB");
	}

}
