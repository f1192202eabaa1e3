package io.bulksend.metrics;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;

import io.bulksend.campaign.Status;
import io.bulksend.send.Caller;
import io.bulksend.send.RateMeter;
import io.bulksend.send.SendProgress;
import io.bulksend.send.StopReason;
import io.bulksend.send.UploadProgress;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.composite.CompositeMeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Measures a run with Micrometer. What the run publishes anyway is read when somebody
 * asks; only the calls' times are taken one by one. Labels hold the campaign's name,
 * statuses and outcomes, never a recipient.
 */
final class MicrometerMetrics implements RunMetrics {

	private final CompositeMeterRegistry registry = new CompositeMeterRegistry();

	private final List<? extends MetricsTarget> targets;

	private final Timer calls;

	private final RateMeter rateMeter = new RateMeter();

	private final ScheduledExecutorService timer;

	private volatile Map<Status, Long> counts = Map.of();

	private volatile @Nullable End end;

	private volatile @Nullable StopReason reason;

	private volatile Runnable parts = () -> {
	};

	private volatile double endedAt;

	private volatile double rate;

	/**
	 * Metrics for some targets.
	 * @param campaign the campaign's name
	 * @param targets where they go
	 */
	MicrometerMetrics(String campaign, List<? extends MetricsTarget> targets) {
		this.targets = targets;
		this.registry.config().commonTags("campaign", campaign);
		targets.forEach((target) -> this.registry.add(target.registry()));
		this.calls = Timer.builder("bulksend.call.duration")
			.description("How long calls took, until it was known what became of them")
			.publishPercentiles(0.5, 0.9, 0.95, 0.99)
			.distributionStatisticExpiry(Duration.ofMinutes(5))
			.register(this.registry);
		this.timer = Executors.newSingleThreadScheduledExecutor((task) -> {
			// Logs from there name the campaign and the run as well.
			Map<String, String> context = MDC.getCopyOfContextMap();
			Thread thread = new Thread(() -> {
				MDC.setContextMap((context != null) ? context : Map.of());
				task.run();
			}, "metrics");
			thread.setDaemon(true);
			return thread;
		});
	}

	@Override
	public Caller measured(Caller caller) {
		return new MeasuredCaller(caller, this.calls);
	}

	@Override
	public void begin(Supplier<SendProgress> progress, Supplier<Map<Status, Long>> current) {
		messages("accepted", progress, SendProgress::accepted);
		messages("rejected", progress, SendProgress::rejected);
		messages("in_doubt", progress, SendProgress::inDoubt);
		counter("bulksend.calls", "Calls that this run started", Tags.empty(), progress, SendProgress::calls);
		counter("bulksend.calls.repeated", "Calls for a message that an earlier one had not brought to the API",
				Tags.empty(), progress, SendProgress::repeated);
		uploads("uploaded", progress, UploadProgress::uploaded);
		uploads("refused", progress, UploadProgress::refused);
		uploads("failed", progress, UploadProgress::failed);
		gauge("bulksend.calls.in.flight", "Calls under way", () -> progress.get().inFlight());
		gauge("bulksend.rate", "Calls a second over the last seconds", () -> this.rate);
		gauge("bulksend.rate.allowed", "Messages a second that are allowed at the moment, 0 for no limit",
				() -> progress.get().rate());
		gauge("bulksend.api.away", "1 while the API can't be reached", () -> progress.get().apiAway() ? 1 : 0);
		for (Status status : Status.values()) {
			Gauge.builder("bulksend.rows", () -> counts(current).getOrDefault(status, 0L))
				.description("Rows of the campaign's file by status, earlier runs included")
				.tag("status", status.name().toLowerCase(Locale.ROOT))
				.register(this.registry);
		}
		ended(End.DONE, null);
		ended(End.FAILED, null);
		for (StopReason why : StopReason.values()) {
			ended(End.STOPPED, why);
		}
		double begunAt = now();
		time("bulksend.run.start.time", "When the run began, in Unix time", () -> begunAt);
		time("bulksend.run.end.time", "When the run ended, in Unix time; 0 while it is on", () -> this.endedAt);
		this.timer.scheduleAtFixedRate(() -> this.rate = this.rateMeter.read(System.nanoTime(), progress.get().calls()),
				0, 1, TimeUnit.SECONDS);
		for (MetricsTarget target : this.targets) {
			long millis = target.interval().toMillis();
			this.timer.scheduleAtFixedRate(target::write, 0, millis, TimeUnit.MILLISECONDS);
		}
	}

	@Override
	public void shared(Supplier<Map<String, Long>> parts) {
		MultiGauge gauges = MultiGauge.builder("bulksend.part.calls")
			.description("Calls that each of those has started who send the run's rows")
			.register(this.registry);
		this.parts = () -> gauges.register(parts.get()
			.entrySet()
			.stream().<MultiGauge
					.Row<?>>map((part) -> MultiGauge.Row.of(Tags.of("process", part.getKey()), part::getValue))
			.toList(), true);
		this.timer.scheduleAtFixedRate(this.parts, 0, 1, TimeUnit.SECONDS);
	}

	@Override
	public void end(End way, @Nullable StopReason why, Map<Status, Long> finalCounts) {
		this.timer.shutdown();
		try {
			this.timer.awaitTermination(10, TimeUnit.SECONDS);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		this.counts = finalCounts;
		this.reason = why;
		this.end = way;
		this.endedAt = now();
		this.rate = 0;
		this.parts.run();
		this.targets.forEach(MetricsTarget::write);
		this.registry.close();
		this.targets.forEach((target) -> target.registry().close());
	}

	private Map<Status, Long> counts(Supplier<Map<Status, Long>> current) {
		return (this.end != null) ? this.counts : current.get();
	}

	/** To Prometheus a label without a value is one that is not there. */
	private void ended(End way, @Nullable StopReason why) {
		Gauge.builder("bulksend.run.ended", () -> (this.end == way && this.reason == why) ? 1 : 0)
			.description("1 for how the run ended, and why where it was stopped; all 0 while it is on")
			.tag("end", way.name().toLowerCase(Locale.ROOT))
			.tag("reason", (why != null) ? why.word() : "")
			.register(this.registry);
	}

	private void uploads(String outcome, Supplier<SendProgress> progress, ToDoubleFunction<UploadProgress> value) {
		counter("bulksend.uploads", "Uploads of this run by outcome; those that failed were or will be repeated",
				Tags.of("outcome", outcome), progress, (latest) -> value.applyAsDouble(latest.uploads()));
	}

	private void messages(String outcome, Supplier<SendProgress> progress, ToDoubleFunction<SendProgress> value) {
		counter("bulksend.messages", "Messages that this run decided, by outcome", Tags.of("outcome", outcome),
				progress, value);
	}

	private void counter(String name, String description, Tags tags, Supplier<SendProgress> progress,
			ToDoubleFunction<SendProgress> value) {
		FunctionCounter.builder(name, progress, (supplier) -> value.applyAsDouble(supplier.get()))
			.description(description)
			.tags(tags)
			.register(this.registry);
	}

	private void gauge(String name, String description, Supplier<Number> value) {
		Gauge.builder(name, value).description(description).register(this.registry);
	}

	private void time(String name, String description, Supplier<Number> seconds) {
		TimeGauge.builder(name, seconds, TimeUnit.SECONDS).description(description).register(this.registry);
	}

	private static double now() {
		return System.currentTimeMillis() / 1_000.0;
	}

}
