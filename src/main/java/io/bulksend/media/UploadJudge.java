package io.bulksend.media;

import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

import io.bulksend.api.Reply;
import io.bulksend.media.MediaIds.Halt;
import io.bulksend.media.MediaIds.HaltReason;
import io.bulksend.media.UploadWorkers.Result;
import org.jspecify.annotations.Nullable;

/**
 * Draws the conclusions from the answer to an upload. It can do no harm twice: so
 * whatever is not an answer is tried again, and nothing is ever in doubt. Not for use by
 * several threads.
 */
final class UploadJudge {

	private static final int TECHNICAL_ERRORS = 3;

	private final Duration patience;

	private final UploadOutage outage;

	private boolean taken;

	private long failed;

	private String trouble = "";

	private @Nullable Halt halt;

	UploadJudge(Duration patience, RandomGenerator random) {
		this.patience = patience;
		this.outage = new UploadOutage(patience.toNanos(), random);
	}

	/**
	 * What comes of an attempt.
	 *
	 * @param result what became of the file, or {@code null} where it is to be tried
	 * again
	 */
	record Judgement(@Nullable Result result) {

		static final Judgement AGAIN = new Judgement(null);

		static Judgement end(Result result) {
			return new Judgement(result);
		}

	}

	/**
	 * Judges an answer.
	 * @param job the file; told when it may be tried again
	 * @param reply the answer
	 * @param now the time
	 * @return what comes of it
	 */
	Judgement judge(UploadJob job, Reply reply, long now) {
		return reply.visit(new Reply.Visitor<>() {

			@Override
			public Judgement accepted(Reply.Accepted accepted) {
				UploadJudge.this.outage.over();
				UploadJudge.this.taken = true;
				return Judgement.end(new Result.Taken(accepted.messageId()));
			}

			@Override
			public Judgement refused(Reply.Refused refused) {
				UploadJudge.this.outage.over();
				return Judgement.end(new Result.RefusedUpload(refused.code(), refused.message()));
			}

			@Override
			public Judgement again(Reply.Again again) {
				if (again.reason() == Reply.Again.Reason.TECHNICAL_ERROR) {
					UploadJudge.this.outage.over();
					if (job.technicalError() >= TECHNICAL_ERRORS) {
						return Judgement.end(new Result.RefusedUpload(String.valueOf(again.code()), again.message()));
					}
					return tryAgain(job, now, again.message());
				}
				Duration asked = again.retryAfter();
				if (asked != null && asked.compareTo(UploadJudge.this.patience) > 0) {
					UploadJudge.this.stop(HaltReason.API_ASKS_TO_WAIT,
							"The API asks to wait for longer than --give-up-after allows" + " before it takes files. "
									+ sentence(again.message()) + " Run the same command again then.");
				}
				long least = (asked != null) ? asked.toNanos() : 0;
				boolean tooFast = again.reason() == Reply.Again.Reason.TOO_FAST;
				UploadJudge.this.outage.failed(now, (tooFast && least == 0) ? Duration.ofMillis(250).toNanos() : least);
				return tryAgain(job, now, again.message());
			}

			@Override
			public Judgement unknown(Reply.Unknown unknown) {
				UploadJudge.this.outage.failed(now, 0);
				return tryAgain(job, now, unknown.message());
			}

			@Override
			public Judgement stop(Reply.StopSending refusal) {
				UploadJudge.this.stop(HaltReason.ACCOUNT_REFUSED,
						"The API refused the account (" + refusal.code() + ") when a file was uploaded: "
								+ sentence(refusal.message()) + " Check BULKSEND_API_TOKEN and the account.");
				return tryAgain(job, now, refusal.message());
			}

			@Override
			public Judgement wrongAddress(Reply.WrongAddress wrong) {
				if (UploadJudge.this.taken) {
					return wrong.otherwise().visit(this);
				}
				UploadJudge.this.stop(HaltReason.WRONG_ADDRESS, sentence(wrong.message())
						+ " No file was uploaded. Run the same command to go on when the address is right.");
				return tryAgain(job, now, wrong.message());
			}

		});
	}

	/** Whether another upload may start now, beside those that run. */
	boolean mayStart(int running, long now) {
		return halt(now).isEmpty() && (running == 0 || !this.outage.isOn());
	}

	/** When a file may be tried. */
	long due(UploadJob job) {
		return Math.max(job.notBefore(), this.outage.pausedUntil());
	}

	/** How many attempts came to nothing. */
	long failed() {
		return this.failed;
	}

	/** Why the run is to stop, if it is. */
	Optional<Halt> halt(long now) {
		if (this.halt == null && this.outage.isHopeless(now)) {
			giveUp();
		}
		return Optional.ofNullable(this.halt);
	}

	private Judgement tryAgain(UploadJob job, long now, String why) {
		this.failed++;
		this.trouble = sentence(why);
		job.waitUntil(now + this.outage.backoff(job.failed(now)));
		if (job.failingFor(now) >= this.patience.toNanos()) {
			giveUp();
		}
		return Judgement.AGAIN;
	}

	private void giveUp() {
		stop(HaltReason.UNREACHABLE, "A file could not be uploaded for as long as --give-up-after allows (" + seconds()
				+ "). " + this.trouble + " Run the same command again to go on.");
	}

	private String seconds() {
		long all = this.patience.toSeconds();
		return (all >= 60 && all % 60 == 0) ? all / 60 + "m" : all + "s";
	}

	private void stop(HaltReason reason, String message) {
		if (this.halt == null) {
			this.halt = new Halt(reason, message);
		}
	}

	private static String sentence(String text) {
		return text.endsWith(".") ? text : text + ".";
	}

}
