package io.bulksend.check;

import java.util.function.Predicate;

import io.bulksend.campaign.Code;
import io.bulksend.campaign.Content;
import io.bulksend.campaign.KeyVersion;
import io.bulksend.campaign.Message;
import io.bulksend.campaign.MessageKey;
import io.bulksend.campaign.OncePer;
import io.bulksend.campaign.Outcome;
import io.bulksend.campaign.RecipientType;
import io.bulksend.campaign.Status;
import io.bulksend.check.Checked.Sendable;
import io.bulksend.check.Checked.Unsendable;
import io.bulksend.check.rules.AttachmentFiles;
import io.bulksend.check.rules.BrokenRuleException;
import io.bulksend.check.rules.Contents;
import io.bulksend.check.rules.Field;
import io.bulksend.check.rules.PhoneNumbers;
import io.bulksend.check.rules.Texts;
import io.bulksend.check.suppression.SuppressionList;
import io.bulksend.input.Column;
import io.bulksend.input.Row;

/**
 * Turns one row into a message, or into the first rule that it breaks: a defect of the
 * row itself, then recipient type, recipient, source, message type, attachment, its type,
 * caption, template, text and x-apiheader. Only a row without fault is held against the
 * suppression list, and against those who have opted out.
 * <p>
 * White space and invisible characters around a value do not count. Lengths are counted
 * in Unicode code points, so that an emoji of one code point is one character.
 * <p>
 * Never throws for what a row holds, and keeps no state: safe for use by many threads.
 */
public final class RowCheck {

	private static final Outcome ON_THE_LIST = Outcome.of(Status.SUPPRESSED, null,
			"The recipient is on the suppression list.");

	private static final Outcome OPTED_OUT = Outcome.of(Status.SUPPRESSED, Code.OPTED_OUT.name(),
			"The recipient asked not to be written to.");

	private static final int LONGEST_API_HEADER = 1024;

	private final CheckSettings settings;

	private final SuppressionList suppressed;

	private final SuppressionList optedOut;

	private final AttachmentFiles files;

	private final Contents contents;

	private final KeyVersion version;

	private final Predicate<MessageKey> known;

	private final PhoneNumbers numbers;

	private final PhoneNumbers numbersAsListed;

	/**
	 * A check for one campaign that begins now.
	 * @param settings what the check depends on
	 * @param suppressed the recipients never to send to
	 * @param files finds the files that rows name
	 */
	public RowCheck(CheckSettings settings, SuppressionList suppressed, AttachmentFiles files) {
		this(settings, suppressed, SuppressionList.none(), files, KeyVersion.LATEST, (key) -> true);
	}

	private RowCheck(CheckSettings settings, SuppressionList suppressed, SuppressionList optedOut,
			AttachmentFiles files, KeyVersion version, Predicate<MessageKey> known) {
		this.settings = settings;
		this.suppressed = suppressed;
		this.optedOut = optedOut;
		this.files = files;
		this.contents = new Contents(files);
		this.version = version;
		this.known = known;
		this.numbers = new PhoneNumbers(settings.countries(), version);
		this.numbersAsListed = new PhoneNumbers(settings.countries(), KeyVersion.LATEST);
	}

	/**
	 * The same check for a campaign that may have been begun by an earlier version.
	 * @param campaignsVersion the campaign's rule
	 * @return the check
	 */
	public RowCheck by(KeyVersion campaignsVersion) {
		return new RowCheck(this.settings, this.suppressed, this.optedOut, this.files, campaignsVersion, (key) -> true);
	}

	/**
	 * The same check for a file that replaces another one of its campaign. Where an
	 * earlier version began that, every difference makes another message; so one in other
	 * line breaks is taken for the one that is known.
	 * @param known whether a message was decided about under an earlier file
	 * @return the check
	 */
	public RowCheck knowing(Predicate<MessageKey> known) {
		return (this.version == KeyVersion.LATEST) ? this
				: new RowCheck(this.settings, this.suppressed, this.optedOut, this.files, this.version, known);
	}

	/**
	 * The same check, which lets nobody through who asked not to be written to.
	 * @param people who did, as far as is known now
	 * @return the check
	 */
	public RowCheck sparing(SuppressionList people) {
		return new RowCheck(this.settings, this.suppressed, people, this.files, this.version, this.known);
	}

	/**
	 * The same check with other eyes for files.
	 * @param others finds the files that rows name
	 * @return the check
	 */
	public RowCheck with(AttachmentFiles others) {
		return new RowCheck(this.settings, this.suppressed, this.optedOut, others, this.version, this.known);
	}

