package io.bulksend.testsupport;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What is left of something in the files of a folder, in whichever form it may have been
 * written.
 */
public final class Traces {

	private Traces() {
	}

	/**
	 * Looks for it in all files.
	 * @param folder the folder, with those in it
	 * @param text what to look for
	 * @return where it was found, and in which form
	 */
	public static List<String> of(Path folder, String text) {
		List<byte[]> forms = new ArrayList<>(List.of(text.getBytes(StandardCharsets.UTF_8),
				text.getBytes(StandardCharsets.UTF_16BE), text.getBytes(StandardCharsets.UTF_16LE)));
		if (text.matches("\\d{10,18}")) {
			long number = Long.parseLong(text);
			forms.add(ByteBuffer.allocate(8).putLong(number).array());
			forms.add(ByteBuffer.allocate(8).putLong(Long.reverseBytes(number)).array());
			forms.add(compact(number));
		}
		try (Stream<Path> files = Files.walk(folder)) {
			return files.filter(Files::isRegularFile).flatMap((file) -> in(file, text, forms)).toList();
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Stream<String> in(Path file, String text, List<byte[]> forms) {
		byte[] content;
		try {
			content = Files.readAllBytes(file);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
		String bytes = new String(content, StandardCharsets.ISO_8859_1);
		return forms.stream()
			.filter((form) -> bytes.contains(new String(form, StandardCharsets.ISO_8859_1)))
			.map((form) -> text + " in " + file.getFileName() + ", " + form.length + " bytes");
	}

	/** As H2 writes numbers: seven bits a byte, the lowest first. */
	private static byte[] compact(long number) {
		ByteBuffer bytes = ByteBuffer.allocate(10);
		long rest = number;
		while ((rest & ~0x7FL) != 0) {
			bytes.put((byte) (rest | 0x80));
			rest >>>= 7;
		}
		bytes.put((byte) rest).flip();
		byte[] compact = new byte[bytes.remaining()];
		bytes.get(compact);
		return compact;
	}

}
