package io.bulksend.run;

import java.nio.file.Path;

import io.bulksend.check.CorrectionCheck;

/**
 * What became of corrections.
 *
 * @param file their file
 * @param before whether an earlier run took them in; nothing is counted then
 * @param counts what became of their rows
 */
public record CorrectionsTaken(Path file, boolean before, CorrectionCheck.Counts counts) {
}
