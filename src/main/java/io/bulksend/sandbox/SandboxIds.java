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
	private final long first = UUID.randomUUID().getLeastSignificantBits();

	private final AtomicLong next = new AtomicLong(this.first);

	String next() {
		return PREFIX + new UUID(this.mine, this.next.getAndIncrement());
	}

	/**
	 * Says whether it gave an id. That takes no memory, however many it gave.
	 * @param id any text
	 * @return whether it came from here
	 */
	boolean gave(String id) {
		if (!id.startsWith(PREFIX)) {
			return false;
		}
		try {
			UUID uuid = UUID.fromString(id.substring(PREFIX.length()));
			long given = uuid.getLeastSignificantBits() - this.first;
			return uuid.getMostSignificantBits() == this.mine && given >= 0 && given < this.next.get() - this.first
					&& id.equals(PREFIX + uuid);
		}
		catch (IllegalArgumentException ex) {
			return false;
		}
	}

}
