package io.bulksend.campaign;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/**
 * The medium that a message carries: known to the API already, to be fetched by it, or to
 * be uploaded first.
 */
public sealed interface Attachment {

	/**
	 * What the medium is, as far as the attachment says so.
	 * @return its type, or {@code null} where it does not
	 */
	default @Nullable AttachmentType type() {
		return null;
	}

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
	 * @param type what it is sent as, or {@code null} where that is not known
	 * @param content stands for its bytes, equal for equal contents in every run of a
	 * campaign; or {@code null}, and its path stands for them
	 */
	record ByFile(Path file, @Nullable AttachmentType type, @Nullable String content) implements Attachment {

		/**
		 * What stands for the file where messages are compared.
		 * @return its content, or its path
		 */
		String identity() {
			return (this.content != null) ? this.content : this.file.toString();
		}

	}

}
