package io.bulksend.cli.output;

import java.util.ArrayList;
import java.util.List;

import io.bulksend.ledger.shared.HandOuts.Present;

/**
 * The workers that are there, in words.
 */
public final class PresentText {

	private PresentText() {
	}

	/**
	 * Says who is there.
	 * @param present workers and runs
	 * @return a line for each worker, below a headline; empty where there is none
	 */
	public static List<String> lines(List<Present> present) {
		List<String> lines = new ArrayList<>();
		for (Present each : present) {
			if (each.process().startsWith("worker")) {
				String part = each.campaigns().isEmpty() ? "waits for a campaign"
						: "takes part in \"" + String.join("\", \"", each.campaigns()) + "\"";
				lines.add("  " + Paragraph.visible(each.process() + ", account \"" + each.account() + "\": " + part));
			}
		}
		if (!lines.isEmpty()) {
			lines.add(0, "Workers that are there");
			lines.add(0, "");
		}
		return lines;
	}

}
