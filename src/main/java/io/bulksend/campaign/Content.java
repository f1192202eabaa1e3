package io.bulksend.campaign;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a message says, a record for each type of messages that the API takes.
 */
public sealed interface Content {

	/**
	 * The type of the message.
	 * @return the type
	 */
	MessageType type();

	/**
	 * The medium that the message carries.
	 * @return the medium, or {@code null} for none
	 */
	default @Nullable Attachment attachment() {
		return null;
	}

	/**
	 * The template that the message fills in.
	 * @return the template, or {@code null} for none
	 */
	default @Nullable Template template() {
		return null;
	}

	/**
	 * What the medium is, where the row or the file says so.
	 * @return its type, or {@code null} where there is none or it is not known
	 */
	default @Nullable AttachmentType attachmentType() {
		return null;
	}

	/**
	 * The same with its medium somewhere else: a file once it was uploaded.
	 * @param elsewhere where the medium is
	 * @return the content; itself where it carries no medium
	 */
	default Content with(Attachment elsewhere) {
		return this;
	}

	/**
	 * A medium.
	 *
	 * @param attachment the medium
	 * @param caption the text below it, not empty, or {@code null} for none
	 */
	record Media(Attachment attachment, @Nullable String caption) implements Content {

		@Override
		public MessageType type() {
			return MessageType.MEDIA;
		}

		@Override
		public @Nullable AttachmentType attachmentType() {
			return this.attachment.type();
		}

		@Override
		public Content with(Attachment elsewhere) {
			return new Media(elsewhere, this.caption);
		}

	}

	/**
	 * A template without medium and buttons.
	 *
	 * @param template the template
	 */
	record PlainTemplate(Template template) implements Content {

		@Override
		public MessageType type() {
			return MessageType.TEMPLATE;
		}

	}

	/**
	 * A template with a medium, with dynamic buttons, or with both.
	 *
	 * @param medium the medium above it, or {@code null} for none: then there is a button
	 * @param buttons its dynamic buttons, in ascending order; immutable
	 * @param template the template
	 */
	record MediaTemplate(@Nullable Medium medium, List<Button> buttons, Template template) implements Content {

		public MediaTemplate {
			buttons = List.copyOf(buttons);
		}

		@Override
		public MessageType type() {
			return MessageType.MEDIA_TEMPLATE;
		}

		@Override
		public @Nullable Attachment attachment() {
			return (this.medium != null) ? this.medium.attachment() : null;
		}

		@Override
		public @Nullable AttachmentType attachmentType() {
			return (this.medium != null) ? this.medium.type() : null;
		}

		@Override
		public Content with(Attachment elsewhere) {
			return (this.medium == null) ? this : new MediaTemplate(
					new Medium(elsewhere, this.medium.type(), this.medium.name()), this.buttons, this.template);
		}

	}

	/**
	 * The medium above a template.
	 *
	 * @param attachment the medium
	 * @param type an image, a video or a document
	 * @param name the name that a document is shown under, not empty, or {@code null} for
	 * none
	 */
	record Medium(Attachment attachment, AttachmentType type, @Nullable String name) {
	}

	/**
	 * A template's dynamic button.
	 *
	 * @param index its place among the template's buttons, from 0 to 2
	 * @param payload what it opens or sends back, not empty
	 */
	record Button(int index, String payload) {
	}

	/**
	 * A text.
	 *
	 * @param text the text, not empty
	 * @param preview whether the page that its first link names is shown below it
	 */
	record Text(String text, boolean preview) implements Content {

		@Override
		public MessageType type() {
			return MessageType.TEXT;
		}

	}

}
