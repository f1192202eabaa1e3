package io.bulksend.media;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.random.RandomGenerator;

import io.bulksend.api.Reply;
import io.bulksend.api.UnusableContentException;
import io.bulksend.media.MediaIds.Halt;
import org.jspecify.annotations.Nullable;

/**
 * The threads that upload: each takes a file when its time has come, uploads it and waits
 * for the answer. What comes back is judged by {@link UploadJudge}; a file that was not
 * taken is tried again until it says something else. Safe for use by many threads.
 */
final class UploadWorkers {

	/** How long the first upload may hold up the others. */
	private static final long FIRST = TimeUnit.MILLISECONDS.toNanos(300);

	private final Upload upload;

	private final ReentrantLock lock = new ReentrantLock();

	private final Condition changed = this.lock.newCondition();

	private final Queue<UploadJob> queue = new PriorityQueue<>(
			Comparator.comparingLong(UploadJob::notBefore).thenComparingLong(UploadJob::order));

	private final UploadPace pace;

	private final UploadJudge judge;

	private List<Ended> ended = new ArrayList<>();

	private volatile Runnable wake = () -> {
	};

	private long order;

	private int threads;

	private int idle;

	private int running;

	private boolean timed;

	private boolean closed;

	/** Until when the first upload goes alone; before it starts, for ever. */
	private long aloneUntil = Long.MAX_VALUE;

	UploadWorkers(UploadSettings settings, Upload upload, RandomGenerator random) {
		this.upload = upload;
		this.pace = new UploadPace(settings.rate(), System.nanoTime());
		this.judge = new UploadJudge(settings.giveUpAfter(), random);
	}

	/** Uploads one file. */
	interface Upload {

		/**
		 * Makes ready what the first upload needs: uploads that waited for that would
		 * leave in a burst.
		 */
		default void prepare() {
		}

		/**
		 * Uploads a file and waits for the answer.
		 * @param file the file
		 * @param starts done when the head of its request was written, if that comes
		 * @return the answer
		 * @throws UnusableContentException if it is not what it was to be
		 */
		Reply upload(FileToUpload file, Runnable starts) throws UnusableContentException;

	}

	/**
	 * An upload that has ended.
	 *
	 * @param file the file
	 * @param result what became of it
	 */
	record Ended(FileToUpload file, Result result) {
	}

	/** What became of an upload. */
	sealed interface Result {

		/**
		 * The file was taken.
		 *
		 * @param id its id
		 */
		record Taken(String id) implements Result {
		}

		/**
		 * The file was refused.
		 *
		 * @param code the code
		 * @param message why
		 */
		record RefusedUpload(String code, String message) implements Result {
		}

		/**
		 * The file was not what it was to be.
		 *
		 * @param sentence why
		 */
		record Unusable(String sentence) implements Result {
		}

	}

	void wakeWith(Runnable action) {
		this.wake = action;
	}

	/** Uploads a file when its turn has come. */
	void add(FileToUpload file) {
		this.lock.lock();
		try {
			this.queue.add(new UploadJob(file, this.order++, System.nanoTime()));
			startThread();
			this.changed.signal();
		}
		finally {
			this.lock.unlock();
		}
	}

	/** What has ended since this was asked last. */
	List<Ended> take() {
		this.lock.lock();
		try {
			if (this.ended.isEmpty()) {
				return List.of();
			}
			List<Ended> result = this.ended;
			this.ended = new ArrayList<>();
			return result;
		}
		finally {
			this.lock.unlock();
		}
	}

	Optional<Halt> halt() {
		this.lock.lock();
		try {
			return this.judge.halt(System.nanoTime());
		}
		finally {
			this.lock.unlock();
		}
	}

	/** How many attempts came to nothing. */
	long failed() {
		this.lock.lock();
		try {
			return this.judge.failed();
		}
		finally {
			this.lock.unlock();
		}
	}

