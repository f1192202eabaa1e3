package io.bulksend.receipts;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.bulksend.receipts.OptOutWords.Meaning;
import io.bulksend.testsupport.OptOutMessages;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class OptOutWordsTest {

	private static final OptOutWords WORDS = OptOutWords.with(List.of());

	static Stream<String> stops() {
		return OptOutMessages.STOPS.stream();
	}

	static Stream<String> nearMisses() {
		return OptOutMessages.NEAR_MISSES.stream();
	}

	@ParameterizedTest
	@MethodSource("stops")
	void saysStop(String message) {
		assertThat(WORDS.meaning(message)).isEqualTo(Meaning.STOP);
	}

	@ParameterizedTest
	@MethodSource("nearMisses")
	void saysSomethingElse(String message) {
		assertThat(WORDS.meaning(message)).isEqualTo(Meaning.NONE);
	}

	@ParameterizedTest
	@ValueSource(strings = { "START", "Start!", "unstop", "Subscribe", "opt-in", "Alta", "Inscrever-me", "शुरू करो",
			"mulai", "اشترك", "подписаться", "Anmelden", "S’abonner", "Iscrivimi" })
	void saysStart(String message) {
		assertThat(WORDS.meaning(message)).isEqualTo(Meaning.START);
	}

	@Test
	void aLongMessageSaysSomethingElseHoweverItLooks() {
		assertThat(WORDS.meaning("stop ".repeat(100))).isEqualTo(Meaning.NONE);
	}

	@Test
	void wordsOfOnesOwnCountAsWholeMessagesToo() {
		OptOutWords words = OptOutWords.with(List.of("Kein Interesse", "9", "start"));
		assertThat(words.meaning("kein  interesse!")).isEqualTo(Meaning.STOP);
		assertThat(words.meaning("gar kein Interesse")).isEqualTo(Meaning.NONE);
		assertThat(words.meaning("9")).isEqualTo(Meaning.STOP);
		assertThat(words.meaning("Start")).isEqualTo(Meaning.STOP);
		assertThat(words.meaning("Stop")).isEqualTo(Meaning.STOP);
	}

	@ParameterizedTest
	@ValueSource(strings = { "", " ", "!!!", "\uD83D\uDED1", "\u200B" })
	void aWordWithoutALetterIsRefused(String word) {
		assertThatIllegalArgumentException().isThrownBy(() -> OptOutWords.with(List.of("halt", word)))
			.withMessageContaining("neither a letter nor a digit");
	}

	@Test
	void everyWordOfTheListMeansOneThingInAllLanguages() throws IOException {
		Map<String, String> places = new HashMap<>();
		String heading = "";
		try (InputStream in = OptOutWords.class.getResourceAsStream(OptOutWords.RESOURCE)) {
			for (String line : new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList()) {
				heading = line.startsWith("[") ? line : heading;
				for (String word : line.startsWith("#") || line.startsWith("[") ? new String[0] : line.split(",")) {
					if (!word.isBlank()) {
						assertThat(places.merge(OptOutWords.plain(word), heading, (one, other) -> one)).as(word)
							.isEqualTo(heading);
					}
				}
			}
		}
		assertThat(places).hasSizeGreaterThan(500);
	}

}
