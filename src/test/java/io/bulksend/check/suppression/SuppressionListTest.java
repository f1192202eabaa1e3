package io.bulksend.check.suppression;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;

import io.bulksend.campaign.Attachment.ById;
import io.bulksend.campaign.Message;
import io.bulksend.campaign.RecipientType;
import io.bulksend.check.rules.Countries;
import io.bulksend.input.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class SuppressionListTest {

	@TempDir
	Path folder;

	@Test
	void theEmptyListHoldsNobody() {
		assertThat(SuppressionList.none().contains(to("919833078369"))).isFalse();
		assertThat(SuppressionList.none().contains(toGroup("friends"))).isFalse();
	}

	@Test
	void readsOneNumberALine() {
		SuppressionList list = read("# opted out\n919833078370\r\n\n +91 98330-78369 \n  # more\n12025550123");
		assertThat(list.contains(to("919833078369"))).isTrue();
		assertThat(list.contains(to("919833078370"))).isTrue();
		assertThat(list.contains(to("12025550123"))).isTrue();
		assertThat(list.contains(to("919833078371"))).isFalse();
		assertThat(list.contains(toGroup("919833078369"))).isFalse();
	}

	@Test
	void holdsMoreNumbersThanItMadeRoomForAtFirst() {
		StringBuilder lines = new StringBuilder();
		for (long number = 919_833_000_000L; number < 919_833_005_000L; number++) {
			lines.append(number).append('\n');
		}
		SuppressionList list = read(lines.toString());
		assertThat(list.contains(to("919833000000"))).isTrue();
		assertThat(list.contains(to("919833004999"))).isTrue();
		assertThat(list.contains(to("919833005000"))).isFalse();
	}

	@ParameterizedTest
	@ValueSource(strings = { "name,recipient_whatsapp,note\nA,+919833078369,\"two\nlines\"\n\n# no more\nB,,\n",
			"\"Recipient WhatsApp\";name\n\"+91 98330 78369\";\"A;B\"", "x\tRECIPIENT-WHATSAPP\r\n1\t919833078369\r\n",
			"recipient_whatsapp\n919833078369\n\n",
			"# of today\n\nname|recipient_whatsapp\nA| \"'+91 98330-78369\" |\n",
			"sep=;\nA;recipient_whatsapp\n;919833078369\n", "\"+91 98330 78369\"\n", "'919833078369\n" })
	void readsTheRecipientsOfACsvHoweverItIsWritten(String text) {
		assertThat(read(text).contains(to("919833078369"))).isTrue();
	}

	@Test
	void takesGroupsFromACsvThatNamesThem() {
		SuppressionList list = read(
				"recipient_whatsapp,recipient_type\n friends ,Group\n919833078369,individual\n919833078370,\n");
		assertThat(list.contains(toGroup("friends"))).isTrue();
		assertThat(list.contains(toGroup("others"))).isFalse();
		assertThat(list.contains(to("919833078369"))).isTrue();
		assertThat(list.contains(to("919833078370"))).isTrue();
	}

	@Test
	void readsEveryUnicodeEncoding() throws Exception {
		for (Charset charset : new Charset[] { StandardCharsets.UTF_8, StandardCharsets.UTF_16LE,
				StandardCharsets.UTF_16BE }) {
			Path file = Files.writeString(this.folder.resolve("list"), "\uFEFFrecipient_whatsapp\n919833078369\n",
					charset);
			assertThat(SuppressionList.read(file, Countries.any()).contains(to("919833078369"))).as(charset.name())
				.isTrue();
		}
	}

	@ParameterizedTest
	@CsvSource({ "+52 55 5350 0226, 5215553500226", "+52 1 55 5350 0226, 525553500226",
			"+55 21 97654-0226, 552176540226", "+54 9 351 444 0118, 543514440118", "+44 (0)7700 900602, 447700900602" })
	void knowsAPersonHoweverTheNumberIsSpelled(String listed, String sent) {
		assertThat(read(listed).contains(to(sent))).isTrue();
	}

	@Test
	void numbersMayLackTheirCountryCodeAsThoseOfTheCampaignMayAndBeOfAnyCountry() throws Exception {
		Path file = Files.writeString(this.folder.resolve("list"), "07700 900602\n+33 639980614\n");
		SuppressionList list = SuppressionList.read(file, Countries.of(List.of("GB")));
		assertThat(list.contains(to("447700900602"))).isTrue();
		assertThat(list.contains(to("33639980614"))).isTrue();
	}

	@Test
	void anEmptyFileHoldsNobody() {
		assertThat(read("").contains(to("919833078369"))).isFalse();
	}

	@Test
	void refusesALineThatIsNoNumber() {
		assertRefused("919833078369\n\nnobody\n", "line 3: The number \"nobody\" holds something else");
		assertRefused("9833078369\n", "line 1: The number \"9833078369\"");
		assertRefused("name,recipient_whatsapp\n\"a\nb\",919833078369\nc,12ab\n", "line 4: The number \"12ab\"");
	}

	@Test
	void refusesACsvThatItDoesNotUnderstand() {
		assertRefused("recipient_whatsapp,name\n919833078369,A,B\n", "line 2: the line has 3 fields");
		assertRefused("recipient_whatsapp,name\n919833078369,\"A\n", "line 2: a quote opens here and is never closed");
		assertRefused("my recipient_whatsapp,name\n919833078369,A\n", "line 1: this is neither a number nor a header");
		assertRefused("# from \"A, \"B\n919833078369\n# C\"\n", "line 1: a quote opens in this comment");
		assertRefused("recipient_whatsapp,name\n919833078369,\"A\" B\n", "line 2: the line cannot be understood");
	}

	@Test
	void refusesBytesThatAreNoTextAndNamesTheirLine() throws Exception {
		Path lines = Files.write(this.folder.resolve("lines"), concat("919833078369\n", (byte) 0xFF));
		Path csv = Files.write(this.folder.resolve("csv"),
				("recipient_whatsapp,name\r\n" + "919833078369,Zo\u00EB\n").getBytes("ISO-8859-1"));
		Path far = Files.write(this.folder.resolve("far"),
				("# \u00EF\u00BF\u00BD\n" + "919833078369\n".repeat(20_000) + "# \u00FC").getBytes("ISO-8859-1"));
		Path half = Files.write(this.folder.resolve("half"),
				new byte[] { (byte) 0xFE, (byte) 0xFF, 0, '#', 0, '\n', (byte) 0xD8, 0, 0, '1' });
		assertNoText(lines, "line 2");
		assertNoText(csv, "line 2");
		assertNoText(far, "line 20002");
		assertRefused(half, "line 2: the line cannot be understood");
	}

	private static byte[] concat(String text, byte last) {
		byte[] bytes = Arrays.copyOf(text.getBytes(StandardCharsets.UTF_8), text.length() + 1);
		bytes[text.length()] = last;
		return bytes;
	}

	private static void assertNoText(Path file, String line) {
		assertRefused(file, line + ": this is not text in UTF-8");
	}

	private static void assertRefused(Path file, String reason) {
		assertThatExceptionOfType(InputException.class).isThrownBy(() -> SuppressionList.read(file, Countries.any()))
			.withMessageStartingWith("suppression list " + file + ", " + reason);
	}

	@Test
	void refusesAFileThatIsNotThere() {
		assertThatExceptionOfType(InputException.class)
			.isThrownBy(() -> SuppressionList.read(this.folder.resolve("none.txt"), Countries.any()))
			.withMessageContaining("none.txt: there is no such file");
		assertThatExceptionOfType(InputException.class)
			.isThrownBy(() -> SuppressionList.read(this.folder, Countries.any()))
			.withMessageContaining("this is a folder");
		assertThatExceptionOfType(InputException.class)
			.isThrownBy(() -> SuppressionList.read(Path.of(""), Countries.any()))
			.withMessageStartingWith("suppression list .: this is a folder");
	}

	@ParameterizedTest
	@CsvSource(quoteCharacter = '\'', textBlock = """
			UTF-8, '919833078369'
			UTF-8, '\uFEFFname;recipient_whatsapp\nA;919833078369'
			UTF-16LE, '\uFEFFrecipient_whatsapp\n919833078369'
			""")
	void readsAPipeOnce(Charset charset, String text) throws Exception {
		Path pipe = this.folder.resolve("pipe");
		assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
		CompletableFuture<Path> written = CompletableFuture.supplyAsync(() -> {
			try {
				return Files.writeString(pipe, text, charset, StandardOpenOption.WRITE);
			}
			catch (IOException ex) {
				throw new UncheckedIOException(ex);
			}
		});
		SuppressionList list = SuppressionList.read(pipe, Countries.any());
		assertThat(list.contains(to("919833078369"))).isTrue();
		assertThat(list.size()).isEqualTo(1);
		assertThat(written.join()).isEqualTo(pipe);
	}

	@Test
	void namesEachRecipientOnce() {
		assertThat(read("919833078369\n+91 98330-78369\n12025550123\n").size()).isEqualTo(2);
		assertThat(read("recipient_whatsapp,recipient_type\nfriends,group\nfriends,group\n").size()).isEqualTo(1);
		assertThat(read("").size()).isZero();
		assertThat(read("").isGiven()).isTrue();
		assertThat(SuppressionList.none().isGiven()).isFalse();
	}

	private void assertRefused(String text, String reason) {
		assertThatExceptionOfType(InputException.class).isThrownBy(() -> read(text))
			.withMessageContaining("list.txt")
			.withMessageContaining(reason);
	}

	private SuppressionList read(String text) {
		try {
			return SuppressionList.read(Files.writeString(this.folder.resolve("list.txt"), text), Countries.any());
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static Message to(String recipient) {
		return new Message(recipient, RecipientType.INDIVIDUAL, "source", new ById("id"), null, null);
	}

	private static Message toGroup(String name) {
		return new Message(name, RecipientType.GROUP, "source", new ById("id"), null, null);
	}

}
