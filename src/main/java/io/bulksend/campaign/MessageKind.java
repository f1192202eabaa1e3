package io.bulksend.campaign;

import org.jspecify.annotations.Nullable;

/**
 * A kind of messages: the first one of it shows how the others look.
 *
 * @param type their type
 * @param template the name of the template, or {@code null} for none
 * @param language its language, which makes another text of it, or {@code null}
 * @param attachment what medium they carry, or {@code null} where there is none or it is
 * not known
 */
public record MessageKind(MessageType type, @Nullable String template, @Nullable String language,
		@Nullable AttachmentType attachment) {
}
