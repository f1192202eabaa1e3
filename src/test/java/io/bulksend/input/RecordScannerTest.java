package io.bulksend.input;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

class RecordScannerTest {

	@Test
	void keepsOnlyTheBeginningOfAHugeRecord() throws IOException {
		try (RecordScanner scanner = scanner(new SequenceInputStream(new Endless(100_000_000), text("\n2\n")))) {
			RawRecord huge = scanner.next();
			assertThat(huge).isNotNull();
			assertThat(huge.text()).hasSize(RecordScanner.MAX_RECORD);
			assertThat(scanner.next()).isEqualTo(new RawRecord("2", 2, 2, 1, null));
			assertThat(scanner.next()).isNull();
		}
	}

	@Test
	void aReadThatFailsIsNeverTheEnd() throws IOException {
		InputStream broken = new InputStream() {

			@Override
			public int read() throws IOException {
				throw new IOException("the disk is gone");
			}

		};
		try (RecordScanner scanner = scanner(new SequenceInputStream(text("1\n2\n3"), broken))) {
			assertThat(scanner.next()).isNotNull();
			assertThat(scanner.next()).isNotNull();
			assertThatIOException().isThrownBy(scanner::next).withMessage("the disk is gone");
		}
	}

	@Test
	void readsAStreamThatComesByteForByte() throws IOException {
		InputStream drops = new InputStream() {

			private final InputStream all = text("é,\"😀\r\n\"\"\"\r\n\r\nx");

			@Override
			public int read() throws IOException {
				return this.all.read();
			}

			@Override
			public int read(byte[] target, int from, int length) throws IOException {
				return this.all.read(target, from, Math.min(1, length));
			}

		};
		try (RecordScanner scanner = scanner(drops)) {
			assertThat(scanner.next()).isEqualTo(new RawRecord("é,\"😀\r\n\"\"\"", 1, 2, 2, null));
			assertThat(scanner.next()).isEqualTo(new RawRecord("x", 4, 4, 1, null));
			assertThat(scanner.next()).isNull();
		}
	}

	private static RecordScanner scanner(InputStream in) throws IOException {
		return new RecordScanner(Path.of("x.csv"), new TextInput(in, new Encoding(StandardCharsets.UTF_8, 0)),
				Dialect.PRESENT, ',');
	}

	private static InputStream text(String text) {
		return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
	}

	private static final class Endless extends InputStream {

		private long left;

		Endless(long length) {
			this.left = length;
		}

		@Override
		public int read() {
			return (this.left-- > 0) ? 'x' : -1;
		}

		@Override
		public int read(byte[] target, int from, int length) {
			if (this.left <= 0) {
				return -1;
			}
			int count = (int) Math.min(length, this.left);
			Arrays.fill(target, from, from + count, (byte) 'x');
			this.left -= count;
			return count;
		}

	}

}
