package io.bulksend.receipts;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;

import io.bulksend.campaign.delivery.OptOutWish;
import io.bulksend.campaign.delivery.Receipt;
import io.bulksend.receipts.ReceiptLines.Line;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.ObjectReadContext;

/**
 * One pass over a file of which not all can be read: takes each document that begins with
 * a line, in one line or several, and leaves out the others. A line gives all that it
 * holds or nothing. Not for use by several threads.
 */
final class SoundDocuments {

	/** So many lines are named. */
	private static final int NAMED = 5;

	/** No document that has several lines is longer. */
	private static final int LONGEST = 1 << 24;

	private final ReceiptLines lines;

	private final OptOutWords words;

	private final WebhookSink sink;

	/** Lines that were read, and belong to no document yet. */
	private final Deque<Line> ahead = new ArrayDeque<>();

	private final List<Long> unreadable = new ArrayList<>();

	private ReceiptContent content = new ReceiptContent(0, 0, 0, 0, List.of(), 0, 0);

	private long unreadableLines;

	private long cutOff;

	SoundDocuments(InputStream bytes, OptOutWords words, WebhookSink sink) {
		this.lines = new ReceiptLines(bytes);
		this.words = words;
		this.sink = sink;
	}

	ReceiptContent read() throws IOException {
		for (Line line = peek(); line != null; line = peek()) {
			if (line.isBlank()) {
				this.ahead.remove();
			}
			else if (!take(line)) {
				leaveOut(line);
			}
		}
		return new ReceiptContent(this.content.receipts(), this.content.incoming(), this.content.others(),
				this.content.unreadableTimes(), this.unreadable, this.unreadableLines, this.cutOff);
	}

	private @Nullable Line peek() throws IOException {
		if (this.ahead.isEmpty()) {
			add(this.lines.next());
		}
		return this.ahead.peek();
	}

	private void add(@Nullable Line line) {
		if (line != null) {
			this.ahead.add(line);
		}
	}

	/** Takes what begins with a line, up to the end of the line where that ends. */
	private boolean take(Line line) {
		if (line.text() == null) {
			return false;
		}
		Held held = new Held();
		Feed feed = new Feed();
		try (JsonParser json = ReceiptFile.JSON.createParser(ObjectReadContext.empty(), feed)) {
			ReceiptJson documents = new ReceiptJson(json, this.words, held);
			documents.readNext();
			feed.endsWithThisLine = true;
			documents.readAll();
			this.content = sum(this.content, documents.content());
		}
		catch (JacksonException ex) {
			return false;
		}
		for (int taken = 0; taken < feed.given; taken++) {
			this.ahead.remove();
		}
		held.receipts.forEach(this.sink::receipt);
		held.wishes.forEach(this.sink::wish);
		return true;
	}

	/** The lines of a document that is broken are not documents of their own. */
	private void leaveOut(Line line) throws IOException {
		this.ahead.remove();
		boolean document = line.first() == '{' || line.first() == '[';
		boolean last = line.last();
		for (Line next = peek(); document && next != null && isWithin(next); next = peek()) {
			last |= next.last();
			this.ahead.remove();
		}
		if (last) {
			this.cutOff = line.number();
			return;
		}
		this.unreadableLines++;
		if (this.unreadable.size() < NAMED) {
			this.unreadable.add(line.number());
		}
	}

	private static boolean isWithin(Line line) {
		byte[] text = line.text();
		return text != null && text.length > 0 && text[0] != '{' && text[0] != '[';
	}

	private static ReceiptContent sum(ReceiptContent one, ReceiptContent other) {
		return new ReceiptContent(one.receipts() + other.receipts(), one.incoming() + other.incoming(),
				one.others() + other.others(), one.unreadableTimes() + other.unreadableTimes(), List.of(), 0, 0);
	}

	/** Keeps what was posted until it is sure that it counts. */
	private static final class Held implements WebhookSink {

		private final List<Receipt> receipts = new ArrayList<>();

		private final List<OptOutWish> wishes = new ArrayList<>();

		@Override
		public void receipt(Receipt receipt) {
			this.receipts.add(receipt);
		}

		@Override
		public void wish(OptOutWish wish) {
			this.wishes.add(wish);
		}

	}

	/**
	 * Gives a parser line after line, and none before it has come to its end: so it is
	 * known with which one a document ends.
	 */
	private final class Feed extends InputStream {

		private final Iterator<Line> known = SoundDocuments.this.ahead.iterator();

		private byte[] line = new byte[0];

		private int position;

		private int given;

		private long length;

		private boolean endsWithThisLine;

		@Override
		public int read() {
			throw new UnsupportedOperationException("Parsers read blocks");
		}

		@Override
		public int read(byte[] target, int offset, int length) throws IOException {
			if (this.position == this.line.length && !nextLine()) {
				return -1;
			}
			int count = Math.min(length, this.line.length - this.position);
			System.arraycopy(this.line, this.position, target, offset, count);
			this.position += count;
			return count;
		}

		private boolean nextLine() throws IOException {
			if (this.endsWithThisLine || this.length > LONGEST) {
				return false;
			}
			Line next = this.known.hasNext() ? this.known.next() : fresh();
			if (next == null || next.text() == null) {
				return false;
			}
			this.line = Arrays.copyOf(next.text(), next.text().length + 1);
			this.line[this.line.length - 1] = '\n';
			this.position = 0;
			this.length += this.line.length;
			this.given++;
			return true;
		}

		private @Nullable Line fresh() throws IOException {
			Line line = SoundDocuments.this.lines.next();
			add(line);
			return line;
		}

	}

}
