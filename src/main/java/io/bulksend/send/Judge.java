package io.bulksend.send;

import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import java.util.random.RandomGenerator;

import io.bulksend.api.Reply;
import io.bulksend.campaign.Outcome;
import io.bulksend.campaign.Status;
import org.jspecify.annotations.Nullable;

/**
 * Draws the conclusions from a reply: what to book for its row, when to try it again, and
 * whether to go on at all. Not for use by several threads.
 */
final class Judge {

	private static final int TECHNICAL_ERRORS = 3;

	private static final long FIRST_BACKOFF = TimeUnit.SECONDS.toNanos(1);

	private static final int LONGEST_BACKOFF = 6;

	/** How long a message waits at the most where only calls come too fast. */
	private static final long LONGEST_WAIT = TimeUnit.SECONDS.toNanos(8);

	private final RateControl rateControl;

	private final Outage outage;

	private final RandomGenerator random;

	private final int maxFailures;

	private final StopSwitch stop;

	private int failuresInARow;

	private boolean accepted;

	private long acceptances;

	private long answers;

	private String lastFailure = "";

	private String trouble = "";

	private @Nullable Duration longWait;

	Judge(RateControl rateControl, Outage outage, RandomGenerator random, int maxFailures, StopSwitch stop) {
		this.rateControl = rateControl;
		this.outage = outage;
		this.random = random;
		this.maxFailures = maxFailures;
		this.stop = stop;
	}

	/**
	 * Judges a reply.
	 * @param outbound the message that it is for; told when it may be tried again
	 * @param reply the reply
	 * @param now the time, in nanoseconds
	 * @return what to book for the row; NOT_SENT where it is to be tried again
	 */
	Outcome judge(Outbound outbound, Reply reply, long now) {
		boolean unanswered = reply instanceof Reply.Unknown
				|| (reply instanceof Reply.Again again && (again.reason() == Reply.Again.Reason.UNREACHABLE
						|| again.reason() == Reply.Again.Reason.UNAVAILABLE));
		this.answers += unanswered ? 0 : 1;
		tell(outbound, reply, unanswered, now);
		return reply.visit(new Reply.Visitor<>() {

			@Override
			public Outcome accepted(Reply.Accepted accepted) {
				Judge.this.outage.over();
				Judge.this.failuresInARow = 0;
				Judge.this.accepted = true;
				Judge.this.acceptances++;
				return Outcome.accepted(accepted.messageId());
			}

			@Override
			public Outcome refused(Reply.Refused refused) {
				Judge.this.outage.over();
				if (!outbound.wasRefusedWith(refused.code())) {
					failure("the last answer was " + refused.code() + ": " + refused.message());
				}
				return Outcome.of(Status.REJECTED, refused.code(), refused.message());
			}

			@Override
			public Outcome again(Reply.Again again) {
				return judgeAgain(outbound, again, now);
			}

			@Override
			public Outcome unknown(Reply.Unknown unknown) {
				failure("the last call ended in " + unknown.code() + ": " + unknown.message());
				return Outcome.of(Status.IN_DOUBT, unknown.code().name(), unknown.message());
			}

			@Override
			public Outcome stop(Reply.StopSending refusal) {
				Judge.this.stop.request(StopReason.ACCOUNT_REFUSED,
						refusal.isProxys() ? sentence(refusal.message())
								: "The API refused the account (" + refusal.code() + "): " + sentence(refusal.message())
										+ " Check BULKSEND_API_TOKEN and the account.");
				return notSent(refusal.code(), refusal.message());
			}

			@Override
			public Outcome wrongAddress(Reply.WrongAddress wrong) {
				if (Judge.this.accepted) {
					return wrong.otherwise().visit(this);
				}
				// The rows are not to blame: nothing has shown yet that the API is there.
				Judge.this.outage.over();
				Judge.this.stop.request(StopReason.WRONG_ADDRESS,
						sentence(wrong.message()) + " Run the same command to go on when the address is right.");
				return notSent(wrong.code(), wrong.message());
			}

		});
	}

	/** What an answer says about the rate. */
	private void tell(Outbound outbound, Reply reply, boolean unanswered, long now) {
		if (reply instanceof Reply.Again again && again.reason() == Reply.Again.Reason.TOO_FAST) {
			this.rateControl.tooFast(outbound.startedAt(), now, again.retryAfter());
		}
		else if (unanswered) {
			this.rateControl.unanswered(outbound.startedAt(), now);
		}
		else {
			this.rateControl.taken(outbound.startedAt(), now);
		}
	}

