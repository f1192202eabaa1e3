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
