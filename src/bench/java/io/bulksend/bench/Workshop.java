package io.bulksend.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.stream.Stream;

/**
 * Where the benchmark keeps its files.
 *
 * @param folder a folder of its own
 */
record Workshop(Path folder) {

	/** Begins anew: nothing is left of an earlier benchmark. */
	static Workshop open(Path folder) {
		delete(folder);
		try {
			return new Workshop(Files.createDirectories(folder));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** The product, as if it had just been installed. */
	Product install(Path jar, String name) {
		try {
			Path folder = Files.createDirectories(this.folder.resolve(name));
			Files.copy(jar, folder.resolve("bulk-send.jar"));
			Files.copy(jar.resolveSibling("bulk-send"), folder.resolve("bulk-send"),
					StandardCopyOption.COPY_ATTRIBUTES);
			return new Product(folder);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** An empty folder; what an earlier trial left there is deleted. */
	Path empty(String name) {
		Path empty = this.folder.resolve(name);
		delete(empty);
		try {
			return Files.createDirectories(empty);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** Puts a campaign of so many rows into a folder. */
	Path campaign(int rows, Path into) {
		Path made = this.folder.resolve("campaign-" + rows + ".csv");
		Path campaign = into.resolve("campaign.csv");
		try {
			if (!Files.exists(made)) {
				write(rows, made);
			}
			try {
				return Files.createLink(campaign, made);
			}
			catch (UnsupportedOperationException | FileSystemException ex) {
				return Files.copy(made, campaign);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void write(int rows, Path file) throws IOException {
		try (BufferedWriter writer = Files.newBufferedWriter(file)) {
			writer.write("recipient_whatsapp,source,attachment_id,caption,x-apiheader\n");
			for (int i = 0; i < rows; i++) {
				writer.write("91" + (9_000_000_000L + i) + ",fa9d647a-c8d7-423e-bd27-7d2ca2875dc1,"
						+ "1fc380aa-6953-4e95-aef9-f220a22d51a3,Hello customer " + i + ",order-" + i + "\n");
			}
		}
	}

	static void delete(Path path) {
		if (!Files.exists(path)) {
			return;
		}
		try (Stream<Path> files = Files.walk(path)) {
			for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
				Files.delete(file);
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
