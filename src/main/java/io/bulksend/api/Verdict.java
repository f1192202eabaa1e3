package io.bulksend.api;

import java.time.Duration;
import java.util.regex.Pattern;

import io.bulksend.campaign.Code;
import org.jspecify.annotations.Nullable;

/**
 * What an answer means. The API's own words come first, whatever the HTTP status; the
 * status decides where the body says nothing:
 * <ol>
 * <li>success with an id: accepted, even under an error's status. Success without a
 * usable id: unknown, even under 429 or 503, since the API may have taken the message;
 * <li>failure with a documented code: as documented, except that 8005 under 429 is a
 * matter of speed;
 * <li>failure with any other code: as the status says for 401, 403, 429 and 503, else
 * refused with that code;
 * <li>anything else: by the status alone; where that is the status of something that is
 * not there or leads elsewhere, or a page for people is there, the address may be wrong.
 * </ol>
 */
final class Verdict {

	private static final Pattern DOCUMENTED = Pattern.compile("800\\d");

	private Verdict() {
	}

	/**
	 * Judges an answer.
	 * @param status the HTTP status
	 * @param body what the API wrote, {@link ReplyBody#NONE} for nothing of its own
	 * @param retryAfter how long the API asks to wait, or {@code null}
	 * @param location where a redirect leads, or {@code null}
	 * @return the reply
	 */
	static Reply judge(int status, ReplyBody body, @Nullable Duration retryAfter, @Nullable String location) {
		return judge(status, body, retryAfter, location, Subject.MESSAGE);
	}

	/**
	 * Judges the answer to an upload. It may be tried again whatever became of it: so a
	 * server's error is one, unless the API says what it is.
	 * @param status the HTTP status
	 * @param body what the API wrote, {@link ReplyBody#NONE} for nothing of its own
	 * @param retryAfter how long the API asks to wait, or {@code null}
	 * @param location where a redirect leads, or {@code null}
	 * @return the reply
	 */
	static Reply judgeUpload(int status, ReplyBody body, @Nullable Duration retryAfter, @Nullable String location) {
		boolean documented = body.code() != null && DOCUMENTED.matcher(body.code().strip()).matches();
		ReplyBody heard = (status / 100 == 5 && body.isFailure() && !documented) ? ReplyBody.NONE : body;
		return judge(status, heard, retryAfter, location, Subject.FILE);
	}

	private static Reply judge(int status, ReplyBody body, @Nullable Duration retryAfter, @Nullable String location,
			Subject subject) {
		if (body.isSuccess()) {
			return (body.id() != null && ApiText.isSoundId(body.id())) ? new Reply.Accepted(body.id())
					: new Reply.Unknown(Code.UNREADABLE_REPLY,
							"The API reported success without a usable " + subject.word + " id.");
		}
		if (body.isFailure() && body.code() != null && !body.code().isBlank()) {
			return failure(status, ApiText.clean(body.code()), body, retryAfter, subject);
		}
		if (body.isFailure()) {
			return failureWithoutCode(status, body, retryAfter, subject);
		}
		Reply reply = byStatus(status, "HTTP_" + status, null, retryAfter, location, subject);
		return isElsewhere(status, body) ? elsewhere(status, reply, subject) : reply;
	}

	private static boolean isElsewhere(int status, ReplyBody body) {
		return switch (status) {
			case 404, 405, 410 -> true;
			// These have a meaning of their own, whoever says so.
			case 401, 403, 407, 408, 413, 429 -> false;
			default -> status / 100 == 3 || (body.isPage() && (status / 100 == 2 || status / 100 == 4));
		};
	}

	private static Reply elsewhere(int status, Reply otherwise, Subject subject) {
		String message = (otherwise instanceof Reply.Refused refused && isRefusalOfTheAddress(status))
				? refused.message() : "A page for people answered in place of the API (HTTP " + status + "): check "
						+ subject.settings + ".";
		return new Reply.WrongAddress("HTTP_" + status, message, otherwise);
	}

	private static boolean isRefusalOfTheAddress(int status) {
		return isElsewhere(status, ReplyBody.NONE);
	}

