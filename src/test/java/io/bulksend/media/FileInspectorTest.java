package io.bulksend.media;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import io.bulksend.campaign.Attachment;
import io.bulksend.campaign.AttachmentType;
import io.bulksend.check.rules.BrokenRuleException;
import io.bulksend.testsupport.SampleMedia;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * What a file is, and which files can be sent.
 */
class FileInspectorTest {

	@TempDir
	private Path base;

	private Path folder() throws IOException {
		return Files.createDirectories(this.base.resolve("attachments"));
	}

	static Stream<Arguments> kinds() {
		return Stream.of(arguments("photo.jpg", SampleMedia.jpeg(2_000), "image/jpeg", AttachmentType.IMAGE),
				arguments("named.pdf", SampleMedia.png(""), "image/png", AttachmentType.IMAGE),
				arguments("a.pdf", SampleMedia.pdf(""), "application/pdf", AttachmentType.DOCUMENT),
				arguments("picture.png", SampleMedia.pdf(""), "application/pdf", AttachmentType.DOCUMENT),
				arguments("s.webp", SampleMedia.webp(), "image/webp", AttachmentType.STICKER),
				arguments("a.mp4", SampleMedia.mp4("isom", "vide", "soun"), "video/mp4", AttachmentType.VIDEO),
				arguments("b.mp4", SampleMedia.mp4("mp42", "vide"), "video/mp4", AttachmentType.VIDEO),
				arguments("c.mov", SampleMedia.mp4("avc1", "vide"), "video/mp4", AttachmentType.VIDEO),
				arguments("d.m4v", SampleMedia.mp4("M4V ", "vide"), "video/mp4", AttachmentType.VIDEO),
				arguments("e.bin", SampleMedia.mp4("mmp4", "vide"), "video/mp4", AttachmentType.VIDEO),
				arguments("voice.mp4", SampleMedia.mp4("mp42", "soun"), "audio/mp4", AttachmentType.AUDIO),
				arguments("a.m4a", SampleMedia.mp4("M4A ", "soun"), "audio/mp4", AttachmentType.AUDIO),
				arguments("a.3gp", SampleMedia.mp4("3gp4", "vide"), "video/3gpp", AttachmentType.VIDEO),
				arguments("a.mov", SampleMedia.mp4("qt  ", "vide"), "video/quicktime", AttachmentType.DOCUMENT),
				arguments("a.ogg", SampleMedia.ogg("OpusHead\1\1"), "audio/ogg", AttachmentType.AUDIO),
				arguments("b.ogg", SampleMedia.ogg("\1vorbis"), "audio/vorbis", AttachmentType.DOCUMENT),
				arguments("a.mp3", SampleMedia.mp3(), "audio/mpeg", AttachmentType.AUDIO),
				arguments("b.mp3",
						SampleMedia
							.bytes("ID3\3\0\0\0\0\0\2ab" + new String(SampleMedia.mp3(), StandardCharsets.ISO_8859_1)),
						"audio/mpeg", AttachmentType.AUDIO),
				arguments("a.aac", SampleMedia.aac(), "audio/aac", AttachmentType.AUDIO),
				arguments("a.amr", SampleMedia.bytes("#!AMR\n<\b\0\0"), "audio/amr", AttachmentType.AUDIO),
				arguments("a.docx", SampleMedia.office("word/document.xml"),
						"application/vnd.openxmlformats-officedocument.wordprocessingml.document",
						AttachmentType.DOCUMENT),
				arguments("a.xlsx", SampleMedia.office("xl/workbook.xml"),
						"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", AttachmentType.DOCUMENT),
				arguments("a.pptx", SampleMedia.office("ppt/presentation.xml"),
						"application/vnd.openxmlformats-officedocument.presentationml.presentation",
						AttachmentType.DOCUMENT),
				arguments("a.zip", SampleMedia.office("photo.jpg"), "application/zip", AttachmentType.DOCUMENT),
				arguments("a.txt", SampleMedia.bytes("Opening hours\n"), "text/plain", AttachmentType.DOCUMENT),
				arguments("a.gif", SampleMedia.bytes("GIF89a\1\0\1\0\0\0\0;"), "image/gif", AttachmentType.DOCUMENT),
				arguments("noise.jpg", SampleMedia.bytes("\u00FE\u0003\u0001\u0002\u0099\u0098"),
						"application/octet-stream", AttachmentType.DOCUMENT));
	}

