package io.bulksend.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.bulksend.run.SequenceStep.Action;
import io.bulksend.run.SequenceStep.End;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

import org.springframework.util.FileSystemUtils;

/**
 * Whatever people, schedulers and crashes do to a campaign one after the other: nobody
 * gets a message twice unless one of the words that ask for it was given, and the right
 * command still ends the campaign. Each sequence is played with real runs on a real
 * ledger, against a real server.
 * <p>
 * A few sequences each time; -Dsequences.tries=300 plays more.
 */
class SequencesPropertyTest {

	private static final int TRIES = Integer.getInteger("sequences.tries", 12);

	private static int begun;

	private static boolean failed;

	@Property(tries = 100_000)
	void nobodyGetsAMessageTwiceWhateverIsDoneInWhateverOrder(@ForAll("rows") List<Integer> rows,
			@ForAll @IntRange(max = 15) int refusedAtFirst, @ForAll End first,
			@ForAll @Size(min = 2, max = 8) List<@From("steps") SequenceStep> steps) throws IOException {
		// What is tried to shrink a failure does not count.
		if (!failed && ++begun > TRIES) {
			return;
		}
		Path root = Files.createTempDirectory("sequence");
		SequenceFile file = new SequenceFile();
		rows.forEach((row) -> file.add(row, row / 8));
		try (SequenceWorld world = new SequenceWorld(root, file, refusedAtFirst)) {
			failed = true;
			world.take(new SequenceStep(Action.SEND, 0, 0, first));
			steps.forEach(world::take);
			world.finish();
			failed = false;
		}
		finally {
			FileSystemUtils.deleteRecursively(root);
		}
	}

	@Provide
	Arbitrary<List<Integer>> rows() {
		return Arbitraries.integers().between(0, 47).list().ofMinSize(2).ofMaxSize(4);
	}

	@Provide
	Arbitrary<SequenceStep> steps() {
		Arbitrary<End> ends = Arbitraries.frequency(Tuple.of(4, End.WHOLE), Tuple.of(1, End.LIMIT),
				Tuple.of(1, End.STOPPED), Tuple.of(2, End.KILLED), Tuple.of(2, End.KILLED_AT_A_CHANGE),
				Tuple.of(1, End.ANSWER_LOST));
		return Combinators
			.combine(Arbitraries.of(Action.class), Arbitraries.integers().between(0, 15),
					Arbitraries.integers().between(0, 15), ends)
			.as(SequenceStep::new);
	}

}
