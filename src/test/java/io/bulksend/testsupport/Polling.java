package io.bulksend.testsupport;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Waits for what tells nobody that it is there: a file, a line in it, another's state.
 * Between two looks the processor is left to those who make it.
 */
public final class Polling {

	private static final long PATIENCE = TimeUnit.MINUTES.toNanos(5);

	private static final long PAUSE = TimeUnit.MILLISECONDS.toNanos(2);

	private Polling() {
	}

	/**
	 * Waits until something holds.
	 * @param condition what is to hold
	 * @param failure what to say where it never does
	 */
	public static void await(BooleanSupplier condition, Supplier<String> failure) {
		long begun = System.nanoTime();
		while (!condition.getAsBoolean()) {
			if (System.nanoTime() - begun > PATIENCE) {
				throw new AssertionError(failure.get());
			}
			LockSupport.parkNanos(PAUSE);
		}
	}

}
