package io.bulksend.receipts;

import java.util.List;

/**
 * What a file of delivery receipts held.
 *
 * @param receipts how many receipts there were, repeated ones included
 * @param others how many documents or parts of them were something else: incoming
 * messages, for example
 * @param unreadable the lines that could not be read, the first few; the rest of the file
 * was
 * @param unreadableLines how many lines could not be read
 * @param cutOff the line in whose middle the file ends, or 0 if it does not
 */
public record ReceiptContent(long receipts, long others, List<Long> unreadable, long unreadableLines, long cutOff) {
}
