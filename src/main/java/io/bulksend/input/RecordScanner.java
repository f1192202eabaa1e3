package io.bulksend.input;

import java.io.ByteArrayInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

import org.jspecify.annotations.Nullable;

/**
 * Cuts a file's characters into records: knows quotes and line ends, counts lines, and
 * keeps no more of a record than its limits, however long it is. OpenCSV splits what
 * comes out into fields; its own reader would gather a record of any length in memory,
 * parse it anew for each of its lines and not know where it began.
 * <p>
 * A quote opens a quoted field only at the field's start; elsewhere it is a character
 * like others. Blanks before that quote and after the one that closes it are left out of
 * the record's text, so that whoever splits it sees none. Not thread-safe.
 */
final class RecordScanner implements Closeable {

	/** The most characters that a record may have. */
	static final int MAX_RECORD = 131_072;

	/** The most fields that a record may have. */
	static final int MAX_FIELDS = 1_000;

	private static final byte ORDINARY = 0;

	private static final byte DELIMITER = 1;

	private static final byte QUOTE = 2;

	private static final byte LINE_END = 3;

	private static final byte CONTROL = 4;

	private static final byte SURROGATE = 5;

	private static final byte[] TYPES = types();

	private static final char NO_BREAK_SPACE = '\u00A0';

	private enum State {

		FIELD_START, UNQUOTED, QUOTED,

		/** After a quote in a quoted field: its end, or the first of two. */
		QUOTE_SEEN,

		/** After blanks that follow a quoted field. */
		QUOTED_AND_BLANK

	}

	private final Path file;

	private final TextInput input;

	private final boolean blanksCount;

	private final byte[] types = TYPES.clone();

	private final char[] buffer = new char[1 << 16];

	private int position;

	private int limit;

	private char lastBeforeBuffer;

	private long line = 1;

	// The record under way: what stood in earlier buffers is in carried, as far as it is
	// kept, and counted in lengthBefore; the rest starts at start.

	private final StringBuilder carried = new StringBuilder();

	private long lengthBefore;

	private int start;

	private long kept;

	private long recordLine;

	private long quoteLine;

	private long fieldStart;

	private long quotedEnd;

	private int fieldCount;

	// Where blanks begin and end that do not count, from the record's start.
	private int[] blanks = new int[16];

	private int blankEnds;

	private State state = State.FIELD_START;

	private @Nullable Flaw flaw;

	/**
	 * Takes over a text, which is closed with this.
	 */
	RecordScanner(Path file, TextInput input, Dialect dialect, char... delimiters) {
		this.file = file;
		this.input = input;
		this.blanksCount = dialect == Dialect.FIRST;
		delimitBy(delimiters);
	}

