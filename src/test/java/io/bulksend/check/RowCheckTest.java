package io.bulksend.check;

import java.nio.file.Files;
import java.nio.file.Path;

import io.bulksend.campaign.Attachment.ById;
import io.bulksend.campaign.Attachment.ByUrl;
import io.bulksend.campaign.AttachmentType;
import io.bulksend.campaign.Content;
import io.bulksend.campaign.KeyVersion;
import io.bulksend.campaign.Message;
import io.bulksend.campaign.MessageKey;
import io.bulksend.campaign.OncePer;
import io.bulksend.campaign.Outcome;
import io.bulksend.campaign.RecipientType;
import io.bulksend.campaign.Status;
import io.bulksend.check.Checked.Sendable;
import io.bulksend.check.Checked.Unsendable;
import io.bulksend.check.rules.AttachmentFiles;
import io.bulksend.check.rules.Countries;
import io.bulksend.check.suppression.SuppressionList;
import io.bulksend.input.Column;
import io.bulksend.input.Row;
import io.bulksend.input.RowBuilder;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.bulksend.check.Checks.CHECK;
import static io.bulksend.check.Checks.invalid;
import static io.bulksend.check.Checks.message;
import static org.assertj.core.api.Assertions.assertThat;

class RowCheckTest {

	private static final String EMOJI = "\uD83D\uDE00";

	@Test
	void makesAMessageOfASoundRow() {
		Row row = sendable().with(Column.CAPTION, " Hello,\n you ").with(Column.X_APIHEADER, "\tref 1 ").build();
		Message message = new Message("919833078369", RecipientType.INDIVIDUAL, "fa9d647a-c8d7-423e-bd27-7d2ca2875dc1",
				new ById("1fc380aa-6953-4e95-aef9-f220a22d51a3"), "Hello,\n you", "ref 1");
		assertThat(CHECK.check(row))
			.isEqualTo(new Sendable(row, message, MessageKey.of(message, OncePer.MESSAGE, KeyVersion.LATEST)));
	}

	@Test
	void passesOnWhyARowIsMalformed() {
		Row row = sendable().without(Column.RECIPIENT_WHATSAPP).defect("The row has 3 fields.").build();
		assertThat(CHECK.check(row)).isEqualTo(
				new Unsendable(row, new Outcome(Status.INVALID, null, "MALFORMED_ROW", "The row has 3 fields.")));
	}

	@Test
	void refusesARecipientTypeItDoesNotKnow() {
		assertThat(code(sendable().with(Column.RECIPIENT_TYPE, "person"))).isEqualTo("RECIPIENT_TYPE");
		assertThat(message(sendable().with(Column.RECIPIENT_TYPE, "INDIVIDUAL").build()).recipientType())
			.isEqualTo(RecipientType.INDIVIDUAL);
	}

	@Test
	void fallsBackToTheDefaultSource() {
		RowCheck check = new RowCheck(new CheckSettings(" default ", OncePer.MESSAGE, Countries.any()),
				SuppressionList.none(), AttachmentFiles.NONE);
		assertThat(((Sendable) check.check(sendable().with(Column.SOURCE, " ").build())).message().source())
			.isEqualTo("default");
		assertThat(((Sendable) check.check(sendable().with(Column.SOURCE, " own ").build())).message().source())
			.isEqualTo("own");
	}

	@Test
	void missesASource() {
		assertThat(code(sendable().without(Column.SOURCE))).isEqualTo("SOURCE_MISSING");
		RowCheck blankDefault = new RowCheck(new CheckSettings(" ", OncePer.MESSAGE, Countries.any()),
				SuppressionList.none(), AttachmentFiles.NONE);
		assertThat(blankDefault.check(sendable().without(Column.SOURCE).build())).isInstanceOf(Unsendable.class);
	}

	@Test
	void wantsExactlyOneAttachment() {
		assertThat(code(sendable().without(Column.ATTACHMENT_ID))).isEqualTo("ATTACHMENT_MISSING");
		assertThat(code(sendable().with(Column.ATTACHMENT_URL, "https://example.com/a.png")))
			.isEqualTo("ATTACHMENT_AMBIGUOUS");
		assertThat(code(sendable().with(Column.ATTACHMENT_FILE, "a.png"))).isEqualTo("ATTACHMENT_AMBIGUOUS");
		assertThat(code(byUrl("https://example.com/a.png").with(Column.ATTACHMENT_FILE, "a.png")))
			.isEqualTo("ATTACHMENT_AMBIGUOUS");
	}

