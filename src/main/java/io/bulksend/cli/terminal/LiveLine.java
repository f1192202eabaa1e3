package io.bulksend.cli.terminal;

import java.io.OutputStream;
import java.io.PrintStream;

/**
 * One line of a terminal that is drawn again and again, and gives way to all else that is
 * printed there. Safe for use by several threads.
 */
public final class LiveLine {

	private final PrintStream terminal;

	private int drawn;

	/**
	 * A line with nothing in it yet.
	 * @param terminal where it is shown
	 */
	public LiveLine(PrintStream terminal) {
		this.terminal = terminal;
	}

	/**
	 * Draws the line in place of what stood there.
	 * @param text the text, shorter than the terminal is wide
	 */
	synchronized void draw(String text) {
		this.terminal.print("\r" + text + " ".repeat(Math.max(0, this.drawn - text.length())));
		this.terminal.flush();
		this.drawn = text.length();
	}

	/** Takes the line away. */
	synchronized void clear() {
		if (this.drawn > 0) {
			this.terminal.print("\r" + " ".repeat(this.drawn) + "\r");
			this.terminal.flush();
			this.drawn = 0;
		}
	}

	/**
	 * The way for everybody else to the same terminal.
	 * @return a stream that takes the line away before it prints
	 */
	public PrintStream others() {
		return new PrintStream(new OutputStream() {

			@Override
			public void write(int octet) {
				write(new byte[] { (byte) octet }, 0, 1);
			}

			@Override
			public void write(byte[] bytes, int offset, int length) {
				synchronized (LiveLine.this) {
					clear();
					LiveLine.this.terminal.write(bytes, offset, length);
					LiveLine.this.terminal.flush();
				}
			}

		}, true, Letters.of("stderr.encoding"));
	}

}
