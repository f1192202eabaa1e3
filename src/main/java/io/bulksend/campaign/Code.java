package io.bulksend.campaign;

import java.util.Map;

import org.jspecify.annotations.Nullable;

/**
 * The error codes of our own making, and what to do about every code there is. The one
 * table behind the results, the report and the documentation.
 */
public enum Code {

	/** The row names nobody. */
	RECIPIENT_MISSING("Fill in the recipient's WhatsApp number, country code first."),

	/** The recipient holds something else than digits. */
	RECIPIENT_NOT_DIGITS("Write the number with digits only, country code first, for example 919833078369."),

	/** The recipient has too few or too many digits. */
	RECIPIENT_LENGTH("Check the number: a digit is missing or too many, or the country code is missing."),

	/** No country has the recipient's first digits. */
	RECIPIENT_COUNTRY("Put the country code in front of the number, without leading zeros."),

	/** A spreadsheet has rounded the recipient. */
	RECIPIENT_SCIENTIFIC("A spreadsheet has rounded this number: format the column as text and fill it in anew."),

	/** Neither an individual nor a group. */
	RECIPIENT_TYPE("Write individual or group, or leave the column empty."),

	/** Neither the row nor the configuration names a sender. */
	SOURCE_MISSING("Fill in the source column, or ask your operator to set a default source."),

	/** The row names no medium. */
	ATTACHMENT_MISSING("Fill in one of attachment_id, attachment_url and attachment_file."),

	/** The row names more than one medium. */
	ATTACHMENT_AMBIGUOUS("Leave just one of attachment_id, attachment_url and attachment_file filled in."),

	/** The URL is none, or neither http nor https. */
	ATTACHMENT_URL("Correct the address: it must start with https:// or http:// and open in a browser."),

	/** The type is missing beside a URL, or unknown. */
	ATTACHMENT_TYPE("Write image, video, audio, document or sticker in attachment_type."),

	/** The file cannot be used. */
	ATTACHMENT_FILE("Check the file's name and that it lies where the row says, relative to the CSV."),

	/** The file is larger than the API takes. */
	ATTACHMENT_SIZE("Make the file smaller, or give its address in attachment_url."),

	/** The caption is too long. */
	CAPTION_LENGTH("Shorten the caption to 1,024 characters."),

	/** The medium cannot have a caption. */
	CAPTION_NOT_ALLOWED("Remove the caption: audio and stickers cannot have one."),

	/** The x-apiheader is too long. */
	XAPIHEADER_LENGTH("Shorten the x-apiheader to 1,024 characters."),

	/** The row does not fit the header, or holds what no row may hold. */
	MALFORMED_ROW("Correct this row in the file: its fields do not fit the header line."),

	/** The process died while the call was under way. */
	INTERRUPTED("Ask the recipient or wait for the delivery receipt before sending it again."),

	/** The request went out, and no reply came. */
	NO_REPLY("Ask the recipient or wait for the delivery receipt before sending it again."),

	/** The reply could not be understood. */
	UNREADABLE_REPLY("Ask the recipient or wait for the delivery receipt before sending it again."),

	/** Something between us and the API failed. */
	GATEWAY_ERROR("Ask the recipient or wait for the delivery receipt before sending it again.");

	private static final Map<String, String> API_ADVICE = Map.of( //
			"8001", "Correct the row: the API misses something in it or cannot read it.", //
			"8002", "Ask the customer to opt in to your WhatsApp messages first.", //
			"8003", "Check the number: it has no WhatsApp account.", //
			"8004", "Ask your operator to check the account and its token.", //
			"8005", "Send it again later: the API had a technical error.", //
			"8006", "Correct the row: the API cannot use one of its values.", //
			"8007", "Ask the customer to message you first, or send a template: the 24-hour window is closed.", //
			"8008", "Upload the medium again, or check that its address opens in a browser.");

	private final String advice;

	Code(String advice) {
		this.advice = advice;
	}

	/**
	 * What to do about such a row.
	 * @return a sentence for campaign staff
	 */
	public String advice() {
		return this.advice;
	}

	/**
	 * What to do about a row with any error code, ours or the API's.
	 * @param status the row's status
	 * @param errorCode its error code, or {@code null} for none
	 * @return a sentence for campaign staff; empty where there is nothing to do
	 */
	public static String adviceFor(Status status, @Nullable String errorCode) {
		if (errorCode == null || !status.needsALook()) {
			return "";
		}
		String api = API_ADVICE.get(errorCode);
		if (api != null) {
			return api;
		}
		for (Code code : values()) {
			if (code.name().equals(errorCode)) {
				return code.advice;
			}
		}
		return "Show this row to your operator: the API refused it without a reason that is documented.";
	}

}
