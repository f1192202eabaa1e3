package io.bulksend.check;

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
 * suppression list.
 * <p>
 * White space and invisible characters around a value do not count. Lengths are counted
 * in Unicode code points, so that an emoji of one code point is one character.
 * <p>
 * Never throws for what a row holds, and keeps no state: safe for use by many threads.
 */
public final class RowCheck {

	private static final int LONGEST_API_HEADER = 1024;

	private final CheckSettings settings;

	private final SuppressionList suppressed;

	private final AttachmentFiles files;

	private final Contents contents;

	private final KeyVersion version;

	private final PhoneNumbers numbers;

	private final PhoneNumbers numbersAsListed;

	/**
	 * A check for one campaign that begins now and sends no files.
	 * @param settings what the check depends on
	 * @param suppressed the recipients never to send to
	 */
	public RowCheck(CheckSettings settings, SuppressionList suppressed) {
		this(settings, suppressed, AttachmentFiles.NONE);
	}

	/**
	 * A check for one campaign that begins now.
	 * @param settings what the check depends on
	 * @param suppressed the recipients never to send to
	 * @param files finds the files that rows name
	 */
	public RowCheck(CheckSettings settings, SuppressionList suppressed, AttachmentFiles files) {
		this(settings, suppressed, files, KeyVersion.LATEST);
	}

	private RowCheck(CheckSettings settings, SuppressionList suppressed, AttachmentFiles files, KeyVersion version) {
		this.settings = settings;
		this.suppressed = suppressed;
		this.files = files;
		this.contents = new Contents(files);
		this.version = version;
		this.numbers = new PhoneNumbers(settings.countries(), version);
		this.numbersAsListed = new PhoneNumbers(settings.countries(), KeyVersion.LATEST);
	}

	/**
	 * The same check for a campaign that may have been begun by an earlier version.
	 * @param campaignsVersion the campaign's rule
	 * @return the check
	 */
	public RowCheck by(KeyVersion campaignsVersion) {
		return new RowCheck(this.settings, this.suppressed, this.files, campaignsVersion);
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
		if (this.suppressed.contains(message) || isListedOtherwise(row, message)) {
			return new Unsendable(row,
					Outcome.of(Status.SUPPRESSED, null, "The recipient is on the suppression list."));
		}
		return new Sendable(row, message, MessageKey.of(message, OncePer.MESSAGE, this.version));
	}

	/**
	 * Whether a campaign begun by an earlier version reads the number otherwise than the
	 * list does, and the list means its recipient all the same.
	 */
	private boolean isListedOtherwise(Row row, Message message) {
		if (this.version == KeyVersion.LATEST || !this.suppressed.isGiven()
				|| message.recipientType() == RecipientType.GROUP) {
			return false;
		}
		try {
			return this.suppressed.containsNumber(this.numbersAsListed.normalise(row.get(Column.RECIPIENT_WHATSAPP)));
		}
		catch (BrokenRuleException ex) {
			return false;
		}
	}

	/** What makes a message the same as another within the campaign. */
	MessageKey key(Sendable sendable) {
		return (oncePer() == OncePer.MESSAGE) ? sendable.key()
				: MessageKey.of(sendable.message(), OncePer.RECIPIENT, this.version);
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
