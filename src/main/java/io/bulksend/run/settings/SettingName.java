package io.bulksend.run.settings;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginLookup;
import org.springframework.boot.origin.PropertySourceOrigin;
import org.springframework.boot.origin.TextResourceOrigin;
import org.springframework.core.env.CommandLinePropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;

/**
 * A setting's name as somebody spelled it, and where.
 *
 * @param spelled the name, as <code>BULKSEND_LIMIT</code>, <code>--bulksend.limit</code>
 * or <code>bulksend.limit</code>
 * @param place the file and line, or {@code null} where the name says it
 */
public record SettingName(String spelled, @Nullable String place) {

	/**
	 * The name of what an origin is the origin of.
	 * @param origin where a value comes from, if that is known
	 * @param otherwise the name where nobody spelled it
	 * @return the name
	 */
	public static SettingName of(@Nullable Origin origin, String otherwise) {
		return (origin instanceof PropertySourceOrigin known) ? of(known.getPropertySource(), known.getPropertyName())
				: new SettingName(otherwise, null);
	}

	static SettingName of(PropertySource<?> source, String name) {
		if (source instanceof CommandLinePropertySource) {
			return new SettingName("--" + name, null);
		}
		if (source.getName().equals(StandardEnvironment.SYSTEM_PROPERTIES_PROPERTY_SOURCE_NAME)) {
			return new SettingName("-D" + name, null);
		}
		return new SettingName(name, place(OriginLookup.getOrigin(source, name)));
	}

	private static @Nullable String place(@Nullable Origin origin) {
		if (origin instanceof TextResourceOrigin text && text.getLocation() != null && text.getResource() != null) {
			return SettingsFiles.name(text.getResource()) + ", line " + (text.getLocation().getLine() + 1);
		}
		return (origin instanceof PropertySourceOrigin in) ? in.getPropertyName() : null;
	}

	/**
	 * For people.
	 * @return the name, and in brackets the place
	 */
	@Override
	public String toString() {
		return (this.place != null) ? this.spelled + " (" + this.place + ")" : this.spelled;
	}

}
