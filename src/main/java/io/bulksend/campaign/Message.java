package io.bulksend.campaign;

import org.jspecify.annotations.Nullable;

/**
 * One media message, checked and ready to be sent.
 *
 * @param recipient for an individual 10 to 15 digits that start with the country code;
 * for a group its name
 * @param recipientType whom the recipient stands for
 * @param source the sender's id, not blank
 * @param attachment what it carries
 * @param caption the text below the medium, not empty, or {@code null} for none
 * @param apiHeader the caller's own identifier, not empty, or {@code null} for none
 */
public record Message(String recipient, RecipientType recipientType, String source, Attachment attachment,
		@Nullable String caption, @Nullable String apiHeader) {
}
