package io.bulksend.check.rules;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FieldTest {

	@Test
	void trimsWhatCannotBeSeen() {
		assertThat(Field.trim("\uFEFF\u00A0\u202A a b\u200B\u2060\u202C\n")).isEqualTo("a b");
	}

	@Test
	void cutsALongValueAtFortyCharacters() {
		assertThat(Field.quote("a".repeat(40))).isEqualTo("\"" + "a".repeat(40) + "\"");
		assertThat(Field.quote("\uD83D\uDE00".repeat(41))).isEqualTo("\"" + "\uD83D\uDE00".repeat(40) + "\u2026\"");
	}

	@Test
	void makesInvisibleCharactersVisible() {
		assertThat(Field.quote("a b\nc\u0000\u00A0\u202E\uD800"))
			.isEqualTo("\"a b\u23CEc[U+0000][U+00A0][U+202E][U+D800]\"");
	}

}
