package io.bulksend.run.logging;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.turbo.TurboFilter;
import ch.qos.logback.core.spi.FilterReply;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;
import org.slf4j.Marker;

/**
 * Keeps the HTTP client from logging requests, whatever levels are set: it would log the
 * account's token with the headers, and phone numbers with the bodies.
 */
public final class SecretFilter extends TurboFilter {

	private static final String HTTP_CLIENT = "org.apache.hc";

	/**
	 * Puts the filter in front of all logging, where that is Logback's.
	 */
	public static void install() {
		if (LoggerFactory.getILoggerFactory() instanceof LoggerContext logging) {
			SecretFilter filter = new SecretFilter();
			filter.start();
			logging.addTurboFilter(filter);
		}
	}

	@Override
	public FilterReply decide(@Nullable Marker marker, Logger logger, Level level, @Nullable String format,
			Object @Nullable [] parameters, @Nullable Throwable thrown) {
		return logger.getName().startsWith(HTTP_CLIENT) ? FilterReply.DENY : FilterReply.NEUTRAL;
	}

}
