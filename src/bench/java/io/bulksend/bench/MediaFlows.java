package io.bulksend.bench;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * How uploads and messages go beside each other: many rows that share large files, and a
 * file for each row.
 */
final class MediaFlows {

	private static final int RATE = 400;

	private final Workshop workshop;

	private final Product product;

	MediaFlows(Workshop workshop, Product product) {
		this.workshop = workshop;
		this.product = product;
	}

	/**
	 * Measures.
	 * @return Markdown
	 * @throws TrialFailure if a run failed
	 */
	String measure() throws TrialFailure {
		Table table = new Table("campaign", "seconds", "uploads", "uploads/s", "busiest second", "messages",
				"messages/s", "busiest second", "resident MB");
		SplittableRandom random = new SplittableRandom(1);
		trial(table, "20,000 rows, 200 files of up to 5 MB", 20_000, 200, 20,
				(file) -> 1_000_000 + random.nextInt(4_000_000));
		trial(table, "2,000 rows, a file of 200 KB each", 2_000, 2_000, 200, (file) -> 200 * 1_024);
		return "## Files\n\nMessages at " + RATE + "/s at the most, answers after 50 ms. Messages a second are counted"
				+ " from the last upload on where files are shared.\n\n" + table;
	}

	private void trial(Table table, String name, int rows, int files, int uploadRate, Sizes sizes) throws TrialFailure {
		Path folder = this.workshop.empty("trial");
		write(folder, rows, files, sizes);
		try (MediaSink server = new MediaSink()) {
			Map<String, String> environment = new HashMap<>(Product.environment(server.address()));
			environment.put("BULKSEND_MEDIA_RATE", String.valueOf(uploadRate));
			MeteredProcess process = MeteredProcess.run(
					this.product.send(folder.resolve("campaign.csv"), folder.resolve("data"), RATE), folder,
					environment);
			if (process.exitCode() != 0) {
				throw new TrialFailure(name + " failed: " + process.complaint());
			}
			CallTimes uploads = server.uploads();
			CallTimes messages = server.messages();
			long lastUpload = uploads.micros()[uploads.count() - 1];
			CallTimes after = (rows == files) ? messages
					: CallTimes.of(Arrays.stream(messages.micros()).filter((at) -> at > lastUpload).toArray());
			table.add(name, Figures.number(process.seconds(), 1), Figures.number(uploads.count(), 0),
					Figures.number(uploads.rate(), 1), String.valueOf(uploads.busiestSecond()),
					Figures.number(messages.count(), 0), Figures.number(after.rate(), 1),
					String.valueOf(messages.busiestSecond()), Figures.number(process.peakBytes() / 1_000_000.0, 0));
			Benchmark.print(name + ": " + Figures.number(after.rate(), 1) + " messages/s, busiest second "
					+ messages.busiestSecond() + "; " + Figures.number(uploads.rate(), 1) + " of " + uploadRate
					+ " uploads/s, busiest second " + uploads.busiestSecond() + "; "
					+ Figures.number(process.peakBytes() / 1_000_000.0, 0) + " MB");
		}
	}

	private static void write(Path folder, int rows, int files, Sizes sizes) {
		try (BufferedWriter writer = Files.newBufferedWriter(folder.resolve("campaign.csv"))) {
			for (int file = 0; file < files; file++) {
				try (RandomAccessFile content = new RandomAccessFile(folder.resolve("f" + file + ".pdf").toFile(),
						"rw")) {
					content.write(("%PDF-1.4\nnumber " + file + "\n").getBytes(StandardCharsets.US_ASCII));
					content.setLength(sizes.of(file));
				}
			}
			writer.write("recipient_whatsapp,source,attachment_file,caption\n");
			for (int row = 0; row < rows; row++) {
				writer.write("91" + (9_000_000_000L + row) + ",fa9d647a-c8d7-423e-bd27-7d2ca2875dc1,f" + row % files
						+ ".pdf,Hello customer " + row + "\n");
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	/** How large files are. */
	private interface Sizes {

		long of(int file);

	}

}
