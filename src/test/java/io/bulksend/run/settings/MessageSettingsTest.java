package io.bulksend.run.settings;

import java.util.List;
import java.util.Map;

import io.bulksend.campaign.OncePer;
import io.bulksend.input.Column;
import io.bulksend.run.settings.MessageSettings.Difference;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MessageSettingsTest {

	private static final MessageSettings SETTINGS = new MessageSettings("sender, one", OncePer.RECIPIENT, '\t',
			Map.of(Column.RECIPIENT_WHATSAPP, "Phone, mobile=first", Column.CAPTION, "a\\n\nb"), List.of("GB", "IE"));

	@Test
	void valuesForWhatIsEmptyAreKeptAndCompared() {
		MessageSettings some = new MessageSettings("s", OncePer.MESSAGE, ',', Map.of(), List.of(),
				Map.of(Column.TEXT, "one = two\nthree \\", Column.templateAttribute(11), "x"));
		assertThat(MessageSettings.parse(some.stored())).contains(some);
		MessageSettings none = new MessageSettings("s", OncePer.MESSAGE, ',', Map.of(), List.of());
		assertThat(none.differencesFrom(some)).extracting(MessageSettings.Difference::begun)
			.containsExactly("default template_attribute_11 x", "default text one = two\nthree \\");
		MessageSettings asBegun = new MessageSettings("s", OncePer.MESSAGE, ',', Map.of(), List.of(), null);
		assertThat(asBegun.differencesFrom(some)).isEmpty();
		assertThat(asBegun.differencesFrom(none)).isEmpty();
	}

	@Test
	void readsWhatItStored() {
		assertThat(MessageSettings.parse(SETTINGS.stored())).contains(SETTINGS);
		MessageSettings none = new MessageSettings(null, OncePer.MESSAGE, ',', Map.of(), List.of());
		assertThat(MessageSettings.parse(none.stored())).contains(none);
	}

	@Test
	void readsTheSentenceOfEarlierVersions() {
		assertThat(MessageSettings.parse("source (none), once per message, delimiter ,, columns (as they are)"))
			.contains(new MessageSettings(null, OncePer.MESSAGE, ',', Map.of(), List.of()));
		assertThat(MessageSettings.parse(
				"source a, b, once per recipient, delimiter tab, columns {caption=Text, long, recipientwhatsapp=Phone}"))
			.contains(new MessageSettings("a, b", OncePer.RECIPIENT, '\t',
					Map.of(Column.CAPTION, "Text, long", Column.RECIPIENT_WHATSAPP, "Phone"), List.of()));
	}

	@Test
	void namesJustWhatDiffers() {
		MessageSettings other = new MessageSettings(null, OncePer.RECIPIENT, ';', SETTINGS.columns(),
				SETTINGS.country());
		assertThat(other.differencesFrom(SETTINGS)).containsExactly(new Difference("delimiter tab", "delimiter ;"),
				new Difference("source sender, one", "source (none)"));
		assertThat(SETTINGS.differencesFrom(SETTINGS)).isEmpty();
	}

	@Test
	void whatIsNoSettingsIsRefused() {
		assertThat(MessageSettings.parse("something else")).isEmpty();
	}

}
