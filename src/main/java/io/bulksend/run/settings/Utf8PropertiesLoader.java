package io.bulksend.run.settings;

import java.io.ByteArrayInputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.List;

import org.jspecify.annotations.Nullable;

import org.springframework.boot.env.PropertiesPropertySourceLoader;
import org.springframework.boot.env.PropertySourceLoader;
import org.springframework.boot.origin.Origin;
import org.springframework.boot.origin.OriginTrackedResource;
import org.springframework.core.annotation.Order;
import org.springframework.core.env.PropertySource;
import org.springframework.core.io.AbstractResource;
import org.springframework.core.io.Resource;

/**
 * Reads files of settings as UTF-8, as editors write them; Spring Boot's own loader takes
 * them for ISO-8859-1, and would garble a campaign's name. All but the characters is left
 * to that loader, which is handed what it can read. Found by Spring in
 * <code>META-INF/spring.factories</code>.
 */
@Order(0)
public final class Utf8PropertiesLoader implements PropertySourceLoader {

	private static final char BYTE_ORDER_MARK = '\uFEFF';

	private final PropertySourceLoader boot = new PropertiesPropertySourceLoader();

	@Override
	public String[] getFileExtensions() {
		return new String[] { "properties" };
	}

	@Override
	public List<PropertySource<?>> load(String name, Resource resource) throws IOException {
		String text = text(resource);
		byte[] readable = escaped(text).getBytes(StandardCharsets.ISO_8859_1);
		try {
			return this.boot.load(name, OriginTrackedResource.of(new Text(resource, readable), Origin.from(resource)));
		}
		catch (IllegalStateException ex) {
			throw new ConfigurationException("The settings file %s cannot be read: line %d has a \\u that is not"
				.formatted(SettingsFiles.name(resource), lineOfBrokenEscape(text))
					+ " followed by four hexadecimal digits. A backslash itself is written twice: \\\\.");
		}
	}

	private static String text(Resource resource) throws IOException {
		byte[] bytes;
		try (InputStream in = resource.getInputStream()) {
			bytes = in.readAllBytes();
		}
		catch (IOException ex) {
			throw new ConfigurationException("The settings file %s cannot be read (%s)."
				.formatted(SettingsFiles.name(resource), SettingsFiles.reason(ex)));
		}
		CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
		ByteBuffer in = ByteBuffer.wrap(bytes);
		CharBuffer out = CharBuffer.allocate(bytes.length);
		CoderResult result = decoder.decode(in, out, true);
		String text = out.flip().toString();
		if (result.isError()) {
			throw new ConfigurationException(
					("The settings file %s is not in UTF-8: see line %d. Save it anew in your editor with the encoding"
							+ " UTF-8.")
						.formatted(SettingsFiles.name(resource), text.split("\r\n|\r|\n", -1).length));
		}
		return (!text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK) ? text.substring(1) : text;
	}

	/** What ISO-8859-1 lacks, in the form that properties files have for it. */
	private static String escaped(String text) {
		StringBuilder escaped = new StringBuilder(text.length());
		boolean afterBackslash = false;
		for (int i = 0; i < text.length(); i++) {
			char character = text.charAt(i);
			if (character <= 0xFF) {
				escaped.append(character);
				afterBackslash = character == '\\' && !afterBackslash;
			}
			else {
				// After a backslash that stands by itself, that one begins the escape.
				escaped.append(afterBackslash ? "" : "\\").append("u%04x".formatted((int) character));
				afterBackslash = false;
			}
		}
		return escaped.toString();
	}

	private static int lineOfBrokenEscape(String text) {
		String[] lines = text.split("\r\n|\r|\n", -1);
		for (int i = 0; i < lines.length; i++) {
			if (lines[i].matches("(?s)(.*[^\\\\])?(\\\\\\\\)*\\\\u(?![0-9a-fA-F]{4}).*")) {
				return i + 1;
			}
		}
		return lines.length;
	}

	/** A file's text under the file's name. */
	private static final class Text extends AbstractResource {

		private final Resource file;

		private final byte[] bytes;

		Text(Resource file, byte[] bytes) {
			this.file = file;
			this.bytes = bytes;
		}

		@Override
		public InputStream getInputStream() {
			return new ByteArrayInputStream(this.bytes);
		}

		@Override
		public String getDescription() {
			return this.file.getDescription();
		}

		@Override
		public @Nullable String getFilename() {
			return this.file.getFilename();
		}

		@Override
		public File getFile() throws IOException {
			return this.file.getFile();
		}

		@Override
		public boolean equals(@Nullable Object other) {
			return other instanceof Text text && text.file.equals(this.file);
		}

		@Override
		public int hashCode() {
			return this.file.hashCode();
		}

	}

}
