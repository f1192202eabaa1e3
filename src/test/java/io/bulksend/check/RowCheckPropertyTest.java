package io.bulksend.check;

import java.util.Map;

import io.bulksend.campaign.Attachment.ById;
import io.bulksend.campaign.Attachment.ByUrl;
import io.bulksend.campaign.Message;
import io.bulksend.campaign.RecipientType;
import io.bulksend.check.Checked.Sendable;
import io.bulksend.input.Column;
import io.bulksend.input.RowBuilder;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static io.bulksend.check.Checks.CHECK;
import static org.assertj.core.api.Assertions.assertThat;

class RowCheckPropertyTest {

	@Property(tries = 500)
	void neverThrowsWhateverARowHolds(@ForAll Map<Column, String> fields) {
		RowBuilder row = new RowBuilder();
		fields.forEach(row::with);
		assertThat(CHECK.check(row.build())).isNotNull();
	}

	@Property(tries = 500)
	void neverThrowsWhateverOneFieldHolds(@ForAll Column column, @ForAll String field) {
		assertThat(CHECK.check(RowBuilder.sendable().with(column, field).build())).isNotNull();
	}

	@Property(tries = 2000)
	void anIndividualIsAlwaysTenToFifteenDigits(@ForAll("numbers") String number) {
		Checked checked = CHECK.check(RowBuilder.sendable().with(Column.RECIPIENT_WHATSAPP, number).build());
		if (checked instanceof Sendable sendable) {
			assertThat(sendable.message().recipient()).matches("[1-9][0-9]{9,14}");
		}
	}

	@Property(tries = 2000)
	void checkingAMessageAgainChangesNothing(@ForAll("numbers") String number, @ForAll("texts") String text,
			@ForAll boolean group, @ForAll boolean url) {
		RowBuilder row = RowBuilder.sendable()
			.with(Column.RECIPIENT_WHATSAPP, number)
			.with(Column.RECIPIENT_TYPE, group ? "group" : "")
			.with(Column.CAPTION, text)
			.with(Column.X_APIHEADER, text)
			.with(Column.ATTACHMENT_ID, url ? "" : "id" + text)
			.with(Column.ATTACHMENT_URL, url ? "https://example.com/" + number : "")
			.with(Column.ATTACHMENT_TYPE, "video");
		if (CHECK.check(row.build()) instanceof Sendable sendable) {
			Sendable again = (Sendable) CHECK.check(rowOf(sendable.message()).build());
			assertThat(again.message()).isEqualTo(sendable.message());
			assertThat(again.key()).isEqualTo(sendable.key());
		}
	}

	@Provide
	Arbitrary<String> numbers() {
		Arbitrary<String> sound = Arbitraries.longs().between(910_000_000_000L, 919_999_999_999L).map(String::valueOf);
		Arbitrary<String> noisy = Arbitraries.strings()
			.withChars("0123456789+-. ()\u00A0\u200B\u202A\u2011eE,\u0661")
			.ofMaxLength(20);
		return Arbitraries.oneOf(sound, noisy, sound.map((number) -> "\u202A+" + number + "\u00A0"));
	}

	@Provide
	Arbitrary<String> texts() {
		return Arbitraries.oneOf(Arbitraries.strings().ofMaxLength(50),
				Arbitraries.strings().withChars(" \u00A0\u200B\n\u200Fab").ofMaxLength(6));
	}

	private static RowBuilder rowOf(Message message) {
		RowBuilder row = new RowBuilder().with(Column.RECIPIENT_WHATSAPP, message.recipient())
			.with(Column.RECIPIENT_TYPE, (message.recipientType() == RecipientType.GROUP) ? "group" : "individual")
			.with(Column.SOURCE, message.source());
		if (message.attachment() instanceof ById byId) {
			row.with(Column.ATTACHMENT_ID, byId.id());
		}
		else if (message.attachment() instanceof ByUrl byUrl) {
			row.with(Column.ATTACHMENT_URL, byUrl.url()).with(Column.ATTACHMENT_TYPE, byUrl.type().apiName());
		}
		if (message.caption() != null) {
			row.with(Column.CAPTION, message.caption());
		}
		if (message.apiHeader() != null) {
			row.with(Column.X_APIHEADER, message.apiHeader());
		}
		return row;
	}

}
