package io.bulksend.check.duplicates;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.bulksend.campaign.MessageKey;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Messages that are missing against messages that are new, as a plain count has them.
 */
class ChangeFinderTest {

	private static final Path FOLDER = Path.of(System.getProperty("java.io.tmpdir"));

	@Property(tries = 300)
	void asManyRowsAreChangesAsMessagesAreMissing(@ForAll @Size(max = 40) List<@IntRange(max = 59) Integer> earlier,
			@ForAll @Size(max = 40) List<@IntRange(max = 59) Integer> rows) {
		Map<Integer, Set<Integer>> sent = new HashMap<>();
		Map<Integer, Set<Integer>> known = new HashMap<>();
		Map<Integer, Map<Integer, Integer>> now = new LinkedHashMap<>();
		List<Long> changes = new ArrayList<>();
		try (ChangeFinder finder = new ChangeFinder(FOLDER, 7)) {
			for (int each : earlier) {
				int recipient = each % 3;
				int message = each / 6;
				boolean accepted = each % 2 == 0;
				finder.addEarlier(key(recipient), key(100 + message), accepted, message + 1L);
				(accepted ? sent : known).computeIfAbsent(recipient, (any) -> new HashSet<>()).add(message);
			}
			for (int i = 0; i < rows.size(); i++) {
				int recipient = rows.get(i) % 3;
				int message = rows.get(i) / 6;
				finder.add(key(recipient), key(100 + message), i + 1, message + 1L);
				now.computeIfAbsent(recipient, (any) -> new LinkedHashMap<>()).putIfAbsent(message, i + 1);
			}
			finder.forEachChange((row, before, after) -> changes.add(row));
		}
		assertThat(changes).isSorted().doesNotHaveDuplicates();
		long expected = 0;
		Set<Long> gainedRows = new HashSet<>();
		for (int recipient = 0; recipient < 3; recipient++) {
			Set<Integer> lost = new HashSet<>(sent.getOrDefault(recipient, Set.of()));
			Map<Integer, Integer> gained = new HashMap<>(now.getOrDefault(recipient, Map.of()));
			lost.removeAll(gained.keySet());
			gained.keySet().removeAll(sent.getOrDefault(recipient, Set.of()));
			gained.keySet().removeAll(known.getOrDefault(recipient, Set.of()));
			expected += Math.min(lost.size(), gained.size());
			gained.values().forEach((row) -> gainedRows.add(row.longValue()));
		}
		assertThat(changes).hasSize((int) expected);
		assertThat(gainedRows).containsAll(changes);
	}

	@Property(tries = 20)
	void ofTwoNewMessagesTheOneThatIsMoreAlikeIsTheChange(@ForAll boolean swapped) {
		List<Long> changes = new ArrayList<>();
		try (ChangeFinder finder = new ChangeFinder(FOLDER, 7)) {
			finder.addEarlier(key(1), key(2), true, 1L << 56 | 0x010101);
			finder.add(key(1), key(3), swapped ? 2 : 1, 1L << 56 | 0x010102);
			finder.add(key(1), key(4), swapped ? 1 : 2, 1L << 56 | 0x020202);
			finder.forEachChange((row, before, after) -> changes.add(row));
		}
		assertThat(changes).containsExactly(swapped ? 2L : 1L);
	}

	@Property(tries = 20)
	void aDecidedRowIsNoChangeAndTakesTheMissingMessageFromOthersOnlyWhereItIsMoreAlike(@ForAll boolean more) {
		List<Long> changes = new ArrayList<>();
		try (ChangeFinder finder = new ChangeFinder(FOLDER, 7)) {
			finder.addEarlier(key(1), key(2), true, 1L << 56 | 0x010101);
			finder.addDecided(key(1), key(3), true, 1L << 56 | 0x010102);
			finder.add(key(1), key(4), 1, 1L << 56 | (more ? 0x020202 : 0x010103));
			finder.forEachChange((row, before, after) -> changes.add(row));
		}
		assertThat(changes).hasSize(more ? 0 : 1);
	}

	private static MessageKey key(int number) {
		return new MessageKey(number, -number);
	}

}
