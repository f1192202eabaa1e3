package io.bulksend.check.rules;

import java.util.List;
import java.util.Optional;

import io.bulksend.campaign.Attachment;
import io.bulksend.campaign.AttachmentType;
import io.bulksend.campaign.Code;
import io.bulksend.campaign.Content;
import io.bulksend.campaign.Content.Button;
import io.bulksend.campaign.Content.Medium;
import io.bulksend.campaign.MessageType;
import io.bulksend.campaign.Template;
import io.bulksend.input.Column;
import io.bulksend.input.Row;
import org.jspecify.annotations.Nullable;

/**
 * What a row's message says: the rules for its type, and for what goes with that type.
 * Safe for use by many threads.
 */
public final class Contents {

	private static final int LONGEST_CAPTION = 1024;

	private static final int LONGEST_TEXT = 4096;

	private static final MessageType[] TYPES = MessageType.values();

	private final Attachments attachments;

	/**
	 * The rules.
	 * @param files finds the files that rows name
	 */
	public Contents(AttachmentFiles files) {
		this.attachments = new Attachments(files);
	}

	/**
	 * What the row's message says.
	 * @param row a sound row
	 * @return the content
	 * @throws BrokenRuleException if the row breaks a rule; the first one that it breaks
	 */
	public Content content(Row row) throws BrokenRuleException {
		MessageType type = type(row);
		return switch (type) {
			case MEDIA -> media(row);
			case TEMPLATE -> {
				requireNeither(row, type);
				yield new Content.PlainTemplate(Templates.template(row));
			}
			case MEDIA_TEMPLATE -> mediaTemplate(row);
			case TEXT -> {
				requireNeither(row, type);
				yield text(row);
			}
		};
	}

	/**
	 * The row's type of message, given or found from what it has.
	 */
	private static MessageType type(Row row) throws BrokenRuleException {
		String name = Field.trim(row.get(Column.MESSAGE_TYPE));
		if (name.isEmpty()) {
			return usualType(row);
		}
		for (MessageType type : TYPES) {
			if (type.apiName().equalsIgnoreCase(name)) {
				return type;
			}
		}
		throw new BrokenRuleException(Code.MESSAGE_TYPE, "The message_type " + Field.quote(name)
				+ " is unknown; it takes media, template, media_template or text.");
	}

	private static MessageType usualType(Row row) {
		boolean attachment = Attachments.isNamed(row);
		if (Templates.isNamed(row)) {
			return (attachment || !Templates.buttons(row).isEmpty()) ? MessageType.MEDIA_TEMPLATE
					: MessageType.TEMPLATE;
		}
		boolean text = !attachment && !Field.trim(row.get(Column.TEXT)).isEmpty();
		return text ? MessageType.TEXT : MessageType.MEDIA;
	}

	private Content media(Row row) throws BrokenRuleException {
		Attachment attachment = this.attachments.attachment(row);
		AttachmentType stated = Attachments.type(row);
		return new Content.Media(attachment, caption(row, (attachment.type() != null) ? attachment.type() : stated));
	}

	private static @Nullable String caption(Row row, @Nullable AttachmentType type) throws BrokenRuleException {
		if (type != null && !type.isCaptionAllowed()) {
			requireNoCaption(row, "an attachment of type " + type.apiName());
		}
		return Texts.limited(row, Column.CAPTION, LONGEST_CAPTION, Code.CAPTION_LENGTH);
	}

	private Content mediaTemplate(Row row) throws BrokenRuleException {
		List<Button> buttons = Templates.buttons(row);
		Optional<Medium> medium = (buttons.isEmpty() || Attachments.isNamed(row))
				? Optional.of(this.attachments.medium(row)) : Optional.empty();
		requireNoCaption(row, "a message of type media_template");
		Template template = Templates.template(row);
		return new Content.MediaTemplate(medium.orElse(null), buttons, template);
	}

	private static Content text(Row row) throws BrokenRuleException {
		String text = Texts.limited(row, Column.TEXT, LONGEST_TEXT, Code.TEXT_LENGTH);
		if (text == null) {
			throw new BrokenRuleException(Code.TEXT_MISSING, "The row is a message of type text and has no text.");
		}
		return new Content.Text(text, Texts.yes(row, Column.PREVIEW_URL));
	}

	private static void requireNeither(Row row, MessageType type) throws BrokenRuleException {
		if (Attachments.isNamed(row)) {
			throw new BrokenRuleException(Code.ATTACHMENT_NOT_ALLOWED,
					"The row has an attachment, but a message of type %s cannot carry one%s.".formatted(type.apiName(),
							(type == MessageType.TEMPLATE) ? "; media_template can" : ""));
		}
		requireNoCaption(row, "a message of type " + type.apiName());
	}

	private static void requireNoCaption(Row row, String what) throws BrokenRuleException {
		String caption = Field.trimText(row.get(Column.CAPTION));
		if (!caption.isEmpty()) {
			throw new BrokenRuleException(Code.CAPTION_NOT_ALLOWED,
					"The row has the caption " + Field.quote(caption) + ", but " + what + " cannot have one.");
		}
	}

}
