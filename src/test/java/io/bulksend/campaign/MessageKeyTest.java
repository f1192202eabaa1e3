package io.bulksend.campaign;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import io.bulksend.campaign.Attachment.ByFile;
import io.bulksend.campaign.Attachment.ById;
import io.bulksend.campaign.Attachment.ByUrl;
import io.bulksend.campaign.Content.Button;
import io.bulksend.campaign.Content.Medium;
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
	void aMediumByUrlStaysTheSameToo() {
		assertThat(key(new Content.Media(new ByUrl("https://a.example/b.png", AttachmentType.IMAGE), "hello")))
			.isEqualTo(new MessageKey(-1200146233351454645L, 7899513466116598345L));
		assertThat(MessageKey.of(
				new Message("team", RecipientType.GROUP, "source",
						new ByUrl("https://a.example/b.png", AttachmentType.DOCUMENT), null, null),
				OncePer.MESSAGE, KeyVersion.AS_WRITTEN))
			.isEqualTo(new MessageKey(3236308034610762958L, -8128655569247650155L));
	}

	@Test
	void theOtherTypesStayTheSameFromNowOn() {
		assertThat(key(new Content.PlainTemplate(new Template("welcome", "en", List.of("Ana", "4711"), false))))
			.isEqualTo(new MessageKey(1131391307562893700L, 7876129565703921523L));
		assertThat(
				key(new Content.MediaTemplate(
						new Medium(new ByUrl("https://a.example/b.pdf", AttachmentType.DOCUMENT),
								AttachmentType.DOCUMENT, "b.pdf"),
						List.of(new Button(0, "p")), new Template("welcome", "en", List.of(), true))))
			.isEqualTo(new MessageKey(-8853356347301954083L, 7356294173656076258L));
		assertThat(MessageKey.of(
				new Message("919833078369", RecipientType.INDIVIDUAL, "source", new Content.Text("hello", true), null),
				OncePer.MESSAGE, KeyVersion.LATEST))
			.isEqualTo(new MessageKey(-1403434945844546074L, -6253442778834958866L));
	}

	/**
	 * Each says something else than all the others, and no two of them may share a key.
	 */
	@Test
	void everythingThatIsSentIsInTheKey() {
		List<Content> contents = new ArrayList<>();
		Attachment id = new ById("i");
		for (Attachment attachment : List.of(id, new ById("j"), new ByUrl("i", AttachmentType.IMAGE),
				new ByUrl("i", AttachmentType.DOCUMENT), new ByFile(Path.of("i"), AttachmentType.IMAGE, null),
				new ByFile(Path.of("i"), AttachmentType.DOCUMENT, null))) {
			contents.add(new Content.Media(attachment, null));
			contents.add(new Content.MediaTemplate(new Medium(attachment, AttachmentType.DOCUMENT, null), List.of(),
					new Template("t", "en", List.of(), false)));
		}
		contents.add(new Content.Media(id, "i"));
		for (String name : List.of("t", "u")) {
			for (List<String> values : List.of(List.<String>of(), List.of("a"), List.of("a", "b"), List.of("ab"))) {
				contents.add(new Content.PlainTemplate(new Template(name, "en", values, false)));
				contents.add(new Content.PlainTemplate(new Template(name, "en", values, true)));
				contents.add(new Content.PlainTemplate(new Template(name, "fr", values, false)));
				for (int index = 0; index < 3; index++) {
					contents.add(new Content.MediaTemplate(null, List.of(new Button(index, "a")),
							new Template(name, "en", values, false)));
					contents.add(new Content.MediaTemplate(new Medium(id, AttachmentType.DOCUMENT, "n"),
							List.of(new Button(index, "a")), new Template(name, "en", values, false)));
				}
			}
		}
		contents.add(new Content.MediaTemplate(new Medium(id, AttachmentType.IMAGE, null), List.of(),
				new Template("t", "en", List.of(), false)));
		contents.add(new Content.MediaTemplate(null, List.of(new Button(0, "a"), new Button(1, "a")),
				new Template("t", "en", List.of(), false)));
		contents.add(new Content.Text("i", false));
		contents.add(new Content.Text("i", true));
		contents.add(new Content.Text("t", true));
		assertThat(contents).doesNotHaveDuplicates();
		assertThat(contents.stream().map(MessageKeyTest::key)).doesNotHaveDuplicates();
		assertThat(contents.stream().map((content) -> MessageFields.of(message(content))).distinct().count())
			.as("fields that differ")
			.isGreaterThan(contents.size() * 9L / 10);
	}

	@Test
	void aFileIsKnownByItsContentWhereThatIsKnown() {
		assertThat(key(new Content.Media(new ByFile(Path.of("a.pdf"), AttachmentType.DOCUMENT, "c1"), null)))
			.isEqualTo(key(new Content.Media(new ByFile(Path.of("b.pdf"), AttachmentType.DOCUMENT, "c1"), null)))
			.isNotEqualTo(key(new Content.Media(new ByFile(Path.of("a.pdf"), AttachmentType.DOCUMENT, "c2"), null)));
	}

	private static MessageKey key(Content content) {
		return MessageKey.of(message(content), OncePer.MESSAGE, KeyVersion.LATEST);
	}

	private static Message message(Content content) {
		return new Message("919833078369", RecipientType.INDIVIDUAL, "source", content, "ref");
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