	@Test
	void saysThatFilesFromDiskAreNotPossibleYet() {
		Outcome outcome = invalid(
				sendable().without(Column.ATTACHMENT_ID).with(Column.ATTACHMENT_FILE, "a.png").build());
		assertThat(outcome.errorCode()).isEqualTo("ATTACHMENT_FILE");
		assertThat(outcome.errorMessage()).contains("\"a.png\"", "not possible yet", "attachment_id or attachment_url");
	}

	@ParameterizedTest
	@ValueSource(strings = { "https://example.com/a.png", "HTTP://example.com", "http://example.com:8080/a?b=c#d",
			"https://user:secret@example.com/", "https://my_bucket.example.com/a.png", "https://[::1]/a.png",
			"https://b\u00FCcher.example/\u00FC.png", "https://example.com/a%20b.png", "https://192.0.2.1/" })
	void acceptsWebAddresses(String url) {
		assertThat(message(byUrl(" " + url + "\u200B").build()).content().attachment())
			.isEqualTo(new ByUrl(url, AttachmentType.IMAGE));
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "www.example.com/a.png | does not start with", "ftp://example.com/a.png | does not start with",
					"https:// | not a correct web address", "https:///a.png | names no host",
					"http:example.com | names no host", "https://:80/a.png | names no host",
					"https://example.com/a b.png | write %20", "https://example.com/a\u200Bb.png | invisible",
					"https://example.com/{id}.png | from \"{id}.png\" on",
					"'https://example.com/a\nb.png' | \"https://example.com/a\u23CEb.png\"",
					"C:\\a.png | not a correct web address" })
	void refusesWhatIsNoWebAddress(String url, String reason) {
		Outcome outcome = invalid(byUrl(url).build());
		assertThat(outcome.errorCode()).isEqualTo("ATTACHMENT_URL");
		assertThat(outcome.errorMessage()).contains(reason);
	}

	@Test
	void wantsATypeBesideAUrl() {
		assertThat(code(byUrl("https://example.com/a.png").without(Column.ATTACHMENT_TYPE)))
			.isEqualTo("ATTACHMENT_TYPE");
	}

	@Test
	void refusesATypeItDoesNotKnowWhateverTheAttachment() {
		assertThat(code(byUrl("https://example.com/a").with(Column.ATTACHMENT_TYPE, "pdf")))
			.isEqualTo("ATTACHMENT_TYPE");
		assertThat(code(sendable().with(Column.ATTACHMENT_TYPE, "pdf"))).isEqualTo("ATTACHMENT_TYPE");
	}

	@ParameterizedTest
	@CsvSource({ "image, IMAGE", "' Video ', VIDEO", "AUDIO, AUDIO", "document, DOCUMENT", "sticker, STICKER" })
	void knowsEveryType(String name, AttachmentType type) {
		assertThat(message(byUrl("https://example.com/a").with(Column.ATTACHMENT_TYPE, name).build()).content()
			.attachment()).isEqualTo(new ByUrl("https://example.com/a", type));
	}

	@Test
	void ignoresTheTypeOfAnAttachmentThatHasAnId() {
		assertThat(message(sendable().with(Column.ATTACHMENT_TYPE, "image").build()))
			.isEqualTo(message(sendable().build()));
	}

	@ParameterizedTest
	@ValueSource(strings = { "audio", "sticker" })
	void allowsNoCaptionOnSoundsAndStickers(String type) {
		assertThat(code(byUrl("https://example.com/a").with(Column.ATTACHMENT_TYPE, type).with(Column.CAPTION, "a")))
			.isEqualTo("CAPTION_NOT_ALLOWED");
		assertThat(code(sendable().with(Column.ATTACHMENT_TYPE, type).with(Column.CAPTION, "a".repeat(2000))))
			.isEqualTo("CAPTION_NOT_ALLOWED");
		assertThat(caption(sendable().with(Column.ATTACHMENT_TYPE, type).with(Column.CAPTION, " ").build())).isNull();
	}

	@Test
	void countsAnEmojiAsOneCharacter() {
		assertThat(caption(sendable().with(Column.CAPTION, EMOJI.repeat(1024)).build())).isEqualTo(EMOJI.repeat(1024));
		assertThat(code(sendable().with(Column.CAPTION, EMOJI.repeat(1025)))).isEqualTo("CAPTION_LENGTH");
		assertThat(code(sendable().with(Column.X_APIHEADER, "a".repeat(1025)))).isEqualTo("XAPIHEADER_LENGTH");
		assertThat(message(sendable().with(Column.X_APIHEADER, "a".repeat(1024)).build()).apiHeader()).hasSize(1024);
	}

	@Test
	void takesATextOfNothingVisibleForNone() {
		Row row = sendable().with(Column.CAPTION, " \u00A0\u200B\n").with(Column.X_APIHEADER, "\uFEFF").build();
		assertThat(caption(row)).isNull();
		assertThat(message(row).apiHeader()).isNull();
	}

	@Test
	void keepsADirectionMarkInACaption() {
		assertThat(caption(sendable().with(Column.CAPTION, " \u200F\u0633\u0644\u0627\u0645 ").build()))
			.isEqualTo("\u200F\u0633\u0644\u0627\u0645");
	}

	@Test
	void theFirstBrokenRuleGivesTheCode() {
		RowBuilder row = new RowBuilder().with(Column.RECIPIENT_TYPE, "x")
			.with(Column.ATTACHMENT_TYPE, "x")
			.with(Column.CAPTION, "a".repeat(1025))
			.with(Column.X_APIHEADER, "a".repeat(1025));
		assertThat(code(row)).isEqualTo("RECIPIENT_TYPE");
		assertThat(code(row.without(Column.RECIPIENT_TYPE))).isEqualTo("RECIPIENT_MISSING");
		assertThat(code(row.with(Column.RECIPIENT_WHATSAPP, "919833078369"))).isEqualTo("SOURCE_MISSING");
		assertThat(code(row.with(Column.SOURCE, "source"))).isEqualTo("ATTACHMENT_MISSING");
		assertThat(code(row.with(Column.ATTACHMENT_URL, "x"))).isEqualTo("ATTACHMENT_URL");
		assertThat(code(row.with(Column.ATTACHMENT_URL, "https://example.com/"))).isEqualTo("ATTACHMENT_TYPE");
		assertThat(code(row.with(Column.ATTACHMENT_TYPE, "image"))).isEqualTo("CAPTION_LENGTH");
		assertThat(code(row.without(Column.CAPTION))).isEqualTo("XAPIHEADER_LENGTH");
	}

	@Test
	void looksAtTheSuppressionListAfterTheRules(@TempDir Path folder) throws Exception {
		Path list = Files.writeString(folder.resolve("list.txt"), "+91 98330 78369\n");
		RowCheck check = new RowCheck(new CheckSettings(null, OncePer.MESSAGE, Countries.any()),
				SuppressionList.read(list, Countries.any()), AttachmentFiles.NONE);
		Row row = sendable().build();
		Unsendable listed = (Unsendable) check.check(row);
		assertThat(listed.outcome())
			.isEqualTo(new Outcome(Status.SUPPRESSED, null, null, "The recipient is on the suppression list."));
		assertThat(listed.spared()).isEqualTo(CHECK.check(row));
		Unsendable invalid = (Unsendable) check.check(sendable().without(Column.SOURCE).build());
		assertThat(invalid.outcome().status()).isEqualTo(Status.INVALID);
	}

	@Test
	void theProcessorSaysWhatTheCheckSays() {
		Row sound = sendable().build();
		Row broken = sendable().without(Column.SOURCE).build();
		CheckProcessor processor = new CheckProcessor(CHECK);
		assertThat(processor.process(sound)).isEqualTo(CHECK.check(sound));
		assertThat(processor.process(broken)).isEqualTo(CHECK.check(broken));
	}

	private static RowBuilder sendable() {
		return RowBuilder.sendable();
	}

	private static RowBuilder byUrl(String url) {
		return sendable().without(Column.ATTACHMENT_ID)
			.with(Column.ATTACHMENT_URL, url)
			.with(Column.ATTACHMENT_TYPE, "image");
	}

	private static String code(RowBuilder row) {
		return String.valueOf(invalid(row.build()).errorCode());
	}

	private static @Nullable String caption(Row row) {
		return ((Content.Media) message(row).content()).caption();
	}

}