	@ParameterizedTest(name = "{0} is {2}")
	@MethodSource("kinds")
	void aFileIsWhatItsContentIs(String name, byte[] content, String contentType, AttachmentType type)
			throws IOException, BrokenRuleException {
		Files.write(folder().resolve(name), content);
		FileInspector inspector = inspector();
		assertThat(inspector.inspect(name).kind()).isEqualTo(new FileKind(contentType));
		assertThat(inspector.find(name, null).type()).isEqualTo(type);
		assertThat(inspector.find(name, AttachmentType.DOCUMENT).type()).isEqualTo(AttachmentType.DOCUMENT);
	}

	@Test
	void aFileThatIsSomethingElseThanItsRowSaysIsRefused() throws IOException {
		Files.write(folder().resolve("a.png"), SampleMedia.png(""));
		Files.write(folder().resolve("a.gif"), SampleMedia.bytes("GIF89a\1\0\1\0\0\0\0;"));
		refused("a.png", AttachmentType.VIDEO, "ATTACHMENT_TYPE",
				"The file \"a.png\" is an image (image/png), but the attachment_type says video; it takes image or"
						+ " document.");
		refused("a.gif", AttachmentType.IMAGE, "ATTACHMENT_TYPE",
				"The file \"a.gif\" is nothing that can be sent otherwise than as a document (image/gif), but the"
						+ " attachment_type says image; it takes document.");
	}

	@ParameterizedTest
	@CsvSource({ "jpeg, 5242880, 5242881", "mp4, 16777216, 16777217", "webp, 512000, 512001",
			"pdf, 104857600, 104857601" })
	void aFileHasASizeThatItsTypeMayHave(String kind, long largest, long tooLarge)
			throws IOException, BrokenRuleException {
		byte[] begin = switch (kind) {
			case "jpeg" -> SampleMedia.jpeg(100);
			case "mp4" -> SampleMedia.mp4("isom", "vide");
			case "webp" -> SampleMedia.webp();
			default -> SampleMedia.pdf("");
		};
		write("fits", begin, largest);
		write("not", begin, tooLarge);
		inspector().find("fits", null);
		assertThatExceptionOfType(BrokenRuleException.class).isThrownBy(() -> inspector().find("not", null))
			.satisfies((refusal) -> assertThat(refusal.outcome().errorCode()).isEqualTo("ATTACHMENT_SIZE"));
		if (!kind.equals("pdf")) {
			assertThat(inspector().find("not", AttachmentType.DOCUMENT).type()).isEqualTo(AttachmentType.DOCUMENT);
		}
	}

	private void write(String name, byte[] begin, long size) throws IOException {
		try (RandomAccessFile file = new RandomAccessFile(folder().resolve(name).toFile(), "rw")) {
			file.write(begin);
			file.setLength(size);
		}
	}

	@Test
	void sixMegabytesOfJpegAreTooMuchButForADocument() throws IOException {
		write("a.jpg", SampleMedia.jpeg(100), 6 * 1024 * 1024);
		refused("a.jpg", null, "ATTACHMENT_SIZE",
				"The file \"a.jpg\" has 6 MB, but as image 5 MB at most can be sent; as document it can.");
	}

	@Test
	@DisabledOnOs(OS.WINDOWS)
	void whatIsNoFileInTheFolderIsRefusedWithASentence() throws IOException, InterruptedException {
		Path folder = folder();
		Files.write(this.base.resolve("secret.pdf"), SampleMedia.pdf("secret"));
		Files.write(folder.resolve("price list.pdf"), SampleMedia.pdf("a"));
		Files.createDirectory(folder.resolve("sub"));
		Files.createFile(folder.resolve("empty.pdf"));
		Files.createSymbolicLink(folder.resolve("out.pdf"), this.base.resolve("secret.pdf"));
		Files.createSymbolicLink(folder.resolve("outside"), this.base);
		Files.createSymbolicLink(folder.resolve("nowhere.pdf"), folder.resolve("gone.pdf"));
		Files.createSymbolicLink(folder.resolve("round.pdf"), folder.resolve("round.pdf"));
		assertThat(new ProcessBuilder("mkfifo", folder.resolve("pipe").toString()).start().waitFor()).isZero();
		refusedFile("../secret.pdf", "lies outside of the folder");
		refusedFile("../no-such-file.pdf", "lies outside of the folder");
		refusedFile("sub/../../secret.pdf", "lies outside of the folder");
		refusedFile("out.pdf", "lies outside of the folder");
		refusedFile("outside/secret.pdf", "lies outside of the folder");
		refusedFile("/etc/hosts", "is named with its whole path");
		refusedFile(folder.resolve("price list.pdf").toString(), "is named with its whole path");
		refusedFile("C:\\photos\\a.jpg", "is named with its whole path");
		refusedFile("sub", "is a folder.");
		refusedFile("pipe", "is no file but a pipe or a device.");
		refusedFile("empty.pdf", "is empty.");
		refusedFile("nowhere.pdf", "is a link that leads nowhere.");
		refusedFile("round.pdf", "is a link that cannot be followed");
		refusedFile("Price List.pdf", "is not in the folder " + folder + "; is \"price list.pdf\" meant?");
		refusedFile("something else.pdf", "is not in the folder " + folder + ".");
		refusedFile("price list.pdf/page", "price list.pdf/page");
		refusedFile("a\0b", "cannot be named on this machine");
		refusedFile("x".repeat(300), "\u2026");
	}

