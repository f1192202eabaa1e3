package io.bulksend.check.duplicates;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.bulksend.campaign.MessageKey;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

class DuplicateFinderTest {

	private Path folder = Path.of("");

	@BeforeEach
	@BeforeProperty
	void createFolder() throws IOException {
		this.folder = Files.createTempDirectory("duplicates");
	}

	@AfterEach
	@AfterProperty
	void deleteFolder() throws IOException {
		FileSystemUtils.deleteRecursively(this.folder);
	}

	@Test
	void everyLaterRowIsADuplicateOfTheFirst() {
		try (DuplicateFinder finder = new DuplicateFinder(this.folder)) {
			finder.add(key(7), 1, 2, 0);
			finder.add(key(8), 2, 3, 0);
			finder.add(key(8), 3, 5, 0);
			finder.add(key(7), 4, 6, 0);
			finder.add(key(8), 5, 9, 0);
			assertThat(duplicates(finder)).containsExactly("3 on 5 like 3", "4 on 6 like 2", "5 on 9 like 3");
		}
	}

	@Test
	void noRowsHaveNoDuplicates() {
		try (DuplicateFinder finder = new DuplicateFinder(this.folder)) {
			assertThat(duplicates(finder)).isEmpty();
		}
	}

	@Test
	void keysDifferInEitherHalf() {
		try (DuplicateFinder finder = new DuplicateFinder(this.folder)) {
			finder.add(new MessageKey(1, 1), 1, 2, 0);
			finder.add(new MessageKey(1, 2), 2, 3, 0);
			finder.add(new MessageKey(2, 1), 3, 4, 0);
			finder.add(new MessageKey(-1, 1), 4, 5, 0);
			assertThat(duplicates(finder)).isEmpty();
		}
	}

	@Property(tries = 300)
	void findsWhatAMapFinds(@ForAll @Size(max = 300) List<@IntRange(min = -20, max = 60) Integer> keys,
			@ForAll @IntRange(min = 1, max = 40) int runLength) {
		List<String> expected = new ArrayList<>();
		Map<Integer, Integer> firstRows = new HashMap<>();
		try (DuplicateFinder finder = new DuplicateFinder(this.folder, runLength)) {
			for (int row = 1; row <= keys.size(); row++) {
				finder.add(key(keys.get(row - 1)), row, 10L * row, 0);
				Integer first = firstRows.putIfAbsent(keys.get(row - 1), row);
				if (first != null) {
					expected.add(row + " on " + 10 * row + " like " + 10 * first);
				}
			}
			assertThat(duplicates(finder)).isEqualTo(expected);
		}
		assertThat(this.folder).isEmptyDirectory();
	}

	@Test
	void staysOffTheDiskUpToOneRun() {
		Path nowhere = this.folder.resolve("nowhere");
		try (DuplicateFinder finder = new DuplicateFinder(nowhere, 3000)) {
			for (int row = 1; row <= 3000; row++) {
				finder.add(key(0), row, row + 1, 0);
			}
			assertThat(duplicates(finder)).hasSize(2999);
		}
	}

	@Test
	void mergesMoreRunsThanItsBuffersHoldAtOnce() {
		try (DuplicateFinder finder = new DuplicateFinder(this.folder, 500)) {
			for (int row = 1; row <= 100_000; row++) {
				finder.add(key(row % 70_000 * 0x9E3779B97F4A7C15L), row, row + 1, 0);
			}
			List<String> found = duplicates(finder);
			assertThat(found).hasSize(30_000);
			assertThat(found.get(0)).isEqualTo("70001 on 70002 like 2");
			assertThat(found.get(29_999)).isEqualTo("100000 on 100001 like 30001");
		}
	}

	@Test
	void theFirstRowOfAMessageThatWasDecidedBeforeTakesTheDecisionOver() {
		try (DuplicateFinder finder = new DuplicateFinder(this.folder)) {
			finder.add(key(1), 1, 2, 0);
			finder.add(key(2), 2, 3, 0);
			finder.add(key(1), 3, 4, 0);
			finder.addDecided(key(1), 0, 77);
			finder.addDecided(key(9), 0, 78);
			assertThat(duplicates(finder)).containsExactly("1 as 77 of rank 0", "3 on 4 like 2");
		}
	}

	@Test
	void ofSeveralDecisionsTheOneWithTheLowestRankCounts() {
		try (DuplicateFinder finder = new DuplicateFinder(this.folder)) {
			finder.addDecided(key(1), 2, 70);
			finder.addDecided(key(1), 1, 71);
			finder.addDecided(key(1), 2, 72);
			finder.add(key(1), 5, 6, 0);
			assertThat(duplicates(finder)).containsExactly("5 as 71 of rank 1");
		}
	}

	@Test
	void leavesNoFileBehindAfterAnException() throws IOException {
		assertThatIllegalStateException().isThrownBy(() -> {
			try (DuplicateFinder finder = new DuplicateFinder(this.folder, 2)) {
				for (int row = 1; row <= 9; row++) {
					finder.add(key(0), row, row, 0);
				}
				finder.forEachDuplicate(new DuplicateFinder.DuplicateSink() {

					@Override
					public void duplicate(long row, long line, int mark, long firstLine) {
						throw new IllegalStateException();
					}

					@Override
					public void decided(long row, int rank, long entry) {
						throw new IllegalStateException();
					}

				});
			}
		});
		try (Stream<Path> left = Files.list(this.folder)) {
			assertThat(left).isEmpty();
		}
	}

	@Test
	void namesTheFolderThatCannotBeWritten() {
		Path nowhere = this.folder.resolve("nowhere");
		try (DuplicateFinder finder = new DuplicateFinder(nowhere, 1)) {
			finder.add(key(0), 1, 2, 0);
			assertThatExceptionOfType(UncheckedIOException.class).isThrownBy(() -> finder.add(key(0), 2, 3, 0))
				.withMessageContaining(nowhere.toString());
		}
	}

	private static List<String> duplicates(DuplicateFinder finder) {
		List<String> found = new ArrayList<>();
		finder.forEachDuplicate(new DuplicateFinder.DuplicateSink() {

			@Override
			public void duplicate(long row, long line, int mark, long firstLine) {
				found.add(row + " on " + line + " like " + firstLine);
			}

			@Override
			public void decided(long row, int rank, long entry) {
				found.add(row + " as " + entry + " of rank " + rank);
			}

		});
		return found;
	}

	private static MessageKey key(long value) {
		return new MessageKey(value, ~value);
	}

}
