package io.bulksend.campaign;

import io.bulksend.campaign.Attachment.ById;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class MessageKeyTest {

	private static final Message MESSAGE = message("919833078369", "hello", "ref");

	@Test
	void equalMessagesShareAKey() {
		assertThat(MessageKey.of(MESSAGE, OncePer.MESSAGE, KeyVersion.LATEST))
			.isEqualTo(MessageKey.of(message("919833078369", "hello", "ref"), OncePer.MESSAGE, KeyVersion.LATEST));
	}

	@Test
	void staysTheSameInEveryVersion() {
		assertThat(MessageKey.of(MESSAGE, OncePer.MESSAGE, KeyVersion.LATEST))
			.isEqualTo(new MessageKey(8808623020689843382L, 7748592706362611787L));
	}

	@Test
	void aLongTextAndOneThatIsNotThereStayTheSameToo() {
		assertThat(
				MessageKey.of(message("919833078369", "\u00e9".repeat(1024), null), OncePer.MESSAGE, KeyVersion.LATEST))
			.isEqualTo(new MessageKey(7722486940683222435L, 3367758060271766324L));
	}

	@Test
	void oncePerRecipientLooksAtTheRecipientAlone() {
		assertThat(MessageKey.of(MESSAGE, OncePer.RECIPIENT, KeyVersion.LATEST))
			.isEqualTo(MessageKey.of(message("919833078369", "other", null), OncePer.RECIPIENT, KeyVersion.LATEST));
	}

	@ParameterizedTest
	@ValueSource(strings = { "one\r\ntwo", "one\rtwo" })
	void aLineBreakOfAnotherKindIsNoOtherMessage(String text) {
		MessageKey saved = MessageKey.of(message("919833078369", "one\ntwo", "ref"), OncePer.MESSAGE,
				KeyVersion.LATEST);
		assertThat(MessageKey.of(message("919833078369", text, "ref"), OncePer.MESSAGE, KeyVersion.LATEST))
			.isEqualTo(saved);
		assertThat(MessageKey.of(message("919833078369", text, "ref"), OncePer.MESSAGE, KeyVersion.AS_WRITTEN))
			.isNotEqualTo(saved);
	}

	@Test
	void aLineBreakMoreIsAnotherMessage() {
		assertThat(MessageKey.of(message("919833078369", "one\n\ntwo", null), OncePer.MESSAGE, KeyVersion.LATEST))
			.isNotEqualTo(
					MessageKey.of(message("919833078369", "one\r\ntwo", null), OncePer.MESSAGE, KeyVersion.LATEST));
	}

	@ParameterizedTest
	@EnumSource(OncePer.class)
	void aPersonHasOneKeyHoweverTheNumberIsSpelled(OncePer oncePer) {
		Message before = message("5215553500118", "hello", "ref");
		Message now = message("525553500118", "hello", "ref");
		assertThat(MessageKey.of(before, oncePer, KeyVersion.LATEST))
			.isEqualTo(MessageKey.of(now, oncePer, KeyVersion.LATEST));
		assertThat(MessageKey.of(before, oncePer, KeyVersion.AS_WRITTEN))
			.isNotEqualTo(MessageKey.of(now, oncePer, KeyVersion.AS_WRITTEN));
	}

	@ParameterizedTest
	@EnumSource(KeyVersion.class)
	void anAddressHasTheKeyOfItsMessagesOncePerRecipient(KeyVersion version) {
		Message message = message("5215553500118", "hello", "ref");
		assertThat(MessageKey.ofAddress(message.address(), version))
			.isEqualTo(MessageKey.of(message, OncePer.RECIPIENT, version));
	}

	@Test
	void aGroupIsNamedByItsNameAlone() {
		assertThat(MessageKey.ofAddress("group:5215553500118", KeyVersion.BY_PERSON))
			.isNotEqualTo(MessageKey.ofAddress("group:525553500118", KeyVersion.BY_PERSON));
	}

	@Property(tries = 1000)
	void textMovedFromOneFieldToTheNextChangesTheKey(@ForAll String text, @ForAll String other) {
		MessageKey there = MessageKey.of(message("919833078369", text + other, "x"), OncePer.MESSAGE,
				KeyVersion.LATEST);
		MessageKey here = MessageKey.of(message("919833078369", text, other + "x"), OncePer.MESSAGE, KeyVersion.LATEST);
		if (!other.isEmpty()) {
			assertThat(there).isNotEqualTo(here);
		}
	}

	private static Message message(String recipient, String caption, String apiHeader) {
		return new Message(recipient, RecipientType.INDIVIDUAL, "source", new ById("id"), caption, apiHeader);
	}

}
