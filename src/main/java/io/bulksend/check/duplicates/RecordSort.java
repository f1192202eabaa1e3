package io.bulksend.check.duplicates;

import java.io.Closeable;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * Sorts any number of records in flat memory. A record is a fixed number of longs, and
 * sorts by its first, then by its second, and so on. What exceeds one run is sorted run
 * by run, spilled to a temporary file and merged; what does not never touches the disk.
 * <p>
 * First {@link #add} all, then {@link #sorted} once. For one thread.
 */
final class RecordSort implements Closeable {

	private static final int FIRST_CAPACITY = 1024;

	private final int width;

	private final int runLength;

	private final SpillFile spill;

	private long[] buffer;

	private int used;

	/**
	 * A sort without records.
	 * @param width longs a record
	 * @param runLength records held in memory at once, twice while they are sorted
	 * @param folder where to spill
	 */
	RecordSort(int width, int runLength, Path folder) {
		this.width = width;
		this.runLength = runLength;
		this.spill = new SpillFile(folder, width);
		this.buffer = new long[width * Math.min(runLength, FIRST_CAPACITY)];
	}

	void add(long first, long second) {
		int at = place();
		this.buffer[at] = first;
		this.buffer[at + 1] = second;
	}

	void add(long first, long second, long third) {
		int at = place();
		this.buffer[at] = first;
		this.buffer[at + 1] = second;
		this.buffer[at + 2] = third;
	}

	void add(long first, long second, long third, long fourth) {
		int at = place();
		this.buffer[at] = first;
		this.buffer[at + 1] = second;
		this.buffer[at + 2] = third;
		this.buffer[at + 3] = fourth;
	}

	/**
	 * All records in ascending order.
	 * @return a cursor before the first one, to be used before this sort is closed
	 */
	RecordCursor sorted() {
		if (!this.spill.isUsed()) {
			return new Run(sortRun(), this.used, this.width);
		}
		spillRun();
		this.buffer = new long[0];
		return new RunMerge(this.spill.runs(), this.width);
	}

	@Override
	public void close() {
		this.buffer = new long[0];
		this.spill.close();
	}

	private int place() {
		if (this.used == this.buffer.length) {
			if (this.used == this.runLength * this.width) {
				spillRun();
			}
			else {
				long doubled = Math.min(this.used * 2L, (long) this.runLength * this.width);
				this.buffer = Arrays.copyOf(this.buffer, (int) doubled);
			}
		}
		int at = this.used;
		this.used += this.width;
		return at;
	}

	private void spillRun() {
		this.spill.write(sortRun(), this.used);
		this.used = 0;
	}

	private long[] sortRun() {
		this.buffer = RunSort.sort(this.buffer, this.used, this.width);
		return this.buffer;
	}

	/** The one run that stayed in memory. */
	private static final class Run implements RecordCursor {

		private final long[] records;

		private final int end;

		private final int width;

		private int at;

		Run(long[] records, int end, int width) {
			this.records = records;
			this.end = end;
			this.width = width;
		}

		@Override
		public boolean next(long[] into) {
			if (this.at == this.end) {
				return false;
			}
			System.arraycopy(this.records, this.at, into, 0, this.width);
			this.at += this.width;
			return true;
		}

	}

}