	@Test
	void aFileThatMayNotBeReadIsRefused() throws IOException {
		Path file = Files.write(folder().resolve("a.pdf"), SampleMedia.pdf("a"));
		assumeThat(file.toFile().setReadable(false) && !Files.isReadable(file)).as("somebody who may not read all")
			.isTrue();
		refusedFile("a.pdf", "may not be read by this user.");
	}

	@Test
	void linksAndSpellingsThatLeadIntoTheFolderAreFine() throws IOException, BrokenRuleException {
		Path folder = folder();
		Files.createDirectory(folder.resolve("sub"));
		Files.write(folder.resolve("sub/a.pdf"), SampleMedia.pdf("a"));
		Files.createSymbolicLink(folder.resolve("link.pdf"), folder.resolve("sub/a.pdf"));
		Files.createLink(folder.resolve("hard.pdf"), folder.resolve("sub/a.pdf"));
		FileInspector inspector = inspector();
		assertThat(Stream.of("sub/a.pdf", "./sub//a.pdf", "sub/../link.pdf", "../attachments/link.pdf", "hard.pdf")
			.map((path) -> found(inspector, path).content())
			.distinct()).hasSize(1);
	}

	@Test
	void aNameIsFoundHoweverItsLettersAreComposed() throws IOException {
		Path folder = folder();
		Files.write(folder.resolve("Angebot fu\u0308r Ana.pdf"), SampleMedia.pdf("a"));
		Files.write(folder.resolve("\u00E9t\u00E9.pdf"), SampleMedia.pdf("b"));
		FileInspector inspector = inspector();
		assertThat(found(inspector, "Angebot f\u00FCr Ana.pdf").content())
			.isEqualTo(found(inspector, "Angebot fu\u0308r Ana.pdf").content());
		assertThat(found(inspector, "e\u0301te\u0301.pdf").content())
			.isEqualTo(found(inspector, "\u00E9t\u00E9.pdf").content());
	}

	private static Attachment.ByFile found(FileInspector inspector, String path) {
		try {
			return inspector.find(path, null);
		}
		catch (BrokenRuleException ex) {
			throw new AssertionError(ex);
		}
	}

	@Test
	void manyFilesAreCountedOnceEach() {
		FileNeeds needs = new FileNeeds();
		for (int turn = 0; turn < 2; turn++) {
			for (int file = 0; file < 10_000; file++) {
				needs.add("%016x".formatted(file * 0x9E3779B97F4A7C15L) + "0".repeat(48), 3,
						(content) -> content.startsWith("0"));
			}
		}
		assertThat(needs.files()).isEqualTo(10_000);
		assertThat(needs.bytes()).isEqualTo(30_000);
		assertThat(needs.uploads()).isBetween(9_000L, 9_999L);
		assertThat(needs.uploadBytes()).isEqualTo(3 * needs.uploads());
	}

	private FileInspector inspector() throws IOException {
		return new FileInspector(new AttachmentFolder(folder()));
	}

	private void refusedFile(String path, String words) throws IOException {
		refused(path, null, "ATTACHMENT_FILE", words);
	}

	private void refused(String path, @Nullable AttachmentType stated, String code, String words) throws IOException {
		FileInspector inspector = inspector();
		assertThatExceptionOfType(BrokenRuleException.class).isThrownBy(() -> inspector.find(path, stated))
			.satisfies((refusal) -> {
				assertThat(refusal.outcome().errorCode()).isEqualTo(code);
				assertThat(refusal.sentence()).startsWith("The file \"")
					.contains(words)
					.endsWith((words.endsWith("?")) ? "?" : ".");
			});
	}

}
