package io.bulksend.media;

import java.io.Closeable;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;

import io.bulksend.api.Reply;
import io.bulksend.api.UnusableContentException;
import io.bulksend.api.UploadApi;
import io.bulksend.campaign.Attachment;
import io.bulksend.check.rules.BrokenRuleException;
import io.bulksend.ledger.KeptMedia;
import org.jspecify.annotations.Nullable;

/**
 * Gives files their ids: from the ledger where they were uploaded before, else by an
 * upload that all rows with the same content share. Memory stays flat however many files
 * there are. Not for use by several threads.
 */
public final class Uploads implements MediaIds {

	/** How long a stop waits for the uploads that are under way. */
	private static final Duration DRAIN = Duration.ofSeconds(5);

	private final PlannedFiles files;

	private final KeptMedia kept;

	private final KeptIds ids;

	private final Clock clock;

	private final Instant begun;

	private final UploadWorkers workers;

	private final Opening api;

	private final Map<String, FileStanding> known = new LatestKnown<>();

	private final Set<String> asked = new HashSet<>();

	private long uploaded;

	private long refused;

	/**
	 * Uploads for one run.
	 * @param settings how files are uploaded
	 * @param files the campaign's files
	 * @param kept the ids that were given before
	 * @param api opens the API, where there is a file to upload
	 * @param clock tells how old an id is
	 */
	public Uploads(UploadSettings settings, PlannedFiles files, KeptMedia kept, Supplier<UploadApi> api, Clock clock) {
		this.files = files;
		this.kept = kept;
		this.ids = new KeptIds(settings, kept, clock);
		this.clock = clock;
		this.begun = clock.instant();
		this.api = new Opening(api);
		this.workers = new UploadWorkers(settings, new ToApi(this.api), RandomGenerator.getDefault());
	}

	@Override
	public FileStanding standing(Attachment.ByFile file) {
		String content = content(file);
		FileStanding standing = this.known.get(content);
		if (standing != null) {
			return standing;
		}
		if (this.asked.contains(content)) {
			return new Pending(true);
		}
		Optional<KeptMedia.Kept> before = this.ids.find(content);
		if (before.isEmpty()) {
			return new Pending(false);
		}
		Uploaded id = new Uploaded(before.get().id(), before.get().at().isBefore(this.begun));
		this.known.put(content, id);
		return id;
	}

	@Override
	public void upload(Attachment.ByFile file) {
		if (this.asked.add(content(file))) {
			try {
				this.workers.add(this.files.toUpload(file));
			}
			catch (BrokenRuleException ex) {
				throw new IllegalStateException("The file was not checked", ex);
			}
		}
	}

	@Override
	public Optional<String> change(Attachment.ByFile file) {
		return this.files.change(file);
	}

	@Override
	public boolean renew(Attachment.ByFile file, Uploaded refusedId) {
		if (!refusedId.kept()) {
			return false;
		}
		String content = content(file);
		if (refusedId.equals(this.known.get(content))) {
			this.known.remove(content);
		}
		this.kept.forget(content, refusedId.id());
		return true;
	}

	@Override
	public List<Ended> ended() {
		List<UploadWorkers.Ended> news = this.workers.take();
		if (news.isEmpty()) {
			return List.of();
		}
		List<Ended> ended = new ArrayList<>(news.size());
		List<KeptMedia.Kept> toKeep = new ArrayList<>(news.size());
		for (UploadWorkers.Ended upload : news) {
			String content = upload.file().planned().sha256();
			this.asked.remove(content);
			FileStanding standing = standing(upload, toKeep);
			if (!(standing instanceof Pending)) {
				this.known.put(content, standing);
			}
			ended.add(new Ended(content, standing));
		}
		if (!toKeep.isEmpty()) {
			this.kept.keep(toKeep);
		}
		return ended;
	}

	private FileStanding standing(UploadWorkers.Ended upload, List<KeptMedia.Kept> toKeep) {
		if (upload.result() instanceof UploadWorkers.Result.Taken taken) {
			this.uploaded++;
			toKeep.add(new KeptMedia.Kept(upload.file().planned().sha256(), taken.id(), this.clock.instant()));
			return new Uploaded(taken.id(), false);
		}
		if (upload.result() instanceof UploadWorkers.Result.RefusedUpload refusal) {
			this.refused++;
			return new RefusedFile(refusal.code(), refusal.message());
		}
		UploadWorkers.Result.Unusable unusable = (UploadWorkers.Result.Unusable) upload.result();
		this.files.unusable(upload.file().path(), unusable.sentence());
		return new Pending(false);
	}

	@Override
	public Optional<Halt> halt() {
		return this.workers.halt();
	}

	@Override
	public UploadCounts counts() {
		return new UploadCounts(this.uploaded, this.refused, this.workers.failed(), this.asked.size());
	}

	@Override
	public void wakeWith(Runnable wake) {
		this.workers.wakeWith(wake);
	}

	@Override
	public void startNoMore() {
		this.workers.startNoMore();
	}

	@Override
	public void close(boolean hurried) {
		this.workers.close(hurried ? Duration.ZERO : DRAIN);
		this.api.close();
		try {
			ended();
		}
		catch (RuntimeException ex) {
			// The database is gone, which others say: these files are uploaded once more.
			return;
		}
	}

	private static String content(Attachment.ByFile file) {
		return Objects.requireNonNull(file.content(), "A file is known by its content once it was checked");
	}

	/** Uploads to the API. */
	private record ToApi(Opening api) implements UploadWorkers.Upload {

		@Override
		public void prepare() {
			this.api.get();
		}

		@Override
		public Reply upload(FileToUpload file, Runnable starts) throws UnusableContentException {
			try (FileToUpload.Opened opened = file.open(starts)) {
				return this.api.get().upload(opened);
			}
		}

	}

	/** Opens the API when it is needed first. */
	private static final class Opening implements Closeable {

		private final Supplier<UploadApi> supplier;

		private @Nullable UploadApi api;

		private boolean closed;

		Opening(Supplier<UploadApi> supplier) {
			this.supplier = supplier;
		}

		synchronized UploadApi get() {
			UploadApi open = this.api;
			if (open == null) {
				open = this.supplier.get();
				this.api = open;
				if (this.closed) {
					open.close();
				}
			}
			return open;
		}

		@Override
		public synchronized void close() {
			this.closed = true;
			if (this.api != null) {
				this.api.close();
			}
		}

	}

}
