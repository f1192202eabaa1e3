package io.bulksend.campaign;

import java.util.Locale;

/**
 * The kinds of media that the API takes by URL.
 */
public enum AttachmentType {

	/** A picture. */
	IMAGE(true),

	/** A film. */
	VIDEO(true),

	/** A sound; carries no caption. */
	AUDIO(false),

	/** Any other file, a PDF for example. */
	DOCUMENT(true),

	/** A sticker; carries no caption. */
	STICKER(false);

	private final String apiName = name().toLowerCase(Locale.ROOT);

	private final boolean captionAllowed;

	AttachmentType(boolean captionAllowed) {
		this.captionAllowed = captionAllowed;
	}

	/**
	 * Returns the name that the API and the input file use, in lower case.
	 * @return the name, never blank
	 */
	public String apiName() {
		return this.apiName;
	}

	/**
	 * Says whether a message with this kind of media may carry a caption.
	 * @return whether a caption is allowed
	 */
	public boolean isCaptionAllowed() {
		return this.captionAllowed;
	}

}
