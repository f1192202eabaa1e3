package io.bulksend.api;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;

import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.RouteInfo.LayerType;
import org.apache.hc.client5.http.RouteInfo.TunnelType;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.jspecify.annotations.Nullable;

/**
 * Where every call goes and what every request starts with, worked out once.
 *
 * @param target the API's host, as the Host header names it
 * @param route the way there, through a proxy if the system properties say so
 * @param head the request line and headers of every call; never changed
 */
record Endpoint(HttpHost target, HttpRoute route, HttpRequest head) {

	static Endpoint of(ApiSettings settings, String userAgent) {
		Endpoint endpoint = of(settings.messageUrl(), settings, userAgent);
		endpoint.head.addHeader("Content-Type", "application/json");
		return endpoint;
	}

	/** Where files are uploaded to. What each of them is, its form says. */
	static Endpoint ofUploads(ApiSettings settings, String userAgent) {
		return of(settings.mediaUrl(), settings, userAgent);
	}

	private static Endpoint of(URI url, ApiSettings settings, String userAgent) {
		boolean secure = url.getScheme().equalsIgnoreCase("https");
		String name = url.getHost().startsWith("[") ? url.getHost().substring(1, url.getHost().length() - 1)
				: url.getHost();
		String scheme = secure ? "https" : "http";
		HttpHost target = new HttpHost(scheme, name, url.getPort());
		int port = (url.getPort() > 0) ? url.getPort() : (secure ? 443 : 80);
		BasicHttpRequest head = new BasicHttpRequest("POST", target, url.getRawPath());
		head.addHeader("Authorization", "Bearer " + settings.token());
		head.addHeader("Accept", "application/json");
		head.addHeader("User-Agent", userAgent);
		return new Endpoint(target, route(new HttpHost(scheme, name, port), url, secure), head);
	}

	private static HttpRoute route(HttpHost host, URI url, boolean secure) {
		HttpHost proxy = secure ? proxy(url) : null;
		return (proxy == null) ? new HttpRoute(host, null, secure)
				: new HttpRoute(host, null, proxy, true, TunnelType.TUNNELLED, LayerType.LAYERED);
	}

	// https.proxyHost, https.proxyPort and http.nonProxyHosts, as the JDK reads them.
	private static @Nullable HttpHost proxy(URI url) {
		ProxySelector selector = ProxySelector.getDefault();
		if (selector == null) {
			return null;
		}
		for (Proxy proxy : selector.select(url)) {
			if (proxy.type() == Proxy.Type.HTTP && proxy.address() instanceof InetSocketAddress address) {
				return new HttpHost("http", address.getHostString(), address.getPort());
			}
		}
		return null;
	}

}
