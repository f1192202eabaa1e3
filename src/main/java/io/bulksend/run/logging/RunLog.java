package io.bulksend.run.logging;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.filter.Filter;
import ch.qos.logback.core.spi.FilterReply;
import io.bulksend.campaign.MaskedNumbers;
import io.bulksend.campaign.Status;
import io.bulksend.progress.PaceWatch;
import io.bulksend.progress.RunProgress;
import io.bulksend.send.StopSwitch.Stop;
import io.bulksend.send.Waiting;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;
import org.slf4j.spi.LoggingEventBuilder;

import org.springframework.core.env.Environment;

/**
 * What a run does, as events for whoever collects logs: each names the campaign and the
 * run, and has its numbers as fields. Written where structured logs or a log file are
 * configured; elsewhere the progress line and the summary say the same to people. Runs on
 * one thread, and on a timer of its own in between.
 */
public final class RunLog {

	private static final String NAME = "io.bulksend.run";

	private static final Logger log = LoggerFactory.getLogger(NAME);

	private static final String[] FILES = { "logging.structured.format.file", "logging.file.name",
			"logging.file.path" };

	private static final long PACE_MILLIS = 250;

	private final boolean onConsole;

	private final boolean inFile;

	private @Nullable ScheduledExecutorService timer;

	/**
	 * A log of one run.
	 * @param environment says which files logs go to, if any
	 * @param onConsole whether structured logs go to the console
	 */
	public RunLog(Environment environment, boolean onConsole) {
		this.onConsole = onConsole;
		boolean file = false;
		for (String each : FILES) {
			file |= environment.containsProperty(each);
		}
		this.inFile = file;
	}

	/**
	 * What any thread logs that it starts from now on names campaign and run.
	 * @param campaign the campaign's name
	 */
	public void open(String campaign) {
		MDC.put("campaign", campaign);
		MDC.put("run", UUID.randomUUID().toString());
		if (this.inFile && !this.onConsole) {
			keepFromConsole();
		}
	}

	/**
	 * The run begins.
	 * @param file the name of its file
	 * @param progress how far the run has come
	 * @param interval how often that is logged
	 */
	public void begin(String file, RunProgress progress, Duration interval) {
		if (!isWanted()) {
			return;
		}
		log.atInfo().addKeyValue("file", file).log("Run begun");
		Map<String, String> context = MDC.getCopyOfContextMap();
		ScheduledExecutorService events = Executors.newSingleThreadScheduledExecutor((task) -> {
			Thread thread = new Thread(task, "run-log");
			thread.setDaemon(true);
			return thread;
		});
		events.scheduleAtFixedRate(() -> {
			MDC.setContextMap(context);
			progress(progress);
		}, interval.toMillis(), interval.toMillis(), TimeUnit.MILLISECONDS);
		PaceWatch pace = new PaceWatch();
		events.scheduleAtFixedRate(() -> pace.look(progress.standing()).ifPresent((text) -> {
			MDC.setContextMap(context);
			log.atWarn().addKeyValue("rate_allowed", progress.standing().run().rate()).log(text);
		}), PACE_MILLIS, PACE_MILLIS, TimeUnit.MILLISECONDS);
		this.timer = events;
	}

	/**
	 * The run ended.
	 * @param counts how many rows have each status
	 * @param stopped why it ended before the campaign did, if so
	 */
	public void end(Map<Status, Long> counts, Optional<Stop> stopped) {
		stop();
		if (!isWanted()) {
			return;
		}
		LoggingEventBuilder event = stopped.isPresent() ? log.atWarn() : log.atInfo();
		for (Status status : Status.values()) {
			event = event.addKeyValue(status.name().toLowerCase(Locale.ROOT), counts.getOrDefault(status, 0L));
		}
		if (stopped.isPresent()) {
			event = event.addKeyValue("stop_reason", stopped.get().reason().word());
		}
		event.log(stopped.map((stop) -> "Run stopped: " + masked(stop.message())).orElse("Run ended"));
	}

	/**
	 * There was nothing to do.
	 * @param counts how many rows have each status
	 */
	public void nothing(Map<Status, Long> counts) {
		if (isWanted()) {
			LoggingEventBuilder event = log.atInfo();
			for (Status status : Status.values()) {
				event = event.addKeyValue(status.name().toLowerCase(Locale.ROOT), counts.getOrDefault(status, 0L));
			}
			event.log("Nothing was left to do");
		}
	}

	/**
	 * The run failed, or could not begin.
	 * @param failure why
	 */
	public void failed(RuntimeException failure) {
		stop();
		if (isWanted()) {
			log.error("Run failed: {}", masked(String.valueOf(failure.getMessage())));
		}
	}

	private boolean isWanted() {
		return this.onConsole || this.inFile;
	}

	private void progress(RunProgress progress) {
		RunProgress.Standing standing = progress.standing();
		Waiting waiting = standing.run().waiting();
		LoggingEventBuilder event = log.atInfo()
			.addKeyValue("phase", progress.phase().name().toLowerCase(Locale.ROOT))
			.addKeyValue("rows", standing.rows())
			.addKeyValue("done", standing.done())
			.addKeyValue("accepted", standing.accepted())
			.addKeyValue("rejected", standing.rejected())
			.addKeyValue("in_doubt", standing.inDoubt())
			.addKeyValue("in_flight", standing.run().inFlight())
			.addKeyValue("rate_allowed", standing.run().rate());
		if (standing.run().uploads().isAny()) {
			event = event.addKeyValue("uploaded", standing.run().uploads().uploaded())
				.addKeyValue("uploads_left", standing.run().uploads().left());
		}
		if (waiting != null) {
			event = event.addKeyValue("waiting_for", masked(waiting.reason()))
				.addKeyValue("gives_up_at", waiting.givesUp().toString());
		}
		event.log("Run goes on");
	}

	private void stop() {
		ScheduledExecutorService events = this.timer;
		if (events != null) {
			events.shutdown();
		}
	}

	/** A log file is for machines: people see the progress line on the console. */
	private static void keepFromConsole() {
		if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext logging)) {
			return;
		}
		Appender<ILoggingEvent> console = logging.getLogger(Logger.ROOT_LOGGER_NAME).getAppender("CONSOLE");
		if (console != null) {
			console.addFilter(new Filter<>() {
				@Override
				public FilterReply decide(ILoggingEvent event) {
					return event.getLoggerName().equals(NAME) ? FilterReply.DENY : FilterReply.NEUTRAL;
				}
			});
		}
	}

	private static String masked(String text) {
		return MaskedNumbers.in(text.lines().findFirst().orElse(""));
	}

}
