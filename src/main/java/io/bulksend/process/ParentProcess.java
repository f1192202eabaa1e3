package io.bulksend.process;

import java.io.IOException;
import java.io.InputStream;

import org.jspecify.annotations.Nullable;

/**
 * The process that started this one in its own place and stands for it: what happens to
 * it happens here. It is heard through this process's standard input: a signal that it
 * got is a byte there (the signal's place in {@link Signals}), and its death is the end.
 * <p>
 * All methods may be called from any thread.
 */
public final class ParentProcess {

	private static volatile @Nullable SignalListener listener;

	private static volatile boolean followed;

	private ParentProcess() {
	}

	/**
	 * Hears of the parent's signals.
	 */
	@FunctionalInterface
	public interface SignalListener {

		/**
		 * The parent got a signal.
		 * @param signal which
		 */
		void onSignal(Signals signal);

	}

	/**
	 * Begins to follow the parent: to end as it ends. Until somebody
	 * {@linkplain #onSignal listens}, its signals end this process too.
	 */
	public static void follow() {
		followed = true;
		Thread thread = new Thread("parent") {
			@Override
			public void run() {
				listen(System.in);
			}
		};
		thread.setDaemon(true);
		thread.start();
	}

	private static void listen(InputStream parent) {
		try {
			for (int heard = parent.read(); heard >= 0; heard = parent.read()) {
				Signals signal = Signals.values()[heard];
				SignalListener current = listener;
				if (current == null) {
					// Not in this thread: it has to hear of the parent's death meanwhile.
					new Thread("exit") {
						@Override
						public void run() {
							System.exit(signal.exitCode());
						}
					}.start();
				}
				else {
					current.onSignal(signal);
				}
			}
		}
		catch (IOException ex) {
			// As good as the parent's death.
		}
		// Killed: to drain now would be to go on while the next run already begins.
		Runtime.getRuntime().halt(Signals.KILLED);
	}

	/**
	 * Hears of the parent's signals from now on, where there is a parent that stands for
	 * this process.
	 * @param listener hears of each, in order; must be quick
	 */
	public static void onSignal(SignalListener listener) {
		ParentProcess.listener = listener;
	}

	/**
	 * The process that an operator sees as this one: the parent where it stands for it,
	 * else this one itself.
	 * @return a process id
	 */
	public static long pid() {
		ProcessHandle self = ProcessHandle.current();
		return (followed ? self.parent().orElse(self) : self).pid();
	}

}
