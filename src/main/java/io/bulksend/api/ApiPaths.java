package io.bulksend.api;

import java.net.URI;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Where the API takes what, below its base URL. Checked when it is made; each message
 * names the setting.
 *
 * @param message where it takes messages
 * @param media where it takes files
 */
public record ApiPaths(String message, String media) {

	private static final Pattern PATH = Pattern.compile("[\\w~!$&'()*+,;=:@%.-]+(/[\\w~!$&'()*+,;=:@%.-]+)*/?");

	/** As the API documents them. */
	public static final ApiPaths DOCUMENTED = new ApiPaths("message/", "media/upload/");

	/** The newer address's own first: the other one is its beginning. */
	private static final List<String> KNOWN_FOR_MESSAGES = List.of("message/nc", "message/");

	public ApiPaths {
		message = checked("bulksend.api.message-path", message);
		media = checked("bulksend.api.media-path", media);
	}

	private static String checked(String setting, String path) {
		String stripped = path.strip().replaceFirst("^/", "");
		if (!PATH.matcher(stripped).matches() || List.of(stripped.split("/")).contains("..")
				|| stripped.split("/", 2)[0].contains(":")) {
			throw new IllegalArgumentException(
					setting + " (" + path + ") must be a path below the base URL, such as message/nc.");
		}
		return stripped;
	}

	/**
	 * The paths where somebody gave the whole address that takes messages as the base
	 * URL.
	 * @param url the URL that was given, with a slash at its end
	 * @return the path that it ends in, or these
	 */
	ApiPaths namedBy(URI url) {
		for (String known : KNOWN_FOR_MESSAGES) {
			if (url.getRawPath().endsWith("/" + withSlash(known))) {
				return new ApiPaths(known, this.media);
			}
		}
		return this;
	}

	/**
	 * The base of a URL that may name the path for messages.
	 * @param url the URL that was given, with a slash at its end
	 * @return the URL that the paths are below
	 */
	static URI base(URI url) {
		for (String known : KNOWN_FOR_MESSAGES) {
			String text = url.toString();
			if (url.getRawPath().endsWith("/" + withSlash(known))) {
				return URI.create(text.substring(0, text.length() - withSlash(known).length()));
			}
		}
		return url;
	}

	private static String withSlash(String path) {
		return path.endsWith("/") ? path : path + "/";
	}

}
