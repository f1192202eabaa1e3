package io.bulksend.media;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Remembers what was asked for last, so much of it that nearly all campaigns fit, and no
 * more. Not for use by several threads.
 *
 * @param <K> what is asked for
 * @param <V> what is known of it
 */
final class LatestKnown<K, V> extends LinkedHashMap<K, V> {

	private static final long serialVersionUID = 1L;

	private static final int MOST = 20_000;

	LatestKnown() {
		super(16, 0.75f, true);
	}

	@Override
	protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
		return size() > MOST;
	}

}
