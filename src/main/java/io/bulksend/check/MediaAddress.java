package io.bulksend.check;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

import io.bulksend.check.Remark.Kind;
import org.jspecify.annotations.Nullable;

/**
 * Tells by a web address whether a medium can be there that the API can fetch. Looks at
 * the address alone.
 */
final class MediaAddress {

	private static final Pattern OWN_HOST = Pattern.compile("localhost|[^.\\[]+|.*\\.(localhost|local|localdomain|lan"
			+ "|internal|intranet|home\\.arpa)|(127|10|0)(\\.\\d+){3}|192\\.168(\\.\\d+){2}|169\\.254(\\.\\d+){2}"
			+ "|172\\.(1[6-9]|2\\d|3[01])(\\.\\d+){2}|\\[::1?]|\\[f[cd].*|\\[fe[89ab].*");

	private static final Set<String> PAGES = Set.of("photos.google.com", "photos.app.goo.gl", "sites.google.com",
			"1drv.ms", "icloud.com", "share.icloud.com", "youtube.com", "m.youtube.com", "youtu.be", "vimeo.com",
			"instagram.com", "facebook.com", "m.facebook.com", "fb.watch", "tiktok.com", "x.com", "twitter.com",
			"wetransfer.com", "we.tl", "mega.nz", "imgur.com", "giphy.com", "canva.com", "app.box.com", "gofile.io");

	private static final Pattern PAGE_PATH = Pattern.compile("/?|.*\\.(html?|xhtml|shtml|mhtml)");

	private MediaAddress() {
	}

	/**
	 * What looks wrong with an address.
	 * @param url an address with a host, as the check of the row let it pass
	 * @return the kind of remark, or {@code null} for none
	 */
	static @Nullable Kind of(String url) {
		String lower = url.toLowerCase(Locale.ROOT);
		int hostStart = lower.indexOf("://") + 3;
		int hostEnd = end(lower, hostStart, "/?#");
		String authority = lower.substring(hostStart, hostEnd);
		String host = authority.substring(authority.lastIndexOf('@') + 1).replaceFirst(":\\d*$", "");
		if (OWN_HOST.matcher(host).matches()) {
			return Kind.UNREACHABLE_ADDRESS;
		}
		int pathEnd = end(lower, hostEnd, "?#");
		String path = lower.substring(hostEnd, pathEnd);
		String query = lower.substring(pathEnd);
		return isPage(host.startsWith("www.") ? host.substring(4) : host, path, query) ? Kind.PAGE_ADDRESS : null;
	}

	private static boolean isPage(String host, String path, String query) {
		if (host.equals("drive.google.com") || host.equals("docs.google.com")) {
			return !path.startsWith("/uc") && !path.contains("/export") && !query.contains("export=");
		}
		if (host.equals("dropbox.com")) {
			return !query.contains("dl=1") && !query.contains("raw=1");
		}
		if (host.equals("onedrive.live.com") || host.endsWith(".sharepoint.com")) {
			return !path.contains("download") && !query.contains("download");
		}
		if (host.equals("github.com")) {
			return !path.contains("/raw/") && !path.contains("/releases/download/") && !query.contains("raw=true");
		}
		boolean given = query.length() > 1 && path.length() <= 1;
		return PAGES.contains(host) || (!given && PAGE_PATH.matcher(path).matches());
	}

	private static int end(String url, int start, String ends) {
		for (int i = start; i < url.length(); i++) {
			if (ends.indexOf(url.charAt(i)) >= 0) {
				return i;
			}
		}
		return url.length();
	}

}
