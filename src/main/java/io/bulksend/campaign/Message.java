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

	/** What an address of a group begins with, and no number. */
	static final String GROUP_ADDRESS = "group:";

	/**
	 * The recipient in one text that tells a group from an individual, whatever its name.
	 * @return an individual's digits, or else <code>group:</code> and the group's name
	 */
	public String address() {
		return (this.recipientType == RecipientType.GROUP) ? GROUP_ADDRESS + this.recipient : this.recipient;
	}

	/**
	 * The same for somebody else.
	 * @param number an individual's digits
	 * @return the message
	 */
	public Message to(String number) {
		return new Message(number, RecipientType.INDIVIDUAL, this.source, this.attachment, this.caption,
				this.apiHeader);
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
