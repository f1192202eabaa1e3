package io.bulksend.receipts;

import java.util.List;

/**
 * What a file of the webhook's posts held.
 *
 * @param receipts how many receipts there were, repeated ones included
 * @param incoming how many messages of other people's there were
 * @param others how many documents or parts of them were something else
 * @param unreadableTimes how many receipts and messages had a time that could not be read
 * @param unreadable the lines that could not be read, the first few; the rest of the file
 * was. Of a document of several lines it is the first
 * @param unreadableLines how many lines or documents could not be read
 * @param cutOff the line in whose middle the file ends, or 0 if it does not
 */
public record ReceiptContent(long receipts, long incoming, long others, long unreadableTimes, List<Long> unreadable,
		long unreadableLines, long cutOff) {

	public ReceiptContent {
		unreadable = List.copyOf(unreadable);
	}

	/**
	 * Says whether anything of it was the webhook's.
	 * @return whether something was understood
	 */
	public boolean isUnderstood() {
		return this.receipts > 0 || this.incoming > 0;
	}

}
