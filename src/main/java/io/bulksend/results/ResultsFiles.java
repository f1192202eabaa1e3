package io.bulksend.results;

import java.nio.file.Path;

/**
 * What is written about a campaign, and where.
 *
 * @param results every row, as a CSV
 * @param report the page for people
 * @param retry the rows worth correcting and sending again, as a CSV; there is none where
 * there are no such rows
 */
public record ResultsFiles(Path results, Path report, Path retry) {

	/**
	 * Says whether the system takes the name of a file that is to be written. It has to
	 * leave some room: what is not whole yet has a longer one.
	 * @param file any of the files
	 * @return whether it does
	 */
	public static boolean canBeNamed(Path file) {
		return WholeFile.canBeNamed(file);
	}

}
