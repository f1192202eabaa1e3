package io.bulksend.check.duplicates;

/**
 * Sorts the records of one run: a merge sort from the bottom up, which goes through
 * memory in order and has no bad case. Pure arithmetic.
 */
final class RunSort {

	// Blocks this small are sorted quicker by insertion.
	private static final int BLOCK = 8;

	private RunSort() {
	}

	/**
	 * Sorts flat records.
	 * @param records the records, one after the other; its contents are lost
	 * @param end how many of its longs are in use
	 * @param width longs a record
	 * @return the sorted records; {@code records} itself or another array of its length
	 */
	static long[] sort(long[] records, int end, int width) {
		int block = BLOCK * width;
		for (int start = 0; start < end; start += block) {
			insertionSort(records, start, Math.min(start + block, end), width);
		}
		if (end <= block) {
			return records;
		}
		long[] from = records;
		long[] to = new long[records.length];
		for (long size = block; size < end; size *= 2) {
			for (long start = 0; start < end; start += 2 * size) {
				int middle = (int) Math.min(start + size, end);
				merge(from, to, (int) start, middle, (int) Math.min(start + 2 * size, end), width);
			}
			long[] swap = from;
			from = to;
			to = swap;
		}
		return from;
	}

	private static void insertionSort(long[] records, int start, int end, int width) {
		for (int next = start + width; next < end; next += width) {
			for (int at = next; at > start && compare(records, at - width, at, width) > 0; at -= width) {
				for (int i = at; i < at + width; i++) {
					long swap = records[i];
					records[i] = records[i - width];
					records[i - width] = swap;
				}
			}
		}
	}

	private static void merge(long[] from, long[] to, int start, int middle, int end, int width) {
		int left = start;
		int right = middle;
		int at = start;
		while (left < middle && right < end) {
			if (compare(from, left, right, width) <= 0) {
				copy(from, left, to, at, width);
				left += width;
			}
			else {
				copy(from, right, to, at, width);
				right += width;
			}
			at += width;
		}
		System.arraycopy(from, left, to, at, middle - left);
		System.arraycopy(from, right, to, at + middle - left, end - right);
	}

	private static int compare(long[] records, int one, int other, int width) {
		for (int i = 0; i < width; i++) {
			if (records[one + i] != records[other + i]) {
				return (records[one + i] < records[other + i]) ? -1 : 1;
			}
		}
		return 0;
	}

	// Quicker than System.arraycopy for so few longs.
	private static void copy(long[] from, int source, long[] to, int target, int width) {
		for (int i = 0; i < width; i++) {
			to[target + i] = from[source + i];
		}
	}

}
