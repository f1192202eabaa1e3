package io.bulksend.cli.output;

import java.io.PrintWriter;
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
	 * Says who is there: a line for each worker, below a headline; nothing where there is
	 * none.
	 * @param out where it goes
	 * @param present workers and runs
	 */
	public static void print(PrintWriter out, List<Present> present) {
		lines(present).forEach(out::println);
		out.flush();
	}

	private static List<String> lines(List<Present> present) {
		List<String> lines = new ArrayList<>();
		for (Present each : present) {
			if (each.who().worker()) {
				String part = each.campaigns().isEmpty() ? "waits for a campaign"
						: "takes part in \"" + String.join("\", \"", each.campaigns()) + "\"";
				lines.add("  "
						+ Paragraph.visible(each.who().process() + ", account \"" + each.account() + "\": " + part));
			}
		}
		if (!lines.isEmpty()) {
			lines.add(0, "Workers that are there");
			lines.add(0, "");
		}
		return lines;
	}

}
