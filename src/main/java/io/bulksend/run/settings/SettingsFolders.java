package io.bulksend.run.settings;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

import org.springframework.boot.context.config.ConfigDataLocation;
import org.springframework.boot.context.config.ConfigDataLocationResolver;
import org.springframework.boot.context.config.ConfigDataLocationResolverContext;
import org.springframework.boot.context.config.StandardConfigDataResource;

/**
 * Refuses a folder of settings that is named without a slash at its end: Spring would
 * take it for a file, and pass it over where it is optional. Found by Spring in
 * <code>META-INF/spring.factories</code>.
 */
public final class SettingsFolders implements ConfigDataLocationResolver<StandardConfigDataResource> {

	@Override
	public boolean isResolvable(ConfigDataLocationResolverContext context, ConfigDataLocation location) {
		return Arrays.stream(location.split()).anyMatch(SettingsFolders::lacksSlash);
	}

	@Override
	public List<StandardConfigDataResource> resolve(ConfigDataLocationResolverContext context,
			ConfigDataLocation location) {
		String folder = Arrays.stream(location.split())
			.filter(SettingsFolders::lacksSlash)
			.map(ConfigDataLocation::getValue)
			.findFirst()
			.orElseThrow();
		throw new ConfigurationException("The settings \"%s\" are a folder: write it as \"%s/\", or name a file in it."
			.formatted(folder, folder));
	}

	private static boolean lacksSlash(ConfigDataLocation location) {
		String name = location.getNonPrefixedValue("resource:").replaceFirst("^file:", "");
		try {
			return !name.endsWith("/") && !name.endsWith("\\") && Files.isDirectory(Path.of(name));
		}
		catch (InvalidPathException ex) {
			return false;
		}
	}

}
