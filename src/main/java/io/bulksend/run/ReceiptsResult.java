package io.bulksend.run;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

import io.bulksend.receipts.ReceiptContent;
import org.jspecify.annotations.Nullable;

/**
 * What was taken in of files with delivery receipts.
 *
 * @param files the files in the order in which they were given
 * @param messages how many messages the ledger has receipts of, from now and before
 * @param unknown how many of these the ledger does not know, or not yet
 * @param settled how many messages were in doubt and are accepted now
 * @param campaigns the campaigns of those that were settled
 */
public record ReceiptsResult(List<FileResult> files, long messages, long unknown, long settled, Set<String> campaigns) {

	public ReceiptsResult {
		files = List.copyOf(files);
		campaigns = Set.copyOf(campaigns);
	}

	/**
	 * What was taken in of one file.
	 *
	 * @param path the file
	 * @param content what it held, or {@code null} where nothing was taken in
	 * @param problem why nothing was, in a line, or {@code null}
	 */
	public record FileResult(Path path, @Nullable ReceiptContent content, @Nullable String problem) {
	}

	/**
	 * Says whether every file was taken in.
	 * @return whether none was refused
	 */
	public boolean tookAll() {
		return this.files.stream().allMatch((file) -> file.problem() == null);
	}

	/**
	 * How many receipts were taken in.
	 * @return the number, repeated ones included
	 */
	public long receipts() {
		long receipts = 0;
		for (FileResult file : this.files) {
			ReceiptContent content = file.content();
			receipts += (content != null) ? content.receipts() : 0;
		}
		return receipts;
	}

}
