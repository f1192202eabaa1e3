package io.bulksend.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Collectors;

import io.bulksend.campaign.Status;
import io.bulksend.job.SendExecution;
import io.bulksend.ledger.RunRecord;
import io.bulksend.ledger.shared.Part;
import io.bulksend.metrics.RunMetrics;
import io.bulksend.progress.RunProgress;
import io.bulksend.run.logging.RunLog;
import io.bulksend.run.settings.ConfigurationException;
import io.bulksend.run.settings.RunSettings;
import io.bulksend.send.StopReason;
import io.bulksend.send.StopSwitch.Stop;
import org.jspecify.annotations.Nullable;

/**
 * A run, and those who watch it from outside.
 */
final class WatchedRun {

	private final RunSettings settings;

	private final RunProgress progress;

	private final RunLog log;

	private final RunMetrics metrics;

	private final SendRun run;

	private final SendExecution execution;

	private boolean begun;

	WatchedRun(RunSettings settings, RunProgress progress, RunLog log, RunMetrics metrics, SendRun run,
			SendExecution execution) {
		this.settings = settings;
		this.progress = progress;
		this.log = log;
		this.metrics = metrics;
		this.run = run;
		this.execution = execution;
	}

	/**
	 * Runs, and tells the watchers of the begin and the end. A run that is kept out by
	 * another one leaves the metrics to that.
	 * @return how it ended
	 * @throws ConfigurationException if the metrics cannot be written where they should;
	 * nothing was sent; else as {@link SendRun#run}
	 */
	RunResult run() {
		this.log.open(this.settings.campaign().name());
		try {
			requirePlace(this.settings.metrics().file());
			RunResult result = this.run.run(this::begin, this::beginLog);
			boolean left = result.summary().count(Status.NOT_SENT) > 0;
			StopReason reason = result.stop().map(Stop::reason).orElse(null);
			end(left ? RunMetrics.End.STOPPED : RunMetrics.End.DONE, left ? reason : null, result.summary().counts());
			this.execution.end((left && reason != null) ? reason.name() : RunRecord.DONE,
					left ? result.stop().map(Stop::message).orElse("") : "");
			if (result.sentBefore()) {
				this.log.nothing(result.summary().counts());
			}
			else {
				this.log.end(result.summary().counts(), result.stop());
			}
			return result;
		}
		catch (RuntimeException ex) {
			end(RunMetrics.End.FAILED, null, this.progress.counts());
			this.execution.end(RunRecord.FAILED, String.valueOf(ex.getMessage()).lines().findFirst().orElse(""));
			this.log.failed(ex);
			throw ex;
		}
	}

	private void begin() {
		this.metrics.begin(this.progress.board()::latest, this.progress::counts);
		if (this.settings.account().workers()) {
			this.metrics.shared(() -> this.progress.parts()
				.stream()
				.collect(Collectors.toMap(Part::process, Part::calls, Long::sum)));
		}
		this.begun = true;
	}

	private void beginLog() {
		this.log.begin(this.settings.campaign().fileName(), this.progress, this.settings.progressInterval());
		this.progress.begun();
	}

	private void end(RunMetrics.End end, @Nullable StopReason reason, Map<Status, Long> counts) {
		if (this.begun) {
			this.metrics.end(end, reason, counts);
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
