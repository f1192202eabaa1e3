package io.bulksend.check.duplicates;

import java.util.Arrays;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Sorted runs of records read as one. For one thread.
 */
final class RunMerge implements RecordCursor {

	private final int width;

	private final PriorityQueue<Source> sources = new PriorityQueue<>(
			(one, other) -> Arrays.compare(one.head, other.head));

	RunMerge(List<? extends RecordCursor> runs, int width) {
		this.width = width;
		for (RecordCursor run : runs) {
			addUnlessAtEnd(new Source(run, new long[width]));
		}
	}

	@Override
	public boolean next(long[] into) {
		Source least = this.sources.poll();
		if (least == null) {
			return false;
		}
		System.arraycopy(least.head, 0, into, 0, this.width);
		addUnlessAtEnd(least);
		return true;
	}

	private void addUnlessAtEnd(Source source) {
		if (source.run.next(source.head)) {
			this.sources.add(source);
		}
	}

	private record Source(RecordCursor run, long[] head) {
	}

}
