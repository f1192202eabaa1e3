package io.bulksend.run.settings;

import java.io.File;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.context.config.ConfigDataException;
import org.springframework.boot.context.config.ConfigDataLocation;
import org.springframework.boot.context.config.ConfigDataLocationNotFoundException;
import org.springframework.boot.context.config.ConfigDataResourceNotFoundException;
import org.springframework.boot.context.config.StandardConfigDataResource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.json.JsonParseException;
import org.springframework.boot.origin.Origin;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.Resource;

/**
 * Files of settings, in the words of those who name them: one that is not there, or that
 * says nothing, is refused and never passed over.
 */
final class SettingsFiles {

	/** What Spring says of a name that ends in nothing that it can read. */
	private static final Pattern UNKNOWN_KIND = Pattern.compile("Unable to load config data from '(.*)'");

	private static final String JSON = "SPRING_APPLICATION_JSON";

	private SettingsFiles() {
	}

	/**
	 * Says what is wrong with the settings' files.
	 * @param thrown what was thrown while they were read
	 * @return what to throw
	 */
	static RuntimeException refused(RuntimeException thrown) {
		for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
			if (cause instanceof ConfigurationException refusal) {
				return refusal;
			}
			if (cause instanceof BindException value) {
				return value;
			}
			if (cause instanceof JsonParseException) {
				return new ConfigurationException(JSON + " is no JSON object such as {\"bulksend\":{\"rate\":20}}.");
			}
			if (cause instanceof ConfigDataResourceNotFoundException missing) {
				return missing(missing.getLocation(), place(missing));
			}
			if (cause instanceof ConfigDataLocationNotFoundException missing) {
				return missing(missing.getLocation(), null);
			}
			Matcher unknown = UNKNOWN_KIND.matcher(String.valueOf(cause.getMessage()));
			if (unknown.matches()) {
				return new ConfigurationException(("\"%s\" names no settings: a file of settings ends in .properties or"
						+ " .yml, and a folder in a slash.")
					.formatted(unknown.group(1)));
			}
			if (cause instanceof ConfigDataException || cause.getCause() == null) {
				return new ConfigurationException("The settings cannot be read: "
						+ String.valueOf(cause.getMessage()).lines().findFirst().orElse(""));
			}
		}
		return thrown;
	}

	private static ConfigurationException missing(@Nullable ConfigDataLocation location, @Nullable String place) {
		String named = (location != null) ? location.getValue() : String.valueOf(place);
		String where = (place != null && !named.endsWith(place)) ? " (" + place + ")" : "";
		Origin origin = (location != null) ? location.getOrigin() : null;
		String namedBy = (origin != null) ? " that " + SettingName.of(origin, "a setting") + " names" : "";
		return new ConfigurationException(
				"%s \"%s\"%s%s is not there: correct its name, or write optional: before it if it may be missing."
					.formatted(named.endsWith("/") ? "The folder of settings" : "The settings file", named, where,
							namedBy));
	}

	private static @Nullable String place(ConfigDataResourceNotFoundException missing) {
		return (missing.getResource() instanceof StandardConfigDataResource file) ? name(file.getResource()) : null;
	}

	/**
	 * Refuses a name for the files of settings that no file has.
	 * @param environment what was read
	 */
	static void requireNamed(ConfigurableEnvironment environment) {
		String names = environment.getProperty("spring.config.name", "");
		for (String name : names.split(",")) {
			Pattern file = Pattern.compile(".*\\bConfig resource '.*[\\[/\\\\]" + Pattern.quote(name.strip())
					+ "(-[^/\\\\]*)?\\.[a-zA-Z]+\\].*", Pattern.DOTALL);
			if (!name.isBlank() && !name.strip().equals("application")
					&& environment.getPropertySources().stream().noneMatch((source) -> isOf(source, file))) {
				throw new ConfigurationException(
						"There is no settings file %1$s.properties, which spring.config.name asks for."
							.formatted(name.strip()));
			}
		}
	}

	private static boolean isOf(PropertySource<?> source, Pattern file) {
		return file.matcher(source.getName()).matches();
	}

	/** A file's name as one would type it here. */
	static String name(Resource resource) {
		try {
			Path file = resource.getFile().toPath().toAbsolutePath().normalize();
			Path here = Path.of("").toAbsolutePath();
			return (file.startsWith(here) ? here.relativize(file) : file).toString();
		}
		catch (IOException | UnsupportedOperationException ex) {
			String name = resource.getFilename();
			return (name != null) ? name.substring(name.lastIndexOf(File.separatorChar) + 1)
					: resource.getDescription();
		}
	}

	/** Why a file could not be read, without its name. */
	static String reason(IOException ex) {
		if (ex instanceof AccessDeniedException) {
			return "it may not be read by this user";
		}
		return ex.getMessage() == null ? ex.getClass().getSimpleName() : ex.getMessage();
	}

}
