package io.bulksend.run;

import java.nio.file.Path;
import java.util.Optional;

import io.bulksend.check.CorrectionCheck;

/**
 * What became of corrections.
 *
 * @param file their file
 * @param before whether an earlier run took them in; nothing is counted then
 * @param gone whether their file is not there any more; then an earlier run took them in
 * @param counts what became of their rows
 * @param changed which messages they change after they were sent, in a sentence without
 * full stop, if they do; where that is refused, why
 */
public record CorrectionsTaken(Path file, boolean before, boolean gone, CorrectionCheck.Counts counts,
		Optional<String> changed) {

	static CorrectionsTaken before(Path file) {
		return new CorrectionsTaken(file, true, false, CorrectionCheck.Counts.NONE, Optional.empty());
	}

	static CorrectionsTaken gone(Path file) {
		return new CorrectionsTaken(file, true, true, CorrectionCheck.Counts.NONE, Optional.empty());
	}

}
