package io.bulksend.campaign;

import io.bulksend.campaign.Attachment.ById;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MessageKeyTest {

	private static final Message MESSAGE = message("919833078369", "hello", "ref");

	@Test
	void equalMessagesShareAKey() {
		assertThat(MessageKey.of(MESSAGE, OncePer.MESSAGE))
			.isEqualTo(MessageKey.of(message("919833078369", "hello", "ref"), OncePer.MESSAGE));
	}

	@Test
	void staysTheSameInEveryVersion() {
		assertThat(MessageKey.of(MESSAGE, OncePer.MESSAGE))
			.isEqualTo(new MessageKey(8808623020689843382L, 7748592706362611787L));
	}

	@Test
	void aLongTextAndOneThatIsNotThereStayTheSameToo() {
		assertThat(MessageKey.of(message("919833078369", "\u00e9".repeat(1024), null), OncePer.MESSAGE))
			.isEqualTo(new MessageKey(7722486940683222435L, 3367758060271766324L));
	}

	@Test
	void oncePerRecipientLooksAtTheRecipientAlone() {
		assertThat(MessageKey.of(MESSAGE, OncePer.RECIPIENT))
			.isEqualTo(MessageKey.of(message("919833078369", "other", null), OncePer.RECIPIENT));
	}

	@Property(tries = 1000)
	void textMovedFromOneFieldToTheNextChangesTheKey(@ForAll String text, @ForAll String other) {
		MessageKey there = MessageKey.of(message("919833078369", text + other, "x"), OncePer.MESSAGE);
		MessageKey here = MessageKey.of(message("919833078369", text, other + "x"), OncePer.MESSAGE);
		if (!other.isEmpty()) {
			assertThat(there).isNotEqualTo(here);
		}
	}

	private static Message message(String recipient, String caption, String apiHeader) {
		return new Message(recipient, RecipientType.INDIVIDUAL, "source", new ById("id"), caption, apiHeader);
	}

}
