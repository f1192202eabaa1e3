package io.bulksend.api;

import java.math.BigDecimal;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.TimeoutException;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

import io.bulksend.campaign.Code;
import org.apache.hc.core5.http.HttpException;

/**
 * What it means that no answer came, and how to say it. Whether the message may have
 * arrived does not follow from the exception: only the {@link Call} knows whether its
 * body was handed over.
 */
final class Unanswered {

	private final String host;

	private final Duration connectTimeout;

	private final Duration responseTimeout;

	Unanswered(ApiSettings settings) {
		this.host = settings.url().getHost();
		this.connectTimeout = settings.connectTimeout();
		this.responseTimeout = settings.responseTimeout();
	}

	/**
	 * The body never left: the message may be sent again.
	 * @param cause what happened
	 * @return the reply
	 */
	Reply neverWritten(Throwable cause) {
		return new Reply.Again(Reply.Again.Reason.UNREACHABLE, null, whyNotWritten(cause), null);
	}

	/**
	 * Something answered before the body left, and took no message.
	 * @return the reply
	 */
	Reply refusedOnTheWay() {
		return new Reply.Again(Reply.Again.Reason.UNREACHABLE, null,
				"A server or proxy on the way to " + this.host + " did not let the request through.", null);
	}

	/**
	 * The body left, wholly or in part: the message may have arrived.
	 * @param cause what happened
	 * @return the reply
	 */
	Reply inDoubt(Throwable cause) {
		if (cause instanceof HttpException) {
			return new Reply.Unknown(Code.UNREADABLE_REPLY, "The answer was not HTTP.");
		}
		if (cause instanceof SocketTimeoutException) {
			return new Reply.Unknown(Code.NO_REPLY, "No reply within " + seconds(this.responseTimeout) + ".");
		}
		if (cause instanceof CancellationException) {
			return new Reply.Unknown(Code.NO_REPLY, "The program stopped before the reply came.");
		}
		return new Reply.Unknown(Code.NO_REPLY, "The connection was lost after the request went out.");
	}

	private String whyNotWritten(Throwable cause) {
		// Before ConnectException and SSLException: a time-out tells more.
		if (cause instanceof SocketTimeoutException) {
			return "No connection to " + this.host + " within " + seconds(this.connectTimeout) + ".";
		}
		if (cause instanceof TimeoutException) {
			return "No connection to " + this.host + " was ready in time.";
		}
		if (cause instanceof UnknownHostException) {
			return "There is no host " + this.host + ": check BULKSEND_API_URL and the network.";
		}
		if (cause instanceof NoRouteToHostException) {
			return "No way leads to " + this.host + ": check the network.";
		}
		if (cause instanceof ConnectException) {
			return "No connection to " + this.host + ": connection refused.";
		}
		if (cause instanceof SSLException) {
			return "No secure connection to " + this.host + ": " + whyNotSecure(cause);
		}
		if (cause instanceof CancellationException) {
			return "The program stopped before the request went out.";
		}
		return "The connection to " + this.host + " was lost before the request went out.";
	}

	private static String whyNotSecure(Throwable cause) {
		if (cause instanceof SSLPeerUnverifiedException) {
			return "its certificate is for another host.";
		}
		Throwable deeper = cause;
		while (deeper != null) {
			if (deeper instanceof CertificateException) {
				return "its certificate is not trusted, or is for another host.";
			}
			deeper = deeper.getCause();
		}
		return "it does not speak TLS as expected.";
	}

	private static String seconds(Duration duration) {
		return BigDecimal.valueOf(duration.toMillis(), 3).stripTrailingZeros().toPlainString() + " s";
	}

}
