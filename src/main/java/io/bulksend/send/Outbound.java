package io.bulksend.send;

import io.bulksend.campaign.Attachment;
import io.bulksend.campaign.Message;
import io.bulksend.campaign.MessageFields;
import io.bulksend.campaign.MessageKey;
import io.bulksend.ledger.Claim;
import io.bulksend.media.MediaIds.Uploaded;
import org.jspecify.annotations.Nullable;

/**
 * A message on its way out. Belongs to the thread that sends.
 */
final class Outbound {

	private final long row;

	private final Message message;

	private final MessageKey key;

	private @Nullable Uploaded carried;

	private boolean known;

	private boolean called;

	private boolean keptId;

	private final @Nullable String refusedBefore;

	private int tries;

	private int technicalErrors;

	private long notBefore;

	private long startedAt;

	private int putBack;

	private boolean left;

	/**
	 * A message that is to be sent.
	 * @param row its row's number
	 * @param message the message
	 * @param key its key
	 * @param known whether the ledger has the row already, as NOT_SENT
	 */
	Outbound(long row, Message message, MessageKey key, boolean known) {
		this(row, message, key, known, null);
	}

	/**
	 * A message that is to be sent, perhaps once more.
	 * @param row its row's number
	 * @param message the message
	 * @param key its key
	 * @param known whether the ledger has the row already, as NOT_SENT
	 * @param refusedBefore the code that it was refused with before it was asked to be
	 * sent again, or {@code null}
	 */
	Outbound(long row, Message message, MessageKey key, boolean known, @Nullable String refusedBefore) {
		this.refusedBefore = refusedBefore;
		this.row = row;
		this.message = message;
		this.key = key;
		this.known = known;
	}

	long row() {
		return this.row;
	}

	/** What is sent: with the id of its file, once it has one. */
	Message message() {
		return (this.carried == null) ? this.message : this.message.with(new Attachment.ById(this.carried.id()));
	}

	/** The file that it carries, or {@code null} for none. */
	Attachment.@Nullable ByFile file() {
		return (this.message.content().attachment() instanceof Attachment.ByFile file) ? file : null;
	}

	/** Its file has this id. */
	void carry(Uploaded id) {
		this.carried = id;
	}

	/** The id that its file had when it was sent last, or {@code null}. */
	@Nullable Uploaded carried() {
		return this.carried;
	}

	/** Its medium has an id of an earlier run, which somebody else renews. */
	Outbound withKeptId(boolean kept) {
		this.keptId = kept;
		return this;
	}

	/** Whether somebody else renews its medium's id where the API does not know it. */
	boolean hasKeptId() {
		return this.keptId;
	}

	/** Whether a call was made for it in this run. */
	boolean wasCalled() {
		return this.called;
	}

	Claim claim() {
		return new Claim(this.row, this.message.address(), this.message.source(), this.key,
				MessageFields.of(this.message), MessageKey.mark(this.message.apiHeader()), this.known);
	}

	/** Its claim was given up, as its call could not start in time. */
	void putBack() {
		this.putBack++;
	}

	/** How often it had its turn since its last call, and could not start. */
	int timesPutBack() {
		return this.putBack;
	}

	/** The ledger has its claim. */
	void claimed() {
		this.known = true;
	}

	/**
	 * Takes note that its call is about to start.
	 * @return whether an earlier call was made for it in this run
	 */
	boolean called() {
		boolean again = this.called;
		this.called = true;
		return again;
	}

	/**
	 * Says whether a refusal tells nothing new of it.
	 * @param code the refusal's code
	 * @return whether it was sent again although it was refused so
	 */
	boolean wasRefusedWith(@Nullable String code) {
		return code != null && code.equals(this.refusedBefore);
	}

	/**
	 * Takes note of a try that was not taken.
	 * @return how many there were
	 */
	int failed() {
		return ++this.tries;
	}

	/**
	 * Takes note of a technical error of the API's.
	 * @return how many there were
	 */
	int technicalError() {
		return ++this.technicalErrors;
	}

	/**
	 * When it may be tried again.
	 * @return the time, in nanoseconds
	 */
	long notBefore() {
		return this.notBefore;
	}

	/**
	 * When its last call started.
	 * @return the time, in nanoseconds
	 */
	long startedAt() {
		return this.startedAt;
	}

	void started(long time) {
		this.startedAt = time;
		this.putBack = 0;
	}

	void waitUntil(long time) {
		this.notBefore = time;
	}

	/** Should it not be taken, it is for others to try it again. */
	void leave() {
		this.left = true;
	}

	boolean isLeft() {
		return this.left;
	}

}