	/**
	 * Scans a text.
	 */
	static RecordScanner of(String text, Dialect dialect, char... delimiters) throws IOException {
		InputStream bytes = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_16LE));
		return new RecordScanner(Path.of(""), new TextInput(bytes, new Encoding(StandardCharsets.UTF_16LE, 0)), dialect,
				delimiters);
	}

	/**
	 * From the next record on, these separate the fields.
	 */
	void delimitBy(char... delimiters) {
		System.arraycopy(TYPES, 0, this.types, 0, TYPES.length);
		for (char delimiter : delimiters) {
			this.types[delimiter] = DELIMITER;
		}
	}

	/**
	 * Reads the next record that is not a blank line.
	 * @return the record, or {@code null} at the end
	 * @throws InputException if a quote is never closed, or what comes is not text
	 */
	@Nullable RawRecord next() throws IOException {
		while (startRecord()) {
			RawRecord raw = scan();
			if (!raw.isBlank()) {
				return raw;
			}
		}
		return null;
	}

	/**
	 * The line that is reached.
	 */
	long line() {
		return this.line;
	}

	private boolean startRecord() throws IOException {
		if (!more()) {
			return false;
		}
		if (this.buffer[this.position] == '\n' && before(this.position) == '\r') {
			this.position++;
			this.start = this.position;
			if (!more()) {
				return false;
			}
		}
		this.start = this.position;
		this.carried.setLength(0);
		this.lengthBefore = 0;
		this.kept = MAX_RECORD;
		this.recordLine = this.line;
		this.fieldCount = 1;
		this.fieldStart = 0;
		this.blankEnds = 0;
		this.state = State.FIELD_START;
		this.flaw = null;
		return true;
	}

	private RawRecord scan() throws IOException {
		while (more()) {
			int from = this.position;
			if (skipOrdinary()) {
				if (!isBlankAside(from)) {
					content();
				}
				continue;
			}
			char character = this.buffer[this.position++];
			switch (this.types[character]) {
				case DELIMITER -> delimiter();
				case QUOTE -> quote();
				case LINE_END -> {
					long lastLine = this.line;
					if (endsRecord(character)) {
						return endRecord(this.position - 1, lastLine);
					}
				}
				case SURROGATE -> surrogate(character);
				default -> {
					content();
					flaw(Flaw.Kind.CONTROL_CHARACTER, character);
				}
			}
		}
		if (this.state == State.QUOTED) {
			throw new InputException(this.file, this.quoteLine,
					"a quote opens here and is never closed; close it, or write it twice if it is part of the text");
		}
		return endRecord(this.position, this.line);
	}

	// The one loop that sees nearly every character: nothing in it but that.
	private boolean skipOrdinary() {
		char[] characters = this.buffer;
		byte[] kinds = this.types;
		int from = this.position;
		int to = this.limit;
		int at = from;
		while (at < to && kinds[characters[at]] == ORDINARY) {
			at++;
		}
		this.position = at;
		return at > from;
	}

	private void content() {
		if (this.state == State.FIELD_START) {
			this.state = State.UNQUOTED;
		}
		else if (this.state == State.QUOTE_SEEN || this.state == State.QUOTED_AND_BLANK) {
			textAfterQuote();
		}
	}

	/**
	 * Whether all that was skipped is blank, and stands where a quoted field may still
	 * begin or has ended.
	 */
	private boolean isBlankAside(int from) {
		if (this.blanksCount || this.state == State.UNQUOTED || this.state == State.QUOTED) {
			return false;
		}
		for (int i = from; i < this.position; i++) {
			if (!isBlank(this.buffer[i])) {
				return false;
			}
		}
		if (this.state == State.QUOTE_SEEN) {
			this.state = State.QUOTED_AND_BLANK;
		}
		return true;
	}

	private static boolean isBlank(char character) {
		return character == ' ' || character == '\t' || character == NO_BREAK_SPACE;
	}

	/** How far the position is from the record's start. */
	private long length() {
		return this.lengthBefore + this.position - this.start;
	}

	private void leaveOut(long from, long to) {
		if (from < to && to <= this.kept) {
			if (this.blankEnds == this.blanks.length) {
				this.blanks = Arrays.copyOf(this.blanks, 2 * this.blankEnds);
			}
			this.blanks[this.blankEnds++] = (int) from;
			this.blanks[this.blankEnds++] = (int) to;
		}
	}

	private String withoutBlanks(String text) {
		StringBuilder whole = new StringBuilder(text.length());
		int from = 0;
		for (int i = 0; i < this.blankEnds; i += 2) {
			whole.append(text, from, Math.min(this.blanks[i], text.length()));
			from = Math.min(this.blanks[i + 1], text.length());
		}
		return whole.append(text, from, text.length()).toString();
	}

	private void delimiter() {
		if (this.state == State.QUOTED) {
			return;
		}
		if (this.state == State.QUOTED_AND_BLANK) {
			leaveOut(this.quotedEnd, length() - 1);
		}
		this.fieldStart = length();
		this.state = State.FIELD_START;
		this.fieldCount++;
		if (this.fieldCount == MAX_FIELDS + 1) {
			this.kept = Math.min(this.kept, this.lengthBefore + this.position - 1 - this.start);
		}
	}

	private void quote() {
		switch (this.state) {
			case FIELD_START -> {
				this.state = State.QUOTED;
				this.quoteLine = this.line;
				leaveOut(this.fieldStart, length() - 1);
			}
			case QUOTED -> {
				this.state = State.QUOTE_SEEN;
				this.quotedEnd = length();
			}
			case QUOTE_SEEN -> this.state = State.QUOTED;
			case QUOTED_AND_BLANK -> textAfterQuote();
			case UNQUOTED -> {
				// A character like others.
			}
		}
	}

	// Within one line it is this row alone that cannot be understood. Over several, the
	// quote was most likely left open and has swallowed rows, which must not get lost.
	private void textAfterQuote() {
		if (this.line > this.quoteLine) {
			throw new InputException(this.file, this.quoteLine, ("a quote opens here, and text follows the one that "
					+ "closes it on line %d; close it where its field ends, and write quotes within a text twice")
				.formatted(this.line));
		}
		flaw(Flaw.Kind.TEXT_AFTER_QUOTE, '"');
		this.state = State.UNQUOTED;
	}

	private void surrogate(char character) throws IOException {
		content();
		if (Character.isHighSurrogate(character) && more() && Character.isLowSurrogate(this.buffer[this.position])) {
			this.position++;
		}
		else {
			flaw(Flaw.Kind.HALF_CHARACTER, character);
		}
	}

	private boolean endsRecord(char character) {
		boolean secondOfTwo = character == '\n' && before(this.position - 1) == '\r';
		if (!secondOfTwo) {
			this.line++;
		}
		return this.state != State.QUOTED;
	}

	private void flaw(Flaw.Kind kind, char character) {
		if (this.flaw == null) {
			this.flaw = new Flaw(kind, this.fieldCount, character);
		}
	}

	private RawRecord endRecord(int end, long lastLine) {
		if (this.fieldCount > MAX_FIELDS) {
			this.flaw = new Flaw(Flaw.Kind.TOO_MANY_FIELDS, this.fieldCount, '\0');
		}
		else if (this.lengthBefore + end - this.start > MAX_RECORD) {
			this.flaw = new Flaw(Flaw.Kind.ROW_TOO_LONG, this.fieldCount, '\0');
		}
		if (this.state == State.QUOTED_AND_BLANK) {
			leaveOut(this.quotedEnd, this.lengthBefore + end - this.start);
		}
		String text;
		if (this.lengthBefore == 0) {
			text = new String(this.buffer, this.start, (int) Math.min(end - this.start, this.kept));
		}
		else {
			carry(end);
			text = this.carried.substring(0, (int) Math.min(this.carried.length(), this.kept));
		}
		if (this.blankEnds > 0) {
			text = withoutBlanks(text);
		}
		this.start = this.position;
		return new RawRecord(text, this.recordLine, lastLine, this.fieldCount, this.flaw);
	}

	private void carry(int end) {
		int room = (int) Math.max(0, this.kept - this.carried.length());
		this.carried.append(this.buffer, this.start, Math.min(end - this.start, room));
		this.lengthBefore += end - this.start;
	}

	private boolean more() throws IOException {
		return this.position < this.limit || fill();
	}

	private boolean fill() throws IOException {
		carry(this.limit);
		if (this.limit > 0) {
			this.lastBeforeBuffer = this.buffer[this.limit - 1];
		}
		this.start = 0;
		this.position = 0;
		this.limit = 0;
		try {
			this.limit = Math.max(0, this.input.read(this.buffer));
		}
		catch (CharacterCodingException ex) {
			throw new InputException(this.file, this.line, this.input.complaint());
		}
		return this.limit > 0;
	}

	private char before(int index) {
		return (index > 0) ? this.buffer[index - 1] : this.lastBeforeBuffer;
	}

	@Override
	public void close() throws IOException {
		this.input.close();
	}

	private static byte[] types() {
		byte[] types = new byte[Character.MAX_VALUE + 1];
		for (int i = 0; i < types.length; i++) {
			char character = (char) i;
			if (Character.isSurrogate(character)) {
				types[i] = SURROGATE;
			}
			else if (Character.isISOControl(character) && character != '\t') {
				types[i] = CONTROL;
			}
		}
		types['"'] = QUOTE;
		types['\r'] = LINE_END;
		types['\n'] = LINE_END;
		return types;
	}

}
