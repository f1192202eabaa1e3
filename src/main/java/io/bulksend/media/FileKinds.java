package io.bulksend.media;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.mime.MimeTypes;
import org.jspecify.annotations.Nullable;

/**
 * Recognises files by their content. Apache Tika knows more kinds of files than anybody
 * else; but where its core goes by a container alone, a look inside tells what WhatsApp
 * takes: MP4 and its kin, Ogg, sounds without a container, and office documents.
 */
final class FileKinds {

	/** As much of a file as is looked at. */
	static final int HEAD = 64 * 1024;

	private static final String OOXML = "application/vnd.openxmlformats-officedocument.";

	/** The folder in a zip that tells which document it is. */
	private static final Map<String, String> OFFICE = Map.of("word/", OOXML + "wordprocessingml.document", "xl/",
			OOXML + "spreadsheetml.sheet", "ppt/", OOXML + "presentationml.presentation");

	private FileKinds() {
	}

	/**
	 * What a file is.
	 * @param name its name, which tells documents apart that begin alike
	 * @param head its begin, {@value #HEAD} bytes or all of it
	 * @param channel all of it
	 * @return its kind; without a known one that of any bytes
	 * @throws IOException if it cannot be read
	 */
	static FileKind of(String name, byte[] head, SeekableByteChannel channel) throws IOException {
		String own = inside(head, channel);
		return new FileKind((own != null) ? own : asTikaSays(name, head));
	}

	private static @Nullable String inside(byte[] head, SeekableByteChannel channel) throws IOException {
		if (startsWith(head, 0, "\u00FF\u00D8\u00FF")) {
			return "image/jpeg";
		}
		if (startsWith(head, 0, "\u0089PNG\r\n\u001A\n")) {
			return "image/png";
		}
		if (startsWith(head, 4, "ftyp")) {
			return IsoMedia.contentType(head, channel);
		}
		if (startsWith(head, 0, "OggS")) {
			return ogg(head);
		}
		if (startsWith(head, 0, "#!AMR\n")) {
			return "audio/amr";
		}
		if (startsWith(head, 0, "PK\u0003\u0004")) {
			return office(head);
		}
		return SoundFrames.contentType(head);
	}

	/** The first page of an Ogg file holds the first words of what is in it. */
	private static String ogg(byte[] head) {
		int page = (head.length > 26) ? 27 + (head[26] & 0xFF) : head.length;
		if (startsWith(head, page, "OpusHead")) {
			return "audio/ogg";
		}
		return startsWith(head, page, "\u0001vorbis") ? "audio/vorbis" : "application/ogg";
	}

	private static @Nullable String office(byte[] head) {
		for (int i = 0; i + 30 < head.length; i++) {
			if (head[i] == 'P' && startsWith(head, i, "PK\u0003\u0004")) {
				for (Map.Entry<String, String> folder : OFFICE.entrySet()) {
					if (startsWith(head, i + 30, folder.getKey())) {
						return folder.getValue();
					}
				}
			}
		}
		return null;
	}

	/**
	 * By the content alone; then the name may say which document it is, but never makes a
	 * picture of something else.
	 */
	private static String asTikaSays(String name, byte[] head) throws IOException {
		String byContent = detect(head, null);
		if (isShown(byContent)) {
			return byContent;
		}
		String byName = detect(head, name);
		return isShown(byName) ? byContent : byName;
	}

	private static boolean isShown(String contentType) {
		return contentType.startsWith("image/") || contentType.startsWith("video/") || contentType.startsWith("audio/");
	}

	private static String detect(byte[] head, @Nullable String name) throws IOException {
		Metadata metadata = new Metadata();
		if (name != null) {
			metadata.set(TikaCoreProperties.RESOURCE_NAME_KEY, name);
		}
		return Tika.TYPES.detect(new ByteArrayInputStream(head), metadata).getBaseType().toString();
	}

	static boolean startsWith(byte[] bytes, int at, String expected) {
		byte[] wanted = expected.getBytes(StandardCharsets.ISO_8859_1);
		if (at < 0 || at + wanted.length > bytes.length) {
			return false;
		}
		for (int i = 0; i < wanted.length; i++) {
			if (bytes[at + i] != wanted[i]) {
				return false;
			}
		}
		return true;
	}

	/** Loaded where a file asks for it: its table of types is long. */
	private static final class Tika {

		static final MimeTypes TYPES = MimeTypes.getDefaultMimeTypes();

	}

}
