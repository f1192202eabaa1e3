package io.bulksend.check.duplicates;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * A temporary file that holds runs of records. Only its owner can read it, and it is
 * deleted on close; where the system allows it, its name is gone as soon as it is open,
 * so that not even a killed process leaves it behind. Created with the first run. For one
 * thread.
 */
final class SpillFile implements Closeable {

	private static final int BUFFER = 64 * 1024;

	// All runs' buffers together while they are read.
	private static final int READ_BUFFERS = 4 * 1024 * 1024;

	private static final int FEWEST_RECORDS = 16;

	private final Path folder;

	private final int recordSize;

	private final int width;

	private final List<Long> ends = new ArrayList<>();

	private @Nullable FileChannel channel;

	SpillFile(Path folder, int width) {
		this.folder = folder;
		this.width = width;
		this.recordSize = width * Long.BYTES;
	}

	boolean isUsed() {
		return !this.ends.isEmpty();
	}

	/**
	 * Appends a run.
	 * @param records the records, one after the other
	 * @param end how many of its longs to write
	 */
	void write(long[] records, int end) {
		try {
			FileChannel file = channel();
			ByteBuffer bytes = ByteBuffer.allocateDirect(BUFFER);
			for (int at = 0; at < end;) {
				int count = Math.min(BUFFER / Long.BYTES, end - at);
				bytes.clear().asLongBuffer().put(records, at, count);
				bytes.limit(count * Long.BYTES);
				while (bytes.hasRemaining()) {
					file.write(bytes);
				}
				at += count;
			}
			this.ends.add(file.position());
		}
		catch (IOException ex) {
			throw failed("written", ex);
		}
	}

	/**
	 * The runs, in the order in which they were written.
	 * @return a cursor for each, to be used before this file is closed
	 */
	List<RecordCursor> runs() {
		List<RecordCursor> runs = new ArrayList<>();
		int records = Math.min(BUFFER, READ_BUFFERS / Math.max(1, this.ends.size())) / this.recordSize;
		int size = Math.max(FEWEST_RECORDS, records) * this.recordSize;
		long start = 0;
		for (long end : this.ends) {
			runs.add(new Run(start, end, ByteBuffer.allocate(size).limit(0)));
			start = end;
		}
		return runs;
	}

	@Override
	public void close() {
		FileChannel open = this.channel;
		this.channel = null;
		if (open != null) {
			try {
				open.close();
			}
			catch (IOException ex) {
				throw failed("deleted", ex);
			}
		}
	}

	private FileChannel channel() throws IOException {
		FileChannel open = this.channel;
		if (open == null) {
			Path file = Files.createTempFile(this.folder, "bulk-send-", ".tmp");
			open = FileChannel.open(file, StandardOpenOption.READ, StandardOpenOption.WRITE,
					StandardOpenOption.DELETE_ON_CLOSE);
			this.channel = open;
		}
		return open;
	}

	private UncheckedIOException failed(String verb, IOException ex) {
		return new UncheckedIOException("A temporary file in " + this.folder + " cannot be " + verb
				+ "; check that the folder exists, can be written and has space left.", ex);
	}

	private final class Run implements RecordCursor {

		private final long end;

		private final ByteBuffer bytes;

		private long position;

		Run(long start, long end, ByteBuffer bytes) {
			this.position = start;
			this.end = end;
			this.bytes = bytes;
		}

		@Override
		public boolean next(long[] into) {
			if (!this.bytes.hasRemaining() && !fill()) {
				return false;
			}
			for (int i = 0; i < SpillFile.this.width; i++) {
				into[i] = this.bytes.getLong();
			}
			return true;
		}

		private boolean fill() {
			if (this.position == this.end) {
				return false;
			}
			this.bytes.clear();
			this.bytes.limit((int) Math.min(this.bytes.capacity(), this.end - this.position));
			try {
				FileChannel file = channel();
				while (this.bytes.hasRemaining()) {
					int count = file.read(this.bytes, this.position);
					if (count < 0) {
						throw new IOException("The file ends too early");
					}
					this.position += count;
				}
			}
			catch (IOException ex) {
				throw failed("read", ex);
			}
			this.bytes.flip();
			return true;
		}

	}

}
