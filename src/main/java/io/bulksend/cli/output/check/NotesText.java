package io.bulksend.cli.output.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.bulksend.check.Notes;
import io.bulksend.check.Remark;
import io.bulksend.cli.output.Paragraph;
import io.bulksend.send.TimeText;

/**
 * What a person should know about a file, in words.
 */
public final class NotesText {

	private NotesText() {
	}

	/**
	 * What the suppression list does.
	 * @param list the list
	 * @return a sentence
	 */
	static String of(Notes.Suppression list) {
		if (list.size() == 0) {
			return "The suppression list is empty: it keeps nobody from being written to.";
		}
		String names = "The suppression list names %s; ".formatted(count(list.size(), "recipient"));
		if (list.rows() == 0) {
			return names + "no row is for any of them.";
		}
		return names + "%s for %s.".formatted((list.rows() == 1) ? "1 row is" : "%,d rows are".formatted(list.rows()),
				(list.size() == 1) ? "it" : "one of them");
	}

	/**
	 * That apostrophes were taken off.
	 * @param guards in how many cells, at least 1
	 * @return a sentence
	 */
	static String ofGuards(long guards) {
		return "In %s the apostrophe in front, a spreadsheet's guard, is taken off.".formatted(count(guards, "cell"));
	}

	/**
	 * What looks broken in one column.
	 * @param remark what
	 * @return a sentence
	 */
	static String of(Remark remark) {
		return "%s: %s.".formatted(remark.kind().meaning(), remark.shownExample());
	}

	/**
	 * What files the messages carry.
	 * @param files the files
	 * @return a sentence
	 */
	static String of(Notes.Files files) {
		String carried = "The messages carry %s (%s). ".formatted(count(files.count(), "file"), size(files.bytes()));
		if (files.uploads() == 0) {
			return carried + ((files.count() == 1) ? "It was uploaded before." : "All of them were uploaded before.");
		}
		Duration duration = files.duration();
		String time = (duration == null) ? "."
				: ", which takes %s at %s a second.".formatted(TimeText.of(duration), number(files.rate()));
		if (files.uploads() == files.count()) {
			return carried + ((files.count() == 1) ? "It is uploaded first" : "They are uploaded first") + time;
		}
		return carried + "%,d of them (%s) %s uploaded first%s The others were uploaded before."
			.formatted(files.uploads(), size(files.uploadBytes()), (files.uploads() == 1) ? "is" : "are", time);
	}

	private static String size(long bytes) {
		double megabytes = bytes / (1024.0 * 1024);
		return (megabytes < 0.1) ? "%,.1f KB".formatted(bytes / 1024.0) : "%,.1f MB".formatted(megabytes);
	}

	private static String number(double rate) {
		return (rate == Math.rint(rate)) ? "%,d".formatted((long) rate) : String.valueOf(rate);
	}

	/**
	 * That recipients get more than one message.
	 * @param count how many, at least 1
	 * @return a sentence
	 */
	static String ofRepeated(long count) {
		return ((count == 1) ? "1 recipient gets" : "%,d recipients get".formatted(count))
				+ " more than one message. With --once-per recipient nobody does.";
	}

	/**
	 * All of it, in lines as wide as the terminal.
	 * @param notes the notes
	 * @return the lines, if any
	 */
	public static List<String> lines(Notes notes) {
		return of(notes).stream().flatMap((sentence) -> Paragraph.lines("", sentence).stream()).toList();
	}

	/**
	 * All of it, for somebody who sends the file.
	 * @param notes the notes
	 * @return a sentence each, if any
	 */
	static List<String> of(Notes notes) {
		List<String> sentences = new ArrayList<>();
		if (notes.suppression() != null) {
			sentences.add(of(notes.suppression()));
		}
		if (notes.files() != null) {
			sentences.add(of(notes.files()));
		}
		if (notes.guardsTakenOff() > 0) {
			sentences.add(ofGuards(notes.guardsTakenOff()));
		}
		for (Remark remark : notes.remarks()) {
			sentences.add("%s in column %s, the first on line %d, %s. %s".formatted(count(remark.count(), "value"),
					remark.column(), remark.firstLine(), remark.verdict(), of(remark)));
		}
		if (notes.repeatedRecipients() > 0) {
			sentences.add(ofRepeated(notes.repeatedRecipients()));
		}
		return sentences;
	}

	private static String count(long number, String noun) {
		return (number == 1) ? "1 " + noun : "%,d %ss".formatted(number, noun);
	}

}
