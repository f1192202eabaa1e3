package io.bulksend.cli.output;

import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import io.bulksend.cli.terminal.Letters;
import io.bulksend.run.settings.CountOrNone;
import io.bulksend.run.settings.SettingName;

import org.springframework.beans.TypeMismatchException;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.UnboundConfigurationPropertiesException;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.core.ResolvableType;
import org.springframework.core.convert.ConversionException;
import org.springframework.util.ClassUtils;

/**
 * A setting whose value cannot be used, in the words of those who set it: what it takes,
 * not what a program thinks of it.
 */
final class RefusedSetting {

	private static final Map<Class<?>, String> TAKEN = Map.of(Boolean.class, "true or false", Double.class, "a number",
			Integer.class, "a whole number", Long.class, "a whole number", Duration.class,
			"a duration with its unit, such as 90s or 5m30s", CountOrNone.class,
			"a whole number of at least 1, or none", ZoneId.class, "a time zone such as Europe/Berlin", URI.class,
			"an address such as https://api.example.org/", Path.class, "a file's name");

	private RefusedSetting() {
	}

	/**
	 * Says what is wrong.
	 * @param refused what was thrown
	 * @return a sentence that names the setting
	 */
	static String message(BindException refused) {
		Throwable root = refused;
		boolean converted = true;
		for (Throwable cause = refused.getCause(); cause != null; cause = cause.getCause()) {
			if (cause instanceof UnboundConfigurationPropertiesException unknown) {
				return "There is no setting " + unknown.getUnboundProperties()
					.stream()
					.map((property) -> property.getName().toString())
					.collect(Collectors.joining(", ")) + ": is it misspelt?";
			}
			converted &= !(cause instanceof ConversionException || cause instanceof TypeMismatchException);
			root = cause;
		}
		if (root instanceof InvalidPathException path) {
			return refused.getName() + ": " + Letters.complaint(path);
		}
		ConfigurationProperty property = refused.getProperty();
		String message = root.getMessage();
		String name = SettingName.of((property != null) ? property.getOrigin() : null, refused.getName().toString())
			.toString();
		if (converted && root instanceof IllegalArgumentException && message != null) {
			return (property != null) ? name + ": " + message : message;
		}
		String value = (property != null) ? " cannot be \"" + property.getValue() + "\"" : " cannot be used";
		return name + value + taken(refused.getTarget().getType());
	}

	private static String taken(ResolvableType type) {
		Class<?> value = type.resolve(Object.class);
		if (Collection.class.isAssignableFrom(value)) {
			value = type.asCollection().getGeneric(0).resolve(Object.class);
		}
		if (value.isEnum()) {
			return ": it takes " + Arrays.stream(value.getEnumConstants())
				.map((constant) -> '"' + constant.toString().toLowerCase(Locale.ROOT).replace('_', '-') + '"')
				.collect(Collectors.joining(" or ")) + ".";
		}
		String taken = TAKEN.get(ClassUtils.resolvePrimitiveIfNecessary(value));
		return (taken != null) ? ": it takes " + taken + "." : ".";
	}

}
