package io.bulksend.media;

import io.bulksend.campaign.AttachmentType;
import io.bulksend.campaign.Code;
import io.bulksend.check.rules.BrokenRuleException;
import io.bulksend.check.rules.Field;
import org.jspecify.annotations.Nullable;

/**
 * A file, and all that was found out about it.
 *
 * @param size how many bytes it has, at least 1
 * @param modified when it was written last, in nanoseconds since 1970
 * @param sha256 the SHA-256 of its bytes, in lower-case hex
 * @param kind what it is
 */
record InspectedFile(long size, long modified, String sha256, FileKind kind) {

	/**
	 * What a row sends the file as.
	 * @param path the file as the row names it
	 * @param stated what the row says that it is, or {@code null} where it does not say
	 * @return its type
	 * @throws BrokenRuleException if it is something else than the row says, or too large
	 */
	AttachmentType sentAs(String path, @Nullable AttachmentType stated) throws BrokenRuleException {
		AttachmentType own = this.kind.type();
		if (stated != null && stated != own && stated != AttachmentType.DOCUMENT) {
			throw new BrokenRuleException(Code.ATTACHMENT_TYPE,
					"The file " + Field.quote(path) + " is " + described(own) + ", but the attachment_type says "
							+ stated.apiName() + "; it takes "
							+ ((own == AttachmentType.DOCUMENT) ? "" : own.apiName() + " or ") + "document.");
		}
		AttachmentType type = (stated != null) ? stated : own;
		if (this.size > FileKind.largest(type)) {
			throw tooLarge(path, this.size, type);
		}
		return type;
	}

	private String described(AttachmentType own) {
		String what = switch (own) {
			case IMAGE -> "an image";
			case VIDEO -> "a video";
			case AUDIO -> "audio";
			case STICKER -> "a sticker";
			case DOCUMENT -> "nothing that can be sent otherwise than as a document";
		};
		return what + " (" + this.kind.contentType() + ")";
	}

	static BrokenRuleException tooLarge(String path, long size, AttachmentType type) {
		String largest = FileKind.size(FileKind.largest(type));
		boolean document = type != AttachmentType.DOCUMENT && size <= FileKind.largest(AttachmentType.DOCUMENT);
		return new BrokenRuleException(Code.ATTACHMENT_SIZE,
				"The file " + Field.quote(path) + " has " + FileKind.size(size) + ", but as " + type.apiName() + " "
						+ largest + " at most can be sent" + (document ? "; as document it can." : "."));
	}

}
