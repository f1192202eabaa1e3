package io.bulksend.run.receipts;

import java.util.List;

import io.bulksend.ledger.OptOuts.OptOut;

/**
 * Who asked not to be written to, and what was changed about it.
 *
 * @param optOuts all who did, who asked first first
 * @param added the numbers that are new among them
 * @param removed the numbers that were among them and are not any more
 * @param unchanged the numbers that were as they were to be already
 */
public record OptOutsResult(List<OptOut> optOuts, List<String> added, List<String> removed, List<String> unchanged) {

	public OptOutsResult {
		optOuts = List.copyOf(optOuts);
		added = List.copyOf(added);
		removed = List.copyOf(removed);
		unchanged = List.copyOf(unchanged);
	}

}
