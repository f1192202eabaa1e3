package io.bulksend.campaign;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * The error codes of our own making, and what every code there is means and asks for. The
 * one table behind the results, the report, the summary and the documentation.
 */
public enum Code {

	/** The row names no recipient. */
	RECIPIENT_MISSING("The row names no recipient.",
			"Fill in the recipient: a WhatsApp number, country code first, or a group's id."),

	/** The recipient holds something else than digits. */
	RECIPIENT_NOT_DIGITS("The recipient holds something else than digits.",
			"Write the number with digits only, country code first, for example 919833078369."),

	/** The recipient has too few or too many digits. */
	RECIPIENT_LENGTH("The recipient has too few or too many digits.",
			"Check the number: a digit is missing or too many, or the country code is missing."),

	/** No country has the recipient's first digits. */
	RECIPIENT_COUNTRY("No country has the recipient's first digits, or none that was named.",
			"Put the country code in front of the number, without leading zeros."),

	/** The recipient is written like 9.19833E+11: its last digits are lost. */
	RECIPIENT_SCIENTIFIC("The recipient is written like 9.19833E+11: its last digits are lost.",
			"A spreadsheet has rounded this number: format the column as text and fill it in anew."),

	/** The recipient's type is neither individual nor group. */
	RECIPIENT_TYPE("The recipient's type is neither individual nor group.",
			"Write individual or group, or leave the column empty."),

	/** Nobody says who sends the message. */
	SOURCE_MISSING("Nobody says who sends the message.",
			"Fill in the source column, or ask your operator to set a default source."),

	/** The row names no medium. */
	ATTACHMENT_MISSING("The row names no medium.",
			"Fill in attachment_id, attachment_file, or attachment_url and attachment_type."),

	/** The row names more than one medium. */
	ATTACHMENT_AMBIGUOUS("The row names more than one medium.",
			"Keep one of attachment_id, attachment_url and attachment_file, and leave the others empty."),

	/** The address of the medium is not a web address. */
	ATTACHMENT_URL("The address of the medium is not a web address.",
			"Correct the address: it must start with https:// or http:// and open in a browser."),

	/** The kind of medium is missing or unknown. */
	ATTACHMENT_TYPE("The kind of medium is missing or unknown.",
			"Write image, video, audio, document or sticker in attachment_type."),

	/** The file is not there, or not the one that was checked. */
	ATTACHMENT_FILE("The file is not there, or not the one that was checked.",
			"Put the file into the attachments folder, and name it in attachment_file as it lies there."),

	/** The file is larger than the API takes. */
	ATTACHMENT_SIZE("The file is larger than the API takes.",
			"Make the file smaller, or send it as a document if it has less than 100 MB."),

	/** The type of message carries no medium. */
	ATTACHMENT_NOT_ALLOWED("The type of message carries no medium.",
			"Empty the attachment columns, or write media or media_template in message_type."),

	/** The caption is too long. */
	CAPTION_LENGTH("The caption is too long.", "Shorten the caption to 1,024 characters."),

	/** The medium, or the type of message, cannot have a caption. */
	CAPTION_NOT_ALLOWED("The medium, or the type of message, cannot have a caption.",
			"Remove the caption: audio, stickers, templates and texts cannot have one."),

	/** The message's type, or one of its choices of yes and no, is unknown. */
	MESSAGE_TYPE("The message's type, or one of its choices of yes and no, is unknown.",
			"Write media, template, media_template or text in message_type, and yes or no in track_links and preview_url."),

	/** The row does not say which template. */
	TEMPLATE_NAME("The row does not say which template.",
			"Fill in template_name: the name under which the template was approved."),

	/** The row does not say in which language the template is. */
	TEMPLATE_LANGUAGE("The row does not say in which language the template is.",
			"Fill in template_language, for example en or pt_BR, as the template was approved."),

	/** A value for the template is missing between others. */
	TEMPLATE_ATTRIBUTE("A value for the template is missing between others.",
			"Fill in the missing template_attribute column: none below the last may be empty."),

	/** A message of type text has no text. */
	TEXT_MISSING("A message of type text has no text.", "Fill in the column text."),

	/** The text is too long. */
	TEXT_LENGTH("The text is too long.", "Shorten the text to 4,096 characters."),

	/** The x-apiheader is too long. */
	XAPIHEADER_LENGTH("The x-apiheader is too long.", "Shorten the x-apiheader to 1,024 characters."),

	/** The row does not fit the header line, or cannot be read. */
	MALFORMED_ROW("The row does not fit the header line, or cannot be read.",
			"Correct this row in the campaign's own file: its reason says what is wrong."),

	/** The recipient asked not to be written to. */
	OPTED_OUT("The recipient asked not to be written to.",
			"Take this number off your lists: its owner wants no messages."),

	/** The process died while the call was under way. */
	INTERRUPTED("The process died while the call was under way.",
			"Ask the recipient or wait for the delivery receipt before sending it again."),

	/** The request went out, and no reply came. */
	NO_REPLY("The request went out, and no reply came.",
			"Ask the recipient or wait for the delivery receipt before sending it again."),

	/** The reply could not be understood. */
	UNREADABLE_REPLY("The reply could not be understood.",
			"Ask the recipient or wait for the delivery receipt before sending it again."),

	/** A server on the way failed, not the API itself. */
	GATEWAY_ERROR("A server on the way failed, not the API itself.",
			"Ask the recipient or wait for the delivery receipt before sending it again.");

	/** The recipient has to agree first; nothing is wrong with the row. */
	public static final List<String> OPT_IN = List.of("8002");

