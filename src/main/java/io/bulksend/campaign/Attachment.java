package io.bulksend.campaign;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/**
 * The medium that a message carries: known to the API already, to be fetched by it, or to
 * be uploaded first.
 */
public sealed interface Attachment {

	/**
	 * Media that was uploaded before.
	 *
	 * @param id the id that the API gave it, not blank
	 */
	record ById(String id) implements Attachment {
	}

	/**
	 * Media that the API fetches itself.
	 *
	 * @param url an absolute http or https URL
	 * @param type what lies there
	 */
	record ByUrl(String url, AttachmentType type) implements Attachment {
	}

	/**
	 * Media that lies beside the campaign's file and is uploaded once, however many rows
	 * name it.
	 *
	 * @param file the file, absolute
	 * @param type what it holds, or {@code null} where the row does not say
	 */
	record ByFile(Path file, @Nullable AttachmentType type) implements Attachment {
	}

}
