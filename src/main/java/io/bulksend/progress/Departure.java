package io.bulksend.progress;

import java.util.List;
import java.util.Set;

import io.bulksend.check.FileReport.Country;

/**
 * What a run is about to send, when it is the campaign's first.
 *
 * @param messages how many messages there are
 * @param countries where they go, the commonest first; immutable
 * @param sources who sends them, a few of them where there are many; immutable
 */
public record Departure(long messages, List<Country> countries, Set<String> sources) {

	public Departure {
		countries = List.copyOf(countries);
		sources = Set.copyOf(sources);
	}

}
