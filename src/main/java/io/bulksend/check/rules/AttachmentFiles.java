package io.bulksend.check.rules;

import io.bulksend.campaign.Attachment;
import io.bulksend.campaign.AttachmentType;
import io.bulksend.campaign.Code;
import org.jspecify.annotations.Nullable;

/**
 * Finds the files that rows name: all that the check of a row asks the disk. Safe for use
 * by many threads.
 */
@FunctionalInterface
public interface AttachmentFiles {

	/** Sends no files. */
	AttachmentFiles NONE = (path, type) -> {
		throw new BrokenRuleException(Code.ATTACHMENT_FILE,
				"The file " + Field.quote(path) + " cannot be sent: sending files from disk is not possible yet;"
						+ " use attachment_id or attachment_url instead.");
	};

	/**
	 * The file that a row names.
	 * @param path the path as the row has it, without white space around it, not empty
	 * @param type what the row says that it is, or {@code null} where it does not say
	 * @return the file, with the type that it is sent as
	 * @throws BrokenRuleException if it cannot be sent, or is something else than the row
	 * says
	 */
	Attachment.ByFile find(String path, @Nullable AttachmentType type) throws BrokenRuleException;

}
