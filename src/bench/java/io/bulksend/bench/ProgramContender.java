package io.bulksend.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * A program that sends a CSV and ends.
 *
 * @param name how it is called
 * @param description what it is
 * @param mostRows the most rows that it is made to send
 * @param writesResults whether it writes a results CSV
 * @param keepsRecord whether it goes on when it is started again
 * @param command its command line for a trial
 */
record ProgramContender(String name, String description, int mostRows, boolean writesResults, boolean keepsRecord,
		Function<Trial, List<String>> command) implements Contender {

	@Override
	public Performance send(Trial trial) throws TrialFailure {
		MeteredProcess process = MeteredProcess.run(this.command.apply(trial), trial.folder(),
				Product.environment(trial.api()));
		if (process.exitCode() != 0) {
			throw new TrialFailure(this.name + " failed: " + process.complaint());
		}
		if (this.writesResults && lines(trial.results()) != trial.rows() + 1) {
			throw new TrialFailure(this.name + " wrote " + lines(trial.results()) + " lines of results for "
					+ trial.rows() + " rows and a header");
		}
		return new Performance(trial.rows(), process.seconds(), trial.rows() / process.seconds(), process.cpuSeconds(),
				process.peakBytes(), size(trial.data()), process.disturbance());
	}

	private static long lines(Path file) {
		try (Stream<String> lines = Files.lines(file)) {
			return lines.count();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static long size(Path folder) {
		if (!Files.isDirectory(folder)) {
			return 0;
		}
		try (Stream<Path> files = Files.walk(folder)) {
			return files.filter(Files::isRegularFile).mapToLong((file) -> file.toFile().length()).sum();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

}
