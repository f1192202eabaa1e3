package io.bulksend.bench;

import java.net.URI;
import java.nio.file.Path;

/**
 * What a contender is to do.
 *
 * @param folder its folder, empty but for the input
 * @param input the CSV to send, in that folder
 * @param rows how many rows it has
 * @param api the API's base address
 */
record Trial(Path folder, Path input, int rows, URI api) {

	/** Where the results go, of those that write some. */
	Path results() {
		return this.folder.resolve("campaign-results.csv");
	}

	/** Where a database goes, of those that have one. */
	Path data() {
		return this.folder.resolve("data");
	}

}
