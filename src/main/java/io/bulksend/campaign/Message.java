package io.bulksend.campaign;

import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * One message, checked and ready to be sent.
 *
 * @param recipient for an individual 10 to 15 digits that start with the country code;
 * for a group its name
 * @param recipientType whom the recipient stands for
 * @param source the sender's id, not blank
 * @param content what it says
 * @param apiHeader the caller's own identifier, not empty, or {@code null} for none
 */
public record Message(String recipient, RecipientType recipientType, String source, Content content,
		@Nullable String apiHeader) {

	/** What an address of a group begins with, and no number. */
	static final String GROUP_ADDRESS = "group:";

	/**
	 * A message of a medium.
	 * @param recipient as above
	 * @param recipientType as above
	 * @param source as above
	 * @param attachment the medium
	 * @param caption the text below it, not empty, or {@code null} for none
	 * @param apiHeader as above
	 */
	public Message(String recipient, RecipientType recipientType, String source, Attachment attachment,
			@Nullable String caption, @Nullable String apiHeader) {
		this(recipient, recipientType, source, new Content.Media(attachment, caption), apiHeader);
	}

	/**
	 * The same message with its medium somewhere else: a file once it was uploaded.
	 * @param elsewhere where the medium is
	 * @return the message
	 */
	public Message with(Attachment elsewhere) {
		return new Message(this.recipient, this.recipientType, this.source, this.content.with(elsewhere),
				this.apiHeader);
	}

	/**
	 * What kind of message it is. Of those of one kind the first shows how the others
	 * look.
	 * @return the kind
	 */
	public MessageKind kind() {
		Template template = this.content.template();
		return new MessageKind(this.content.type(), (template != null) ? template.name() : null,
				(template != null) ? template.language() : null, this.content.attachmentType());
	}

	/**
	 * The recipient in one text that tells a group from an individual, whatever its name.
	 * @return an individual's digits, or else <code>group:</code> and the group's name
	 */
	public String address() {
		return (this.recipientType == RecipientType.GROUP) ? GROUP_ADDRESS + this.recipient : this.recipient;
	}

	/**
	 * The same message of a medium as editors may save it.
	 * @return it with each kind of line breaks; nothing where it has none, or carries no
	 * medium alone
	 */
	public Stream<Message> inOtherLineBreaks() {
		if (!(this.content instanceof Content.Media media)
				|| !(hasLineBreak(media.caption()) || hasLineBreak(this.apiHeader))) {
			return Stream.empty();
		}
		return Stream.of("\r\n", "\n", "\r")
			.map((kind) -> new Message(this.recipient, this.recipientType, this.source,
					new Content.Media(media.attachment(), with(kind, media.caption())), with(kind, this.apiHeader)));
	}

	private static boolean hasLineBreak(@Nullable String text) {
		return text != null && (text.indexOf('\n') >= 0 || text.indexOf('\r') >= 0);
	}

	private static @Nullable String with(String kind, @Nullable String text) {
		return (text == null) ? null : text.replaceAll("\r\n|\r|\n", kind);
	}

	/**
	 * The same for somebody else.
	 * @param number an individual's digits
	 * @return the message
	 */
	public Message to(String number) {
		return new Message(number, RecipientType.INDIVIDUAL, this.source, this.content, this.apiHeader);
	}

	/**
	 * Says whether a recipient is a group.
	 * @param address a recipient, as {@link #address} writes it
	 * @return whether it is one
	 */
	public static boolean isGroup(String address) {
		return address.startsWith(GROUP_ADDRESS);
	}

	/**
	 * Reads a recipient back.
	 * @param address a recipient, as {@link #address} writes it
	 * @return the recipient as it stands in the message
	 */
	public static String recipientOf(String address) {
		return address.startsWith(GROUP_ADDRESS) ? address.substring(GROUP_ADDRESS.length()) : address;
	}

}
