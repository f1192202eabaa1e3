package io.bulksend.sandbox;

import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;

import org.jspecify.annotations.Nullable;

/**
 * From a request to its reply, without the wire. Safe for use by many threads.
 */
final class SimulatedApi {

	/** Where the API's addresses start. */
	static final String BASE_PATH = "/api/v2/";

	private final @Nullable String token;

	/** The older address's own, and the newer one's. */
	private static final Set<String> MESSAGE_PATHS = Set.of(BASE_PATH + "message/", BASE_PATH + "message/nc/");

	private static final String REFUSED_FILE = "refused-8008.pdf";

	private static final String LATE_FILE = "once-503.png";

	private final AtomicBoolean lateFile = new AtomicBoolean(true);

	private final SandboxIds mediaIds = new SandboxIds();

	private final MessageRules rules = new MessageRules(this.mediaIds::gave);

	private final Endings endings = new Endings(new SandboxIds());

	/**
	 * Takes calls from one account.
	 * @param token the account's token, or {@code null} to take any
	 */
	SimulatedApi(@Nullable String token) {
		this.token = token;
	}

	/**
	 * The reply to a call.
	 * @param call what came over the wire
	 * @return the reply
	 */
	SimulatedReply replyTo(Call call) {
		String path = call.path().endsWith("/") ? call.path() : call.path() + "/";
		boolean message = MESSAGE_PATHS.contains(path);
		if (!message && !path.equals(BASE_PATH + "media/upload/")) {
			return SimulatedReply.failure(404, "Nothing is found at " + call.path() + ".", Map.of());
		}
		if (!call.method().equals("POST")) {
			return SimulatedReply.failure(405, "Only POST is allowed here.", Map.of("Allow", "POST"));
		}
		SimulatedReply denied = denied(call.authorization());
		if (denied != null) {
			return denied;
		}
		try {
			return message ? message(call) : upload(call);
		}
		catch (RefusedRequest ex) {
			return SimulatedReply.refused(ex.code(), ex.words());
		}
	}

	private @Nullable SimulatedReply denied(@Nullable String authorization) {
		if (authorization == null) {
			return SimulatedReply.failure(401, "The header Authorization is missing.", Map.of());
		}
		if (!authorization.equals("Bearer") && !authorization.startsWith("Bearer ")) {
			return SimulatedReply.failure(403, "The header Authorization must be: Bearer <token>.", Map.of());
		}
		String theirs = authorization.substring("Bearer".length()).strip();
		if (theirs.isEmpty() || (this.token != null && !this.token.equals(theirs))) {
			return SimulatedReply.failure(401, "The token is not valid.", Map.of());
		}
		return null;
	}

	private SimulatedReply message(Call call) throws RefusedRequest {
		requireContentType(call, "application/json");
		if (call.isCut()) {
			throw RefusedRequest.unreadable("The body is too large.");
		}
		return this.endings.replyTo(this.rules.check(call.body()));
	}

	/** What is kept of a file is that it was there: the name says how it ends. */
	private SimulatedReply upload(Call call) throws RefusedRequest {
		requireContentType(call, "multipart/form-data");
		UploadForm form = UploadForm.read(call.contentType(), call.body(), call.isCut());
		return switch (form.fileName()) {
			case REFUSED_FILE -> SimulatedReply.refused("8008", "Invalid media id or bad media.");
			case LATE_FILE ->
				this.lateFile.getAndSet(false) ? SimulatedReply.gateway(503, "Service unavailable.", Map.of())
						: SimulatedReply.uploaded(this.mediaIds.next());
			default -> SimulatedReply.uploaded(this.mediaIds.next());
		};
	}

	private static void requireContentType(Call call, String expected) throws RefusedRequest {
		String contentType = (call.contentType() == null) ? "" : call.contentType();
		String mediaType = contentType.split(";", 2)[0].strip().toLowerCase(Locale.ROOT);
		if (!mediaType.equals(expected)) {
			throw RefusedRequest.unreadable("The content type must be " + expected + ".");
		}
	}

	/**
	 * What came over the wire.
	 *
	 * @param method the HTTP method
	 * @param path the path, without a query
	 * @param authorization the header of that name, or {@code null}
	 * @param contentType the header of that name, or {@code null}
	 * @param body the body, or its start where it was too long to keep
	 * @param isCut whether the body was too long to keep
	 */
	record Call(String method, String path, @Nullable String authorization, @Nullable String contentType, byte[] body,
			boolean isCut) {
	}

}