	void startNoMore() {
		this.lock.lock();
		try {
			this.closed = true;
			this.changed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Starts nothing any more, and waits for what is under way. */
	void close(Duration patience) {
		long deadline = System.nanoTime() + patience.toNanos();
		startNoMore();
		this.lock.lock();
		try {
			long left = deadline - System.nanoTime();
			while (this.running > 0 && left > 0) {
				this.changed.awaitNanos(left);
				left = deadline - System.nanoTime();
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
		finally {
			this.lock.unlock();
		}
	}

	private void startThread() {
		if (this.idle == 0 && this.threads < UploadSettings.CONCURRENCY && !this.closed) {
			this.threads++;
			Thread thread = new Thread(this::work, "bulk-send-upload-" + this.threads);
			thread.setDaemon(true);
			thread.start();
		}
	}

	private void work() {
		try {
			this.upload.prepare();
			for (UploadJob job = next(); job != null; job = next()) {
				attempt(job);
			}
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	private void attempt(UploadJob job) {
		UploadJudge.Judgement judgement;
		job.reserved();
		try {
			Reply reply = this.upload.upload(job.file(), () -> starts(job));
			this.lock.lock();
			try {
				judgement = this.judge.judge(job, reply, System.nanoTime());
			}
			finally {
				this.lock.unlock();
			}
		}
		catch (UnusableContentException ex) {
			judgement = UploadJudge.Judgement.end(new Result.Unusable(String.valueOf(ex.getMessage())));
		}
		ended(job, judgement.result());
	}

	private void starts(UploadJob job) {
		this.lock.lock();
		try {
			if (job.starts()) {
				this.pace.start(System.nanoTime());
				this.changed.signal();
			}
		}
		finally {
			this.lock.unlock();
		}
	}

	private void ended(UploadJob job, @Nullable Result result) {
		this.lock.lock();
		try {
			if (job.starts()) {
				this.pace.abandon();
			}
			this.running--;
			this.aloneUntil = 0;
			if (result != null) {
				this.ended.add(new Ended(job.file(), result));
			}
			else {
				this.queue.add(job);
			}
			this.changed.signalAll();
		}
		finally {
			this.lock.unlock();
		}
		this.wake.run();
	}

	/**
	 * Of those that wait for work, one waits for the time of the next; the others for it.
	 */
	private @Nullable UploadJob next() throws InterruptedException {
		this.lock.lock();
		try {
			while (!this.closed) {
				long now = System.nanoTime();
				UploadJob first = this.queue.peek();
				long due = this.pace.due();
				long wait = (first != null && due != Long.MAX_VALUE)
						? Math.max(Math.max(this.judge.due(first), due), alone()) - now : Long.MAX_VALUE;
				boolean mayStart = this.judge.mayStart(this.running, now);
				if (first != null && wait <= 0 && mayStart) {
					this.queue.remove();
					this.pace.reserve(now);
					this.running++;
					this.aloneUntil = Math.min(this.aloneUntil, now + FIRST);
					if (!this.queue.isEmpty()) {
						startThread();
						this.changed.signal();
					}
					return first;
				}
				await((first != null && mayStart) ? wait : Long.MAX_VALUE);
			}
			return null;
		}
		finally {
			this.lock.unlock();
		}
	}

	/** Until when others than the first wait: classes are loaded meanwhile. */
	private long alone() {
		return (this.running > 0) ? this.aloneUntil : Long.MIN_VALUE;
	}

	private void await(long nanos) throws InterruptedException {
		this.idle++;
		try {
			if (nanos == Long.MAX_VALUE || this.timed) {
				this.changed.await();
			}
			else {
				this.timed = true;
				try {
					this.changed.awaitNanos(Math.min(nanos, TimeUnit.SECONDS.toNanos(1)));
				}
				finally {
					this.timed = false;
				}
			}
		}
		finally {
			this.idle--;
		}
	}

}
