package io.bulksend.run.receipts;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.ToLongFunction;

import io.bulksend.ledger.OptOuts;
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
 * @param optOuts how many people are written to no more now, and how many again
 */
public record ReceiptsResult(List<FileResult> files, long messages, long unknown, long settled, Set<String> campaigns,
		OptOuts.Changed optOuts) {

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
		return sum(ReceiptContent::receipts);
	}

	/**
	 * How many of something all files held.
	 * @param number what is counted
	 * @return the number
	 */
	public long sum(ToLongFunction<ReceiptContent> number) {
		long sum = 0;
		for (FileResult file : this.files) {
			ReceiptContent content = file.content();
			sum += (content != null) ? number.applyAsLong(content) : 0;
		}
		return sum;
	}

}
