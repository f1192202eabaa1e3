package io.bulksend.api;

import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import io.bulksend.campaign.Attachment;
import io.bulksend.campaign.Message;
import io.bulksend.campaign.RecipientType;

/**
 * Words for tests: a message, settings with short time-outs, and waiting for a reply.
 */
final class Replies {

	static final Message MESSAGE = new Message("919833078369", RecipientType.INDIVIDUAL, "source-1",
			new Attachment.ById("media-1"), "hello", "ref-1");

	private Replies() {
	}

	/** Waits longer than any test takes, however busy the machine is. */
	static ApiSettings settings(URI url) {
		return new ApiSettings(url, ApiPaths.DOCUMENTED, "secret-token", 4, Duration.ofSeconds(20),
				Duration.ofSeconds(20));
	}

	/** For tests in which no answer comes. */
	static ApiSettings hastySettings(URI url) {
		return new ApiSettings(url, ApiPaths.DOCUMENTED, "secret-token", 4, Duration.ofMillis(400),
				Duration.ofMillis(300));
	}

	static CompletableFuture<Reply> send(MediaApi api) {
		CompletableFuture<Reply> reply = new CompletableFuture<>();
		api.send(MESSAGE, reply::complete);
		return reply;
	}

	static Reply await(CompletableFuture<Reply> reply) {
		return reply.orTimeout(60, TimeUnit.SECONDS).join();
	}

	static Reply replyFrom(URI url) {
		return reply(settings(url));
	}

	static Reply hastyReplyFrom(URI url) {
		return reply(hastySettings(url));
	}

	private static Reply reply(ApiSettings settings) {
		try (MediaApi api = new MediaApi(settings)) {
			return await(send(api));
		}
	}

}