	/**
	 * A file was refused, and all messages that carry it.
	 * @param code the API's code
	 * @param message the API's words
	 */
	void uploadRefused(String code, String message) {
		failure("the last upload was refused with " + code + ": " + message);
	}

	/**
	 * The API answered, but only that it does not know an id any more that it gave.
	 * @param reply what it said
	 * @return what to book for the row
	 */
	Outcome idExpired(Reply reply) {
		this.outage.over();
		return (reply instanceof Reply.Refused refused) ? notSent(refused.code(), refused.message())
				: notSent(null, "");
	}

	/**
	 * Why the last message that was not taken was not.
	 * @return a sentence, or an empty string where all were taken
	 */
	String trouble() {
		return this.trouble;
	}

	/**
	 * How long the API has asked to wait, where that is longer than anybody is to wait.
	 * @return how long, or {@code null} where it has not
	 */
	@Nullable Duration longWait() {
		return this.longWait;
	}

	/**
	 * Why no calls are made for now.
	 * @param ticker the time
	 * @return why, or {@code null} where calls are made
	 */
	@Nullable Waiting waiting(Ticker ticker) {
		long now = ticker.nanos();
		long asked = this.outage.askedUntil();
		boolean isAsked = asked > now;
		if (!this.outage.isOn() && !isAsked) {
			return null;
		}
		Instant instant = ticker.instant();
		return new Waiting(this.outage.isOn(), this.trouble.substring(0, this.trouble.length() - 1),
				isAsked ? instant.plusNanos(asked - now) : null, instant.plusNanos(this.outage.hopelessAt() - now));
	}

	private Outcome judgeAgain(Outbound outbound, Reply.Again again, long now) {
		this.trouble = sentence(again.message());
		if (this.outage.outlastsPatience(nanos(again.retryAfter()))) {
			this.longWait = again.retryAfter();
		}
		switch (again.reason()) {
			case TOO_FAST -> {
				this.outage.tooFast(now, nanos(again.retryAfter()));
				outbound.waitUntil(now
						+ Math.max(Math.min(backoff(outbound.failed()) / 2, LONGEST_WAIT), nanos(again.retryAfter())));
			}
			case UNREACHABLE -> {
				this.outage.failed(now, 0);
				outbound.waitUntil(now);
			}
			case UNAVAILABLE -> {
				this.outage.failed(now, nanos(again.retryAfter()));
				outbound.waitUntil(now + Math.max(backoff(outbound.failed()), nanos(again.retryAfter())));
			}
			case TECHNICAL_ERROR -> {
				this.outage.over();
				if (!outbound.wasRefusedWith(again.code())) {
					failure("the last answer was " + again.code() + ": " + again.message());
				}
				if (outbound.technicalError() >= TECHNICAL_ERRORS) {
					return Outcome.of(Status.REJECTED, again.code(), again.message());
				}
				outbound.waitUntil(now + Math.max(backoff(outbound.failed()), nanos(again.retryAfter())));
			}
		}
		return notSent(again.code(), again.message());
	}

	private void failure(String last) {
		this.lastFailure = last;
		if (++this.failuresInARow == this.maxFailures) {
			tooManyFailures(this.maxFailures);
		}
	}

	/**
	 * Too many calls in a row were not accepted.
	 * @param most how many it may have been
	 */
	void tooManyFailures(int most) {
		this.stop.request(StopReason.MAX_FAILURES,
				((most == 1) ? "A call was not accepted; " : most + " calls in a row were not accepted; ")
						+ sentence(this.lastFailure.isEmpty() ? "see the results" : this.lastFailure)
						+ " Look at the results, then run the same command to go on.");
	}

	/**
	 * How many calls in a row were not accepted.
	 * @return the number
	 */
	int failuresInARow() {
		return this.failuresInARow;
	}

	/**
	 * How many were accepted.
	 * @return the number
	 */
	long acceptances() {
		return this.acceptances;
	}

	/**
	 * How many calls the API answered, in whichever way.
	 * @return the number
	 */
	long answers() {
		return this.answers;
	}

	private static String sentence(String text) {
		return text.endsWith(".") ? text : text + ".";
	}

	private long backoff(int tries) {
		long wait = FIRST_BACKOFF << Math.min(tries - 1, LONGEST_BACKOFF);
		return wait / 2 + this.random.nextLong(wait);
	}

	private static long nanos(@Nullable Duration duration) {
		return (duration != null) ? duration.toNanos() : 0;
	}

	private static Outcome notSent(@Nullable String code, String message) {
		return Outcome.of(Status.NOT_SENT, code, message);
	}

}
