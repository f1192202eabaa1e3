package io.bulksend.api;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;

/**
 * How to reach the API. Checked when it is made, so that a mistake shows before anything
 * is sent; each message names the setting.
 *
 * @param url the base URL, absolute, https (http only for a loopback address), without
 * user, query and fragment; kept with a slash at its end, and without the path for
 * messages, where it names that too
 * @param paths where the API takes what, below that URL
 * @param token the access token, printable ASCII without white space; white space around
 * it and the word Bearer before it are dropped
 * @param concurrency calls in flight at the most, 1 to 10,000
 * @param connectTimeout how long waiting for a free connection, and then opening one, may
 * take each; more than zero, one hour at the most
 * @param responseTimeout how long the API may stay silent once a request went out; more
 * than zero, one hour at the most. A call as a whole takes no longer than this and twice
 * the connect time-out
 */
public record ApiSettings(URI url, ApiPaths paths, String token, int concurrency, Duration connectTimeout,
		Duration responseTimeout) {

	private static final Pattern LOOPBACK_V4 = Pattern.compile("127(\\.\\d{1,3}){3}");

	private static final int MAX_CONCURRENCY = 10_000;

	private static final Duration MAX_TIMEOUT = Duration.ofHours(1);

	public ApiSettings {
		URI checkedUrl = checkedUrl(url);
		url = ApiPaths.base(checkedUrl);
		paths = paths.namedBy(checkedUrl);
		token = checkedToken(token);
		require(concurrency >= 1 && concurrency <= MAX_CONCURRENCY,
				"bulksend.concurrency must be from 1 to 10000, not " + concurrency + ".");
		checkTimeout("bulksend.api.connect-timeout", connectTimeout);
		checkTimeout("bulksend.api.response-timeout", responseTimeout);
	}

	/**
	 * Where messages go.
	 * @return the URL
	 */
	public URI messageUrl() {
		return URI.create(this.url + this.paths.message());
	}

	/**
	 * Where files go.
	 * @return the URL
	 */
	public URI mediaUrl() {
		return URI.create(this.url + this.paths.media());
	}

	/**
	 * All settings but the token, which belongs into no log.
	 */
	@Override
	public String toString() {
		return "ApiSettings[url=" + this.url + ", paths=" + this.paths + ", concurrency=" + this.concurrency
				+ ", connectTimeout=" + this.connectTimeout + ", responseTimeout=" + this.responseTimeout + "]";
	}

	private static URI checkedUrl(URI url) {
		// Without what could be a secret: a message ends up in logs.
		require(url.getRawUserInfo() == null && (url.getRawAuthority() == null || !url.getRawAuthority().contains("@")),
				"bulksend.api.url must not hold a user name or password.");
		String named = "bulksend.api.url (" + url + ")";
		String scheme = (url.getScheme() == null) ? "" : url.getScheme().toLowerCase(Locale.ROOT);
		require(scheme.equals("https") || scheme.equals("http"), named + " must start with https://.");
		require(url.getHost() != null && url.getPort() <= 65_535 && url.getPort() != 0,
				named + " must name a host, for example https://waapi.pepipost.com/api/v2/.");
		require(url.getRawQuery() == null && url.getRawFragment() == null,
				named + " must end with its path: no ? and no #.");
		require(scheme.equals("https") || isLoopback(url.getHost()), named
				+ " must start with https://: plain http would show the token to everyone on the way. It is allowed for localhost only.");
		String text = url.toString();
		return text.endsWith("/") ? url : URI.create(text + "/");
	}

	// Looks at the text alone: whom a name stands for today says nothing about tomorrow.
	private static boolean isLoopback(String host) {
		if (host.equalsIgnoreCase("localhost") || LOOPBACK_V4.matcher(host).matches()) {
			return true;
		}
		try {
			return host.startsWith("[") && InetAddress.getByName(host).isLoopbackAddress();
		}
		catch (UnknownHostException ex) {
			return false;
		}
	}

	private static String checkedToken(String token) {
		String checked = token.strip();
		if (checked.regionMatches(true, 0, "Bearer ", 0, 7)) {
			checked = checked.substring(7).strip();
		}
		require(!checked.isEmpty() && !checked.equalsIgnoreCase("Bearer"),
				"bulksend.api.token is missing: set BULKSEND_API_TOKEN to the API's access token.");
		require(checked.chars().allMatch((c) -> c > ' ' && c < 0x7f),
				"bulksend.api.token holds a space, a line break or a letter no token has: copy it again.");
		return checked;
	}

	private static void checkTimeout(String name, Duration timeout) {
		require(timeout.toMillis() >= 1 && timeout.compareTo(MAX_TIMEOUT) <= 0,
				name + " must be more than zero and one hour at the most.");
	}

	private static void require(boolean condition, String message) {
		if (!condition) {
			throw new IllegalArgumentException(message);
		}
	}

}
