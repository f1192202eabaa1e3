package io.bulksend.cli.output;

import java.util.ArrayList;
import java.util.List;

import io.bulksend.check.CorrectionCheck;
import io.bulksend.run.CorrectionsTaken;

/**
 * What became of corrections, in words.
 */
public final class CorrectionsText {

	private CorrectionsText() {
	}

	/**
	 * Says it.
	 * @param taken what became of them
	 * @return a few sentences
	 */
	public static String of(CorrectionsTaken taken) {
		if (taken.gone()) {
			return taken.file() + " is not there any more, as nothing was left in it to correct: nothing was taken in"
					+ " now. What an earlier run took in stays.";
		}
		if (taken.before()) {
			return "The corrections in " + taken.file() + " were taken in by an earlier run.";
		}
		CorrectionCheck.Counts counts = taken.counts();
		List<String> sentences = new ArrayList<>();
		sentences
			.add("Of %s in %s %,d changed what is sent.".formatted(rows(counts.rows()), taken.file(), counts.opened()));
		if (counts.duplicates() > 0) {
			sentences.add("Now the same as another row, and not sent: %,d.".formatted(counts.duplicates()));
		}
		if (counts.skipped() > 0) {
			sentences
				.add("Changes of a message that its recipient got, and not sent: %,d.".formatted(counts.skipped()));
		}
		if (counts.unchanged() > 0) {
			sentences.add("Unchanged, and not sent again: %,d.".formatted(counts.unchanged()));
		}
		if (counts.leftAlone() > 0) {
			sentences.add("Changes left alone, as their rows were accepted, may have arrived, are duplicates or"
					+ " suppressed: %,d.".formatted(counts.leftAlone()));
		}
		return String.join(" ", sentences);
	}

	private static String rows(long count) {
		return (count == 1) ? "1 row" : "%,d rows".formatted(count);
	}

}
