package io.bulksend.campaign;

import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * Tells which fields of two messages differ, without keeping any text: each field leaves
 * eight bits. So one difference in 256 is overlooked; whether messages differ at all the
 * {@link MessageKey} says.
 */
public enum MessageFields {

	/** The sender's id. */
	SOURCE("source"),

	/** The medium. */
	ATTACHMENT("attachment"),

	/** The text below the medium. */
	CAPTION("caption"),

	/** The caller's own identifier. */
	X_APIHEADER("x-apiheader"),

	/** Which template, in which language. */
	TEMPLATE("template"),

	/** What is filled into the template. */
	TEMPLATE_VALUES("template values"),

	/** The text of a message that is nothing else. */
	TEXT("text");

	/** Of messages of which nothing is known: no message has this. */
	public static final long UNKNOWN = 0;

	/** Marks what this version writes; the seven bytes below it are the fields'. */
	private static final long KNOWN = 1L << 56;

	private static final int BITS = 8;

	private static final MessageFields[] VALUES = values();

	private final String fieldName;

	MessageFields(String fieldName) {
		this.fieldName = fieldName;
	}

	/**
	 * The name as people know it.
	 * @return the name, in lower case
	 */
	public String fieldName() {
		return this.fieldName;
	}

	/**
	 * What a message leaves of its fields.
	 * @param message the message
	 * @return 64 bits, the same on every machine and in every version
	 */
	public static long of(Message message) {
		long all = KNOWN;
		for (MessageFields field : VALUES) {
			all |= bits(field.valueIn(message)) << (BITS * field.ordinal());
		}
		return all;
	}

	/**
	 * The field's value.
	 * @param message a message
	 * @return the text, or {@code null} where the message has none
	 */
	public @Nullable String valueIn(Message message) {
		return switch (this) {
			case SOURCE -> message.source();
			case ATTACHMENT -> attachment(message.content());
			case CAPTION -> (message.content() instanceof Content.Media media) ? media.caption() : null;
			case X_APIHEADER -> message.apiHeader();
			case TEMPLATE -> template(message.content());
			case TEMPLATE_VALUES -> templateValues(message.content());
			case TEXT -> text(message.content());
		};
	}

	/**
	 * The fields that differ.
	 * @param one what one message left
	 * @param other what another one left
	 * @return the fields; empty where it is not known
	 */
	public static List<MessageFields> differences(long one, long other) {
		List<MessageFields> differences = new ArrayList<>();
		if (one != UNKNOWN && other != UNKNOWN) {
			for (MessageFields field : VALUES) {
				if (((one ^ other) >> (BITS * field.ordinal()) & 0xFF) != 0) {
					differences.add(field);
				}
			}
		}
		return differences;
	}

	/** Of a medium alone, as versions wrote it that knew nothing else. */
	private static @Nullable String attachment(Content content) {
		Attachment attachment = content.attachment();
		if (attachment == null) {
			return null;
		}
		String value = value(attachment);
		if (content instanceof Content.MediaTemplate template && template.medium() != null) {
			String name = template.medium().name();
			String type = ' ' + template.medium().type().apiName();
			return (value.endsWith(type) ? value : value + type) + ((name != null) ? " " + name : "");
		}
		return value;
	}

	private static String value(Attachment attachment) {
		if (attachment instanceof Attachment.ById byId) {
			return byId.id();
		}
		if (attachment instanceof Attachment.ByUrl byUrl) {
			return byUrl.url() + ' ' + byUrl.type().apiName();
		}
		Attachment.ByFile byFile = (Attachment.ByFile) attachment;
		String type = (byFile.type() != null) ? " " + byFile.type().apiName() : "";
		return (byFile.content() != null) ? byFile.file().getFileName() + type + " " + byFile.content()
				: byFile.file() + type;
	}

	private static @Nullable String template(Content content) {
		Template template = content.template();
		return (template == null) ? null : content.type().apiName() + ' ' + template.name() + ' ' + template.language()
				+ (template.trackLinks() ? " with tracked links" : "");
	}

	private static @Nullable String templateValues(Content content) {
		Template template = content.template();
		List<String> values = new ArrayList<>((template != null) ? template.attributes() : List.of());
		if (content instanceof Content.MediaTemplate withButtons) {
			withButtons.buttons().forEach((button) -> values.add("button " + button.index() + ' ' + button.payload()));
		}
		return values.isEmpty() ? null : String.join(" | ", values);
	}

	private static @Nullable String text(Content content) {
		return (content instanceof Content.Text text) ? text.text() + (text.preview() ? " with preview" : "") : null;
	}

	/** Another kind of line breaks is no difference. */
	private static long bits(@Nullable String text) {
		if (text == null) {
			return 0;
		}
		int hash = 1;
		for (int i = 0; i < text.length(); i++) {
			char character = text.charAt(i);
			if (character == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n') {
				continue;
			}
			hash = 31 * hash + ((character == '\r') ? '\n' : character);
		}
		hash *= 0x9E3779B9;
		return hash >>> (Integer.SIZE - BITS);
	}

}
