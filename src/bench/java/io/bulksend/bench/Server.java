package io.bulksend.bench;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/**
 * A server that accepts every message, in a process of its own.
 */
interface Server extends AutoCloseable {

	/** The API's base address, with a slash at its end. */
	URI address();

	/** How many messages it was sent since it was started. */
	long messages();

	@Override
	void close();

	/** Asks it something. */
	default String get(String path) {
		try {
			// A client of its own: a connection kept for later may be closed meanwhile.
			return HttpClient.newHttpClient()
				.send(HttpRequest.newBuilder(address().resolve(path)).build(), HttpResponse.BodyHandlers.ofString())
				.body();
		}
		catch (IOException | InterruptedException ex) {
			throw new IllegalStateException("The server does not answer", ex);
		}
	}

}