	/**
	 * Checks a row.
	 * @param row the row
	 * @return its message, or why there is none
	 */
	public Checked check(Row row) {
		String defect = row.defect();
		if (defect != null) {
			return new Unsendable(row, Outcome.invalid(Code.MALFORMED_ROW, defect));
		}
		Message message;
		try {
			message = message(row);
		}
		catch (BrokenRuleException ex) {
			return new Unsendable(row, ex.outcome());
		}
		Sendable sendable = new Sendable(row, message, key(message));
		if (isOn(this.suppressed, row, message)) {
			return new Unsendable(row, ON_THE_LIST, sendable);
		}
		return isOn(this.optedOut, row, message) ? new Unsendable(row, OPTED_OUT, sendable) : sendable;
	}

	private boolean isOn(SuppressionList list, Row row, Message message) {
		return list.contains(message) || isListedOtherwise(list, row, message);
	}

	/**
	 * Whether a campaign begun by an earlier version reads the number otherwise than the
	 * list does, and the list means its recipient all the same.
	 */
	private boolean isListedOtherwise(SuppressionList list, Row row, Message message) {
		if (this.version == KeyVersion.LATEST || !list.isGiven() || message.recipientType() == RecipientType.GROUP) {
			return false;
		}
		try {
			return list.containsNumber(this.numbersAsListed.normalise(row.get(Column.RECIPIENT_WHATSAPP)));
		}
		catch (BrokenRuleException ex) {
			return false;
		}
	}

	private MessageKey key(Message message) {
		MessageKey key = MessageKey.of(message, OncePer.MESSAGE, this.version);
		return this.known.test(key) ? key
				: message.inOtherLineBreaks()
					.map((other) -> MessageKey.of(other, OncePer.MESSAGE, this.version))
					.filter(this.known)
					.findFirst()
					.orElse(key);
	}

	/** What makes a message the same as another within the campaign. */
	MessageKey key(Sendable sendable) {
		return (oncePer() == OncePer.MESSAGE) ? sendable.key()
				: MessageKey.of(sendable.message(), OncePer.RECIPIENT, this.version);
	}

	/** Whether there may be rows that are left out for whom they are for. */
	boolean sparesAny() {
		return this.suppressed.isGiven() || this.optedOut.isGiven();
	}

	/**
	 * The recipients never to send to.
	 * @return the list
	 */
	public SuppressionList suppressed() {
		return this.suppressed;
	}

	OncePer oncePer() {
		return this.settings.oncePer();
	}

	private Message message(Row row) throws BrokenRuleException {
		RecipientType recipientType = recipientType(row);
		String recipient = recipient(row, recipientType);
		String source = source(row);
		Content content = this.contents.content(row);
		String apiHeader = Texts.limited(row, Column.X_APIHEADER, LONGEST_API_HEADER, Code.XAPIHEADER_LENGTH);
		return new Message(recipient, recipientType, source, content, apiHeader);
	}

	private static RecipientType recipientType(Row row) throws BrokenRuleException {
		String name = Field.trim(row.get(Column.RECIPIENT_TYPE));
		if (name.isEmpty() || name.equalsIgnoreCase(RecipientType.INDIVIDUAL.apiName())) {
			return RecipientType.INDIVIDUAL;
		}
		if (name.equalsIgnoreCase(RecipientType.GROUP.apiName())) {
			return RecipientType.GROUP;
		}
		throw new BrokenRuleException(Code.RECIPIENT_TYPE,
				"The recipient_type " + Field.quote(name) + " is neither individual nor group.");
	}

	private String recipient(Row row, RecipientType type) throws BrokenRuleException {
		String recipient = row.get(Column.RECIPIENT_WHATSAPP);
		if (type == RecipientType.INDIVIDUAL) {
			return this.numbers.sendable(recipient);
		}
		String group = Field.trim(recipient);
		if (group.isEmpty()) {
			throw new BrokenRuleException(Code.RECIPIENT_MISSING, "The row names no group as its recipient.");
		}
		return group;
	}

	private String source(Row row) throws BrokenRuleException {
		String source = Field.trim(row.get(Column.SOURCE));
		String defaultSource = this.settings.defaultSource();
		if (source.isEmpty() && defaultSource != null) {
			source = Field.trim(defaultSource);
		}
		if (source.isEmpty()) {
			throw new BrokenRuleException(Code.SOURCE_MISSING,
					"The row names no source, and there is no default source.");
		}
		return source;
	}

}
