package io.bulksend.run.settings;

import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.bulksend.campaign.NearestName;
import io.bulksend.input.Column;

import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.boot.context.properties.bind.Name;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.ConfigurableEnvironment;
import org.springframework.core.env.EnumerablePropertySource;
import org.springframework.core.env.MapPropertySource;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.StandardEnvironment;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * The settings that there are, found from what they are bound to, and the refusal of all
 * others that bear our name: one that is misspelt would else be passed over in silence,
 * and a list of recipients never to send to with it. What counts as known is what Spring
 * would bind from just that spelling.
 */
final class KnownSettings {

	private static final ConfigurationPropertyName ROOT = ConfigurationPropertyName.of("bulksend");

	/** In files and on the command line; an underscore is a variable's way to say it. */
	private static final Pattern PROPERTY = Pattern.compile("(?i)bulk-?send[._\\[].*", Pattern.DOTALL);

	private static final Pattern VARIABLE = Pattern.compile("(?i)bulksend[._].*", Pattern.DOTALL);

	/** Kubernetes sets these beside a service that has our name. */
	private static final Pattern KUBERNETES = Pattern.compile("BULKSEND_(SERVICE_|PORT).*", Pattern.DOTALL);

	private static final Pattern INDEX = Pattern.compile("(\\d+)]?$");

	private static final Map<ConfigurationPropertyName, Class<?>> SETTINGS = new LinkedHashMap<>();

	static {
		collect(BulkSendProperties.class, ROOT);
	}

	private KnownSettings() {
	}

	private static void collect(Class<?> type, ConfigurationPropertyName prefix) {
		for (RecordComponent component : type.getRecordComponents()) {
			ConfigurationPropertyName name = prefix.append(name(type, component));
			if (component.getType().isRecord() && component.getType().getEnclosingClass() == BulkSendProperties.class) {
				collect(component.getType(), name);
			}
			else {
				SETTINGS.put(name, component.getType());
			}
		}
	}

	private static String name(Class<?> type, RecordComponent component) {
		try {
			Name given = type.getDeclaredField(component.getName()).getAnnotation(Name.class);
			return (given != null) ? given.value() : DataObjectPropertyName.toDashedForm(component.getName());
		}
		catch (NoSuchFieldException ex) {
			throw new IllegalStateException("A record has a field for each component", ex);
		}
	}

	/**
	 * Refuses what is not known.
	 * @param environment where settings come from
	 * @throws ConfigurationException if something bears our name and is no setting
	 */
	static void require(ConfigurableEnvironment environment) {
		List<String> unknown = new ArrayList<>();
		for (PropertySource<?> source : environment.getPropertySources()) {
			if (source instanceof EnumerablePropertySource<?> names) {
				Arrays.stream(names.getPropertyNames())
					.filter((name) -> isOurs(source, name) && !isKnown(source, name))
					.map((name) -> refusal(source, name))
					.forEach(unknown::add);
			}
		}
		if (!unknown.isEmpty()) {
			throw new ConfigurationException(String.join(" ", unknown));
		}
	}

	private static boolean isOurs(PropertySource<?> source, String name) {
		return isVariables(source) ? VARIABLE.matcher(name).matches() && !KUBERNETES.matcher(name).matches()
				: PROPERTY.matcher(name).matches();
	}

	private static boolean isVariables(PropertySource<?> source) {
		return source instanceof SystemEnvironmentPropertySource;
	}

	private static boolean isKnown(PropertySource<?> source, String name) {
		if (isVariables(source) && switches().contains(name)) {
			return true;
		}
		IterableConfigurationPropertySource alone = alone(source, name);
		return SETTINGS.entrySet().stream().anyMatch((setting) -> binds(alone, name, setting));
	}

	private static boolean binds(IterableConfigurationPropertySource alone, String name,
			Map.Entry<ConfigurationPropertyName, Class<?>> setting) {
		ConfigurationPropertyName known = setting.getKey();
		if (Map.class.isAssignableFrom(setting.getValue())) {
			return alone.stream().anyMatch(known::isAncestorOf);
		}
		if (Collection.class.isAssignableFrom(setting.getValue())) {
			Matcher index = INDEX.matcher(name);
			if (index.find() && alone.getConfigurationProperty(known.append("[" + index.group(1) + "]")) != null) {
				return true;
			}
		}
		return alone.getConfigurationProperty(known) != null;
	}

	/** The name as the only one of its source, as Spring's binder would see it. */
	private static IterableConfigurationPropertySource alone(PropertySource<?> source, String name) {
		Map<String, Object> only = Map.of(name, "");
		PropertySource<?> alone = isVariables(source)
				? new SystemEnvironmentPropertySource(StandardEnvironment.SYSTEM_ENVIRONMENT_PROPERTY_SOURCE_NAME, only)
				: new MapPropertySource("only", only);
		ConfigurationPropertySource adapted = ConfigurationPropertySources.from(List.of(alone)).iterator().next();
		return (IterableConfigurationPropertySource) Objects.requireNonNull(adapted);
	}

	private static String refusal(PropertySource<?> source, String name) {
		String shown = SettingName.of(source, name).toString();
		if (!isVariables(source) && switches().contains(variable(name))) {
			return "%s has to be known before this is read: give the option --%s, or set %s.".formatted(shown,
					name.substring(name.lastIndexOf('.') + 1), variable(name));
		}
		List<String> names = isVariables(source) ? variables() : properties();
		String nearest = NearestName.of(name, names).orElseThrow();
		if (isVariables(source) && name.startsWith("bulksend_")) {
			nearest = nearest.toLowerCase(Locale.ROOT);
		}
		return "There is no setting %s. The nearest name is %s.".formatted(shown,
				SettingName.of(source, nearest).spelled());
	}

	private static List<String> switches() {
		return SettingsReader.SWITCHES.stream().map(KnownSettings::variable).toList();
	}

	private static List<String> variables() {
		return Stream.concat(properties().stream().map(KnownSettings::variable), switches().stream()).toList();
	}

	private static List<String> properties() {
		return SETTINGS.entrySet().stream().flatMap((setting) -> {
			String name = setting.getKey().toString();
			return Map.class.isAssignableFrom(setting.getValue())
					? Arrays.stream(Column.values()).map((column) -> name + "." + column.columnName().replace('_', '-'))
					: Stream.of(name);
		}).toList();
	}

	private static String variable(String property) {
		String name = property.startsWith("bulksend.") ? property : ROOT.getElement(0, Form.DASHED) + "." + property;
		return name.replace('.', '_').replace('-', '_').toUpperCase(Locale.ROOT);
	}

}
