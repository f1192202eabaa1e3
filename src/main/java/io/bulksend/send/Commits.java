package io.bulksend.send;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Where the one thread that sends commits: itself, or beside it, where calls have their
 * time meanwhile.
 */
interface Commits {

	/** The thread that sends does it itself. */
	Commits HERE = new Commits() {

		@Override
		public <T> Supplier<T> begin(Supplier<T> commit) {
			T result = commit.get();
			return () -> result;
		}

	};

	/**
	 * Begins a commit.
	 * @param <T> what it tells
	 * @param commit the work; never two at a time
	 * @return waits until it is done, and tells what it told, or throws what it threw
	 */
	<T> Supplier<T> begin(Supplier<T> commit);

	/**
	 * A thread of its own, which ends when it has had nothing to do for a second.
	 * @return commits beside the thread that sends
	 */
	static Commits beside() {
		ThreadPoolExecutor thread = new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>(),
				(work) -> {
					Thread result = new Thread(work, "commits");
					result.setDaemon(true);
					return result;
				});
		thread.allowCoreThreadTimeOut(true);
		return new Commits() {

			@Override
			public <T> Supplier<T> begin(Supplier<T> commit) {
				CompletableFuture<T> result = CompletableFuture.supplyAsync(commit, thread);
				return () -> {
					try {
						return result.join();
					}
					catch (CompletionException ex) {
						if (ex.getCause() instanceof RuntimeException cause) {
							throw cause;
						}
						throw ex;
					}
				};
			}

		};
	}

}
