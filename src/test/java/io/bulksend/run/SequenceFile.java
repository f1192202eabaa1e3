package io.bulksend.run;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A campaign's file that a person edits. What is changed of a message is changed in all
 * its rows, as otherwise it would be two.
 */
final class SequenceFile {

	static final int PEOPLE = 4;

	static final int ATTACHMENTS = 2;

	private static final String[][] NUMBERS = {
			{ "447700900501", "+44 7700 900501", "44 (0)7700 900501", "'+447700900501" },
			{ "525553500118", "5215553500118", "+52 1 55 5350 0118", "'525553500118" },
			{ "5493514440118", "543514440118", "+54 9 351 444-0118", "+54 351 444-0118" },
			{ "5521976540118", "552176540118", "+55 (21) 97654-0118", "+55 21 7654-0118" } };

	/** Of the file's own column; without it, or where it is empty, it is the default. */
	private static final String[] SOURCES = { "source", "", "other" };

	private static final String[] HEADERS = { "0047", "'0047", "47" };

	private final List<Line> lines = new ArrayList<>();

	private final Map<String, Integer> captions = new HashMap<>();

	private final Map<String, Integer> headers = new HashMap<>();

	private String lineBreak = "\n";

	private int source;

	private record Line(int person, int attachment, int spelling, boolean bad) {

		String slot() {
			return this.person + "/" + this.attachment;
		}

		String number() {
			return this.bad ? "4477" + this.person : NUMBERS[this.person][this.spelling % NUMBERS[0].length];
		}

	}

	/** Adds a row; every sixth is one whose number is cut. */
	void add(int which, int how) {
		this.lines.add(new Line(which % PEOPLE, which / PEOPLE % ATTACHMENTS, how, how % 6 == 5));
	}

	void remove(int which) {
		if (this.lines.size() > 1) {
			this.lines.remove(which % this.lines.size());
		}
	}

	void move(int which) {
		Collections.rotate(this.lines, 1 + which % 2);
	}

	void editCaption(int which, int how) {
		this.captions.put(line(which).slot(), how % 3);
	}

	void editHeader(int which, int how) {
		this.headers.put(line(which).slot(), how % HEADERS.length);
	}

	void editLineBreaks() {
		this.lineBreak = this.lineBreak.equals("\n") ? "\r\n" : "\n";
	}

	/** The file has its own column, or none. */
	void editSource(int how) {
		this.source = how % (SOURCES.length + 1);
	}

	void editNumber(int which, int how) {
		Line line = line(which);
		this.lines.set(which % this.lines.size(), new Line(line.person(), line.attachment(), how, false));
	}

	private Line line(int which) {
		return this.lines.get(which % this.lines.size());
	}

	/** The number that was meant where this was found. */
	static String meant(String number) {
		return number.matches("4477\\d") ? NUMBERS[number.charAt(4) - '0'][0] : number;
	}

	byte[] bytes() {
		StringBuilder text = new StringBuilder("recipient_whatsapp,attachment_id,caption,x-apiheader"
				+ ((this.source > 0) ? ",source" : "") + this.lineBreak);
		for (Line line : this.lines) {
			text.append(line.number())
				.append(",a-")
				.append(line.attachment())
				.append(",\"For you,")
				.append(this.lineBreak)
				.append("number ")
				.append(this.captions.getOrDefault(line.slot(), 0))
				.append("\",")
				.append(HEADERS[this.headers.getOrDefault(line.slot(), 0)])
				.append((this.source > 0) ? "," + SOURCES[this.source - 1] : "")
				.append(this.lineBreak);
		}
		return text.toString().getBytes(StandardCharsets.UTF_8);
	}

}
