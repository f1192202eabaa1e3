package io.bulksend.report;

import java.util.Locale;
import java.util.Set;

import io.bulksend.campaign.Code;
import io.bulksend.campaign.Status;
import org.jspecify.annotations.Nullable;

/**
 * What people can do about rows: rows that ask for the same are one card on the page.
 */
enum Action {

	/** Nobody knows whether they arrived. */
	DOUBT("1 row may have arrived", "%s may have arrived",
			"Ask the recipient, or wait for the delivery receipt. Nobody sends this again unasked.",
			"Ask the recipients, or wait for the delivery receipts. Nobody sends these again unasked."),

	/** Their turn has not come yet. */
	LEFT("1 row is left to send", "%s are left to send", "", ""),

	/** Their recipients have not agreed to be written to. */
	OPT_IN("1 needs to opt in", "%s need to opt in",
			"Ask this customer to opt in to your WhatsApp messages. Then your operator can send it again as it is.",
			"Ask these customers to opt in to your WhatsApp messages. Then your operator can send them again as they"
					+ " are."),

	/** Their numbers have no WhatsApp account. */
	NOT_ON_WHATSAPP("1 is not on WhatsApp", "%s are not on WhatsApp", "Check this number: it has no WhatsApp account.",
			"Check these numbers: they have no WhatsApp account."),

	/** Their recipients have not written lately. */
	WINDOW("1 last wrote more than 24 hours ago", "%s last wrote more than 24 hours ago",
			"Ask this customer to message you first: then your operator can send it again as it is. Or send a template.",
			"Ask these customers to message you first: then your operator can send them again as they are. Or send a"
					+ " template."),

	/** Something in them is wrong. */
	CORRECT("1 can be corrected", "%s can be corrected",
			"Correct it in %s and hand the file to your operator, who sends the campaign with this correction.",
			"Correct them in %s and hand the file to your operator, who sends the campaign with these corrections."
					+ " Only those that you changed go out."),

	/** They are no rows. */
	OWN_FILE("1 could not be read", "%s could not be read",
			"Correct it in the campaign's own file: the reason beside it says what is wrong.",
			"Correct them in the campaign's own file: the reason beside each says what is wrong."),

	/** The API was not well. */
	LATER("1: send again later", "%s: send again later",
			"The API had a technical error, or no time. Nothing is wrong with this: your operator can send it again as it"
					+ " is.",
			"The API had a technical error, or no time. Nothing is wrong with these: your operator can send them again as"
					+ " they are."),

	/** Nobody has documented why. */
	OPERATOR("1 to show to your operator", "%s to show to your operator",
			"The API refused this without a reason that is documented.",
			"The API refused these without a reason that is documented."),

	/** They were accepted, and did not arrive. */
	UNDELIVERED("1 was accepted but not delivered", "%s were accepted but not delivered",
			"Check the number, or try another way. Nobody sends this again unasked.",
			"Check the numbers, or try another way. Nobody sends these again unasked.");

	private static final Set<String> CORRECTABLE = Set.of("8001", "8006", "8008", "HTTP_413");

	private final String one;

	private final String many;

	private final String adviceOne;

	private final String adviceMany;

	Action(String one, String many, String adviceOne, String adviceMany) {
		this.one = one;
		this.many = many;
		this.adviceOne = adviceOne;
		this.adviceMany = adviceMany;
	}

	/**
	 * What to do about rows of a status and a code.
	 * @return what, or {@code null} where there is nothing to do
	 */
	static @Nullable Action of(Status status, @Nullable String code) {
		return switch (status) {
			case IN_DOUBT -> DOUBT;
			case NOT_SENT -> LEFT;
			case INVALID -> Code.MALFORMED_ROW.name().equals(code) ? OWN_FILE : CORRECT;
			case REJECTED -> ofRefused((code != null) ? code : "");
			case ACCEPTED, DUPLICATE, SUPPRESSED -> null;
		};
	}

	private static Action ofRefused(String code) {
		if (Code.OPT_IN.contains(code)) {
			return OPT_IN;
		}
		if (Code.WINDOW.contains(code)) {
			return WINDOW;
		}
		if (Code.LATER.contains(code)) {
			return LATER;
		}
		return code.equals("8003") ? NOT_ON_WHATSAPP : CORRECTABLE.contains(code) ? CORRECT : OPERATOR;
	}

	/** The card's heading. */
	String title(long rows) {
		return (rows == 1) ? this.one : this.many.formatted(Words.number(rows));
	}

	/** What to do, in a sentence or two. */
	String advice(long rows, ReportSubject subject) {
		String advice = (rows == 1) ? this.adviceOne : this.adviceMany;
		return (this == CORRECT) ? advice.formatted(subject.retry()) : advice;
	}

	/** Its name on the page. */
	String id() {
		return name().toLowerCase(Locale.ROOT);
	}

}
