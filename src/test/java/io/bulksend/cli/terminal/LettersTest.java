package io.bulksend.cli.terminal;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class LettersTest {

	@Test
	void theCommandLineIsReadAsItWasTyped() {
		assertThat(read(List.of("java", "-jar", "a.jar", "send", "Niños", "", "why?"), "send", "Ni??os", "", "why?"))
			.containsExactly("send", "Niños", "", "why?");
	}

	@Test
	void wordsOfAnotherCommandAreNotTakenForIt() {
		assertThat(read(List.of("java", "@options", "ñ.csv", "--quiet"), "send", "??.csv", "--quiet"))
			.containsExactly("send", "ñ.csv", "--quiet");
		assertThat(read(List.of("java", "@all"), "send", "??.csv", "--campaign", "a")).containsExactly("send",
				"\uFFFD\uFFFD.csv", "--campaign", "a");
		assertThat(read(List.of("java", "@all", "x"), "send", "??.csv", "x")).containsExactly("send",
				"\uFFFD\uFFFD.csv", "x");
	}

	@Test
	void whatIsNoTextKeepsAMark() {
		byte[] latin = "Niños".getBytes(StandardCharsets.ISO_8859_1);
		assertThat(Letters.read(new String[] { "Ni?os" }, List.of(latin))).containsExactly("Ni\uFFFDos");
	}

	@Test
	void whatHasAMarkIsRefusedWithoutASecret() {
		assertThat(Letters.complaint(List.of("send", "Ni\uFFFDos"), Map.of())).contains("\"Ni?os\"");
		assertThat(Letters.complaint(List.of("--spring.datasource.secret=h\uFFFDsh"), Map.of()))
			.contains("\"--spring.datasource.secret\"")
			.doesNotContain("sh\"");
		assertThat(Letters.complaint(List.of(), Map.of("BULKSEND_API_TOKEN", "h\uFFFDsh")))
			.startsWith("BULKSEND_API_TOKEN has")
			.doesNotContain("sh ");
		assertThat(Letters.complaint(List.of("Niños", "why?"), Map.of("SOMETHING_ELSE", "h\uFFFDsh"))).isNull();
	}

	private static String[] read(List<String> typed, String... understood) {
		Stream<byte[]> words = typed.stream().map((word) -> word.getBytes(StandardCharsets.UTF_8));
		return Letters.read(understood, words.toList());
	}

}
