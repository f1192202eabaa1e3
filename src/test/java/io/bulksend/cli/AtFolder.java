package io.bulksend.cli;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import io.bulksend.testsupport.RecordingServer;

/**
 * Commands as they are typed in a folder, run within this process: the files that they
 * name, and the ledger, lie in the folder, and what they print is as if it was this
 * one's.
 *
 * @param folder the folder
 * @param server where messages go
 */
record AtFolder(Path folder, RecordingServer server) {

	Captured run(String... words) {
		try {
			Path settings = Files.writeString(this.folder.resolve("account.properties"),
					"bulksend.api.token=token\nbulksend.api.source=source\nbulksend.api.url=" + this.server.url()
							+ "\nbulksend.progress-interval=1h\n");
			Captured captured = Captured.run(
					Stream
						.concat(Stream.of(words).map(this::resolve),
								Stream.of("--data-dir", this.folder.resolve("data").toString(),
										"--spring.config.additional-location=file:" + settings))
						.toArray(String[]::new));
			return new Captured(captured.exitCode(), asTyped(captured.out()), asTyped(captured.err()));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private String asTyped(String text) {
		return text.replace(this.folder + File.separator, "");
	}

	private String resolve(String word) {
		return word.matches("[\\w/-]+\\.(csv|txt|html|prom)") ? this.folder.resolve(word).toString() : word;
	}

}
