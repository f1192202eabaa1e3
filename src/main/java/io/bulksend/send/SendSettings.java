package io.bulksend.send;

import java.time.Duration;

import org.jspecify.annotations.Nullable;

/**
 * How messages are sent.
 *
 * @param rate messages a second at the most; 0 for no limit
 * @param concurrency calls in flight at the most, from 1 to 10,000
 * @param maxFailures stop after so many calls in a row without one acceptance; 0 for
 * never
 * @param giveUpAfter how long to go on trying while the API can't be reached, or asks to
 * wait
 * @param limit how many messages to send in this run at the most; 0 for all
 * @param window when messages may be sent, or {@code null} for always
 * @param notBefore the time before which none is, or {@code null} for none
 * @param notAfter the time after which none is, or {@code null} for none
 * @param canary how many messages have to show that the others may follow; 0 for none
 * @param canaryShare how many of them have to be accepted, in percent, above 0 to 100
 */
public record SendSettings(double rate, int concurrency, int maxFailures, Duration giveUpAfter, long limit,
		@Nullable SendWindow window, @Nullable FirstMoment notBefore, @Nullable LastMoment notAfter, long canary,
		double canaryShare) {

	public SendSettings {
		require(rate >= 0 && rate <= 1_000_000, "rate", "a number of messages a second from 0 (no limit) to 1000000",
				rate);
		require(concurrency >= 1 && concurrency <= 10_000, "concurrency", "a number from 1 to 10000", concurrency);
		require(maxFailures >= 0, "max-failures", "0 (never stop) or more", maxFailures);
		require(!giveUpAfter.isNegative(), "give-up-after", "a duration such as 90s or 5m",
				giveUpAfter.toSeconds() + "s");
		if (notBefore != null && notAfter != null && !notBefore.time().isBefore(notAfter.time())) {
			throw new IllegalArgumentException("not-before must be before not-after, but it is " + notBefore + ", and "
					+ notAfter + " is not later: nothing could ever be sent");
		}
		require(limit >= 0, "limit", "0 (no limit) or more", limit);
		require(canary >= 0, "canary", "0 (none) or more", canary);
		require(canaryShare > 0 && canaryShare <= 100, "canary-share", "a share in percent, above 0 up to 100",
				canaryShare);
	}

	/**
	 * The same for one of several who send, where limits and failures are those of all.
	 * @return settings without limit, canary and failures
	 */
	SendSettings forOneOfSeveral() {
		return new SendSettings(this.rate, this.concurrency, 0, this.giveUpAfter, 0, this.window, this.notBefore,
				this.notAfter, 0, this.canaryShare);
	}

	private static void require(boolean condition, String name, String expected, Object actual) {
		if (!condition) {
			throw new IllegalArgumentException(name + " must be " + expected + ", but is " + actual);
		}
	}

}