	/** The recipient has to write first; nothing is wrong with the row. */
	public static final List<String> WINDOW = List.of("8007");

	/** The API was not well; nothing is wrong with the row. */
	public static final List<String> LATER = List.of("8005", "HTTP_429", "HTTP_503");

	private static final Explanation ACCOUNT = new Explanation("The API did not let the account in.",
			"Ask your operator to check the account and its token.");

	private static final Explanation ADDRESS = new Explanation("Nothing takes messages at the API's address.",
			"Ask your operator to check the API's address.");

	private static final Map<String, Explanation> OF_THE_API = Map.of( //
			"8001",
			new Explanation("A value is missing, or the API cannot read it.",
					"Correct the row: a value is missing in it, or the API cannot read it."), //
			"8002",
			new Explanation("The recipient has not opted in.",
					"Ask the customer to opt in to your WhatsApp messages first."), //
			"8003", new Explanation("The number is not on WhatsApp.", "Check the number: it has no WhatsApp account."), //
			"8004",
			new Explanation("The API does not know the account.",
					"Ask your operator to check the account and its token."), //
			"8005",
			new Explanation("The API had a technical error, three times in a row.",
					"Send it again later: the API had a technical error."), //
			"8006",
			new Explanation("The API cannot use one of the values.",
					"Correct the row: the API cannot use one of its values."), //
			"8007",
			new Explanation("The recipient last wrote more than 24 hours ago.",
					"Ask the customer to message you first, or send a template: the 24-hour window is closed."), //
			"8008", new Explanation("The API cannot use the medium.",
					"Upload the medium again, or check that its address opens in a browser."));

	/** What a status means that is the API's answer where it says nothing of its own. */
	private static final Map<String, Explanation> OF_STATUSES = Map.of( //
			"HTTP_401", ACCOUNT, "HTTP_403", ACCOUNT, //
			"HTTP_404", ADDRESS, "HTTP_405", ADDRESS, "HTTP_410", ADDRESS, //
			"HTTP_413",
			new Explanation("The API found the message too large.",
					"Make the message or its medium smaller: the API found it too large."), //
			"HTTP_429",
			new Explanation("The API asked for fewer calls.", "Send it again later: the API asked for fewer calls."), //
			"HTTP_503",
			new Explanation("The API was not in service.", "Send it again later: the API was not in service."));

	private static final Explanation UNDOCUMENTED = new Explanation(
			"The API refused it without a reason that is documented.",
			"Show this row to your operator: the API refused it without a reason that is documented.");

	private final Explanation explanation;

	Code(String meaning, String advice) {
		this.explanation = new Explanation(meaning, advice);
	}

	/**
	 * A code in words, for campaign staff.
	 *
	 * @param meaning what happened, in a sentence
	 * @param advice what to do about it, in a sentence
	 */
	public record Explanation(String meaning, String advice) {
	}

	/**
	 * What any error code means, ours or the API's.
	 * @param errorCode the code
	 * @return its explanation; a general one for a code that nobody documented
	 */
	public static Explanation explain(String errorCode) {
		Explanation api = OF_THE_API.get(errorCode);
		if (api != null) {
			return api;
		}
		for (Code code : values()) {
			if (code.name().equals(errorCode)) {
				return code.explanation;
			}
		}
		// Where a redirect or a page answered, no API did.
		return OF_STATUSES.getOrDefault(errorCode, errorCode.matches("HTTP_[23]\\d\\d") ? ADDRESS : UNDOCUMENTED);
	}

	/**
	 * What to do about a row with any error code, ours or the API's.
	 * @param status the row's status
	 * @param errorCode its error code, or {@code null} for none
	 * @return a sentence for campaign staff; empty where there is nothing to do
	 */
	public static String adviceFor(Status status, @Nullable String errorCode) {
		boolean asks = status.needsALook() || OPTED_OUT.name().equals(errorCode);
		return (errorCode != null && asks) ? explain(errorCode).advice() : "";
	}

	/**
	 * The codes that a call can end with, and its row with it: the API's documented ones,
	 * and ours of rows in doubt.
	 * @return the codes
	 */
	static List<String> ofCalls() {
		Stream<String> ours = Stream.of(INTERRUPTED, NO_REPLY, UNREADABLE_REPLY, GATEWAY_ERROR).map(Code::name);
		return Stream.concat(OF_THE_API.keySet().stream().sorted(), ours).toList();
	}

	/**
	 * Says whether a code is of our own making.
	 * @param errorCode any code
	 * @return whether it is one of these
	 */
	static boolean isOurs(String errorCode) {
		return Stream.of(values()).anyMatch((code) -> code.name().equals(errorCode));
	}

	/**
	 * The codes of refused rows that are worth sending again as they are.
	 * @return the codes
	 */
	public static List<String> sentAgainUnchanged() {
		return Stream.of(OPT_IN, WINDOW, LATER).flatMap(List::stream).toList();
	}

	/**
	 * Says whether a copy of the row, once corrected, is worth sending again: what was
	 * refused or broke a rule. What is in doubt is not, as it may have arrived. Nor is a
	 * row that could not be read as one, as its copy may look sound with a part of its
	 * text lost.
	 * @param status what became of the row
	 * @param errorCode its error code, or {@code null} for none
	 * @return whether it belongs to the rows to correct and send again
	 */
	public static boolean isWorthSendingAgain(Status status, @Nullable String errorCode) {
		return status == Status.REJECTED || (status == Status.INVALID && !MALFORMED_ROW.name().equals(errorCode));
	}

}
