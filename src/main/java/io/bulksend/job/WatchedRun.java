package io.bulksend.job;

import java.nio.file.Files;
import java.nio.file.Path;

import io.bulksend.campaign.Status;
import io.bulksend.metrics.RunMetrics;
import org.jspecify.annotations.Nullable;

/**
 * A run, and those who watch it from outside.
 */
final class WatchedRun {

	private final BulkSendProperties properties;

	private final RunProgress progress;

	private final RunLog log;

	private final RunMetrics metrics;

	private final SendRun run;

	WatchedRun(BulkSendProperties properties, RunProgress progress, RunLog log, RunMetrics metrics, SendRun run) {
		this.properties = properties;
		this.progress = progress;
		this.log = log;
		this.metrics = metrics;
		this.run = run;
	}

	/**
	 * Runs, and tells the watchers of the begin and the end.
	 * @return how it ended
	 * @throws ConfigurationException if the metrics cannot be written where they should;
	 * nothing was sent; else as {@link SendRun#run()}
	 */
	RunResult run() {
		this.progress.linesEvery(this.properties.progressInterval(), !this.log.isOnConsole());
		requirePlace(this.properties.metrics());
		this.log.begin(this.properties.campaignName(), String.valueOf(this.properties.file().getFileName()),
				this.progress, this.properties.progressInterval());
		this.metrics.begin(this.progress.board()::latest, this.progress::counts);
		try {
			RunResult result = this.run.run();
			boolean left = result.summary().count(Status.NOT_SENT) > 0;
			this.metrics.end(left ? RunMetrics.End.STOPPED : RunMetrics.End.DONE, result.summary().counts());
			this.log.end(result);
			return result;
		}
		catch (RuntimeException ex) {
			this.metrics.end(RunMetrics.End.FAILED, this.progress.counts());
			this.log.failed(ex);
			throw ex;
		}
	}

	private static void requirePlace(@Nullable Path metrics) {
		if (metrics == null) {
			return;
		}
		Path folder = metrics.toAbsolutePath().normalize().getParent();
		if (folder == null || !Files.isDirectory(folder) || !Files.isWritable(folder) || Files.isDirectory(metrics)) {
			throw new ConfigurationException("metrics cannot be written to " + metrics
					+ ": its folder does not exist or is not writable, or it is a folder itself; see --metrics");
		}
	}

}
