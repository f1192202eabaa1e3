package io.bulksend.check;

import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a person should know about a file before it is sent, although it is no fault.
 *
 * @param remarks what looks broken in its messages, the commonest first; immutable
 * @param guardsTakenOff in how many cells a spreadsheet's apostrophe was taken off
 * @param suppression what the suppression list does, or {@code null} where none was given
 * @param repeatedRecipients how many recipients get more than one message
 */
public record Notes(List<Remark> remarks, long guardsTakenOff, @Nullable Suppression suppression,
		long repeatedRecipients) {

	public Notes {
		remarks = List.copyOf(remarks);
	}

	/**
	 * A suppression list, and what it does to a file.
	 *
	 * @param size how many recipients it names, each once
	 * @param rows how many of the file's rows are for one of them
	 */
	public record Suppression(long size, long rows) {
	}

}