	private static Reply failureWithoutCode(int status, ReplyBody body, @Nullable Duration retryAfter,
			Subject subject) {
		String words = words(body);
		return switch (status) {
			case 401, 403, 429, 503 -> byStatus(status, "HTTP_" + status, ownWords(body), retryAfter, null, subject);
			case 404, 405, 410 -> new Reply.WrongAddress("HTTP_" + status, refusal(status, subject),
					new Reply.Refused("HTTP_" + status, words));
			default -> new Reply.Refused("HTTP_" + status, words);
		};
	}

	private static Reply failure(int status, String code, ReplyBody body, @Nullable Duration retryAfter,
			Subject subject) {
		String words = words(body);
		return switch (code) {
			case "8001", "8002", "8003", "8006", "8007", "8008" -> new Reply.Refused(code, words);
			case "8004" -> new Reply.StopSending(code, words);
			case "8005" ->
				new Reply.Again((status == 429) ? Reply.Again.Reason.TOO_FAST : Reply.Again.Reason.TECHNICAL_ERROR,
						code, words, retryAfter);
			default -> switch (status) {
				case 401, 403, 429, 503 -> byStatus(status, code, ownWords(body), retryAfter, null, subject);
				default -> new Reply.Refused(code, words);
			};
		};
	}

	private static Reply byStatus(int status, String code, @Nullable String words, @Nullable Duration retryAfter,
			@Nullable String location, Subject subject) {
		return switch (status) {
			case 401, 403 ->
				new Reply.StopSending(code, or(words, "The API does not let this account in (HTTP " + status + ")."));
			case 407 ->
				new Reply.StopSending(code, "The proxy asks for a password (HTTP 407): check the proxy's settings.");
			case 408 ->
				new Reply.Unknown(Code.NO_REPLY, "The API gave up waiting for the rest of the request (HTTP 408).");
			case 429 -> new Reply.Again(Reply.Again.Reason.TOO_FAST, code,
					or(words, "The API asks for fewer calls (HTTP 429)."), retryAfter);
			case 503 -> new Reply.Again(Reply.Again.Reason.UNAVAILABLE, code,
					or(words, "The API is not in service for now (HTTP 503)."), retryAfter);
			default -> byClass(status, code, location, subject);
		};
	}

	private static Reply byClass(int status, String code, @Nullable String location, Subject subject) {
		return switch (status / 100) {
			case 2 -> new Reply.Unknown(Code.UNREADABLE_REPLY,
					"The API answered HTTP " + status + ", but not with a reply that can be read.");
			case 3 -> new Reply.Refused(code,
					"The API's address leads elsewhere (HTTP " + status
							+ ((location == null) ? "" : ", to " + ApiText.clean(location)) + "): check "
							+ subject.settings + ".");
			case 4 -> new Reply.Refused(code, refusal(status, subject));
			case 5 -> new Reply.Unknown(Code.GATEWAY_ERROR,
					"A server on the way answered HTTP " + status + " in place of the API.");
			default -> new Reply.Unknown(Code.UNREADABLE_REPLY, "The answer was HTTP " + status + ", which is none.");
		};
	}

	private static String refusal(int status, Subject subject) {
		return switch (status) {
			case 404, 405, 410 -> "Nothing takes " + subject.word + "s at the API's address (HTTP " + status
					+ "): check " + subject.settings + ".";
			case 413 -> "The API found the " + subject.word + " too large (HTTP 413).";
			default -> "The API refused the " + subject.word + " without a reason (HTTP " + status + ").";
		};
	}

	private static String words(ReplyBody body) {
		return or(ownWords(body), "The API gave no reason.");
	}

	/** Where the API says nothing its status does. */
	private static @Nullable String ownWords(ReplyBody body) {
		String words = (body.message() == null) ? "" : ApiText.clean(body.message());
		return words.isEmpty() ? null : words;
	}

	private static String or(@Nullable String words, String otherwise) {
		return (words == null) ? otherwise : words;
	}

	/** What was to be taken. */
	private enum Subject {

		MESSAGE("message", "BULKSEND_API_URL"), FILE("file", "BULKSEND_API_URL and bulksend.api.media-path");

		private final String word;

		private final String settings;

		Subject(String word, String settings) {
			this.word = word;
			this.settings = settings;
		}

	}

}
