package io.bulksend.ledger;

import java.util.Arrays;

/**
 * Ids of messages, gathered to be looked for in the ledger all at once. It keeps eight
 * bytes of each, so that a million need eight megabytes: two ids that look the same to it
 * are as likely as not once in five thousand million. Not for use by several threads.
 */
public final class MessageIdSet {

	private static final long FNV_OFFSET = 0xcbf29ce484222325L;

	private static final long FNV_PRIME = 0x100000001b3L;

	/** They take 32 MB. */
	private static final int MOST = 1 << 22;

	private long[] hashes = new long[1_024];

	private int size;

	private boolean sorted = true;

	/**
	 * Adds an id.
	 * @param id the id
	 */
	public void add(String id) {
		if (this.size == this.hashes.length) {
			this.hashes = Arrays.copyOf(this.hashes, this.size * 2);
		}
		this.hashes[this.size++] = hash(id);
		this.sorted = false;
	}

	/**
	 * How many ids were added.
	 * @return the number; one that came twice counts twice until it is looked for
	 */
	public int size() {
		return this.size;
	}

	/**
	 * Says whether so many were added that they should be looked for first.
	 * @return whether there are
	 */
	public boolean isFull() {
		return this.size >= MOST;
	}

	/**
	 * Takes all ids out.
	 */
	public void clear() {
		this.size = 0;
	}

	/** How many different ids were added. */
	int distinct() {
		sort();
		return this.size;
	}

	/**
	 * Where an id is among the others.
	 * @param id the id
	 * @return a number from 0, or a negative one where it is not among them
	 */
	int indexOf(String id) {
		sort();
		return Arrays.binarySearch(this.hashes, 0, this.size, hash(id));
	}

	/** Each id once, in an order of its own. */
	private void sort() {
		if (this.sorted) {
			return;
		}
		Arrays.sort(this.hashes, 0, this.size);
		int kept = Math.min(1, this.size);
		for (int i = 1; i < this.size; i++) {
			if (this.hashes[i] != this.hashes[kept - 1]) {
				this.hashes[kept++] = this.hashes[i];
			}
		}
		this.size = kept;
		this.sorted = true;
	}

	private static long hash(String id) {
		long hash = FNV_OFFSET;
		for (int i = 0; i < id.length(); i++) {
			hash = (hash ^ id.charAt(i)) * FNV_PRIME;
		}
		return hash;
	}

}
