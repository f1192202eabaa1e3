package io.bulksend.sandbox;

import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Ids for what was taken: they show where they come from, and none comes twice, not from
 * another sandbox either. Safe for use by many threads.
 */
final class SandboxIds {

	private static final String PREFIX = "sandbox-";

	private final long mine = UUID.randomUUID().getMostSignificantBits();

	// Where it starts says nothing: it only makes the ids look alike less.
	private final AtomicLong next = new AtomicLong(UUID.randomUUID().getLeastSignificantBits());

	String next() {
		return PREFIX + new UUID(this.mine, this.next.getAndIncrement());
	}

}
