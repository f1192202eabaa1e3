package io.bulksend.check;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.bulksend.campaign.Attachment.ById;
import io.bulksend.campaign.Attachment.ByUrl;
import io.bulksend.campaign.Content;
import io.bulksend.campaign.Message;
import io.bulksend.campaign.RecipientType;
import io.bulksend.campaign.Template;
import io.bulksend.check.Checked.Sendable;
import io.bulksend.input.Column;
import io.bulksend.input.RowBuilder;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;

import static io.bulksend.check.Checks.CHECK;
import static org.assertj.core.api.Assertions.assertThat;

class RowCheckPropertyTest {

	@Property(tries = 500)
	void neverThrowsWhateverARowHolds(@ForAll("fields") Map<Column, String> fields) {
		RowBuilder row = new RowBuilder();
		fields.forEach(row::with);
		assertThat(CHECK.check(row.build())).isNotNull();
	}

	@Property(tries = 500)
	void neverThrowsWhateverOneFieldHolds(@ForAll("columns") Column column, @ForAll String field) {
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

	@Property(tries = 2000)
	void whatAMessageOfAnyTypeSaysIsReadAgainAsItIs(@ForAll("sensible") Map<Column, String> fields) {
		RowBuilder row = new RowBuilder().with(Column.RECIPIENT_WHATSAPP, "919833078369").with(Column.SOURCE, "s");
		fields.forEach(row::with);
		if (CHECK.check(row.build()) instanceof Sendable sendable) {
			Sendable again = (Sendable) CHECK.check(rowOf(sendable.message()).build());
			assertThat(again.message()).isEqualTo(sendable.message());
			assertThat(again.key()).isEqualTo(sendable.key());
		}
	}

	@Provide
	Arbitrary<Column> columns() {
		return Arbitraries.of(columnsAndAttributes());
	}

	@Provide
	Arbitrary<Map<Column, String>> fields() {
		return Arbitraries.maps(columns(), Arbitraries.strings());
	}

	/** Each column empty, or with what may stand there. */
	@Provide
	Arbitrary<Map<Column, String>> sensible() {
		Arbitrary<Map<Column, String>> all = Arbitraries.just(Map.of());
		for (Column column : columnsAndAttributes()) {
			if (column.columnName().matches("recipient.*|source")) {
				continue;
			}
			Arbitrary<String> cell = Arbitraries.frequencyOf(Tuple.of(2, Arbitraries.just("")),
					Tuple.of(1, valuesOf(column)));
			all = Combinators.combine(all, cell).as((before, value) -> {
				Map<Column, String> fields = new HashMap<>(before);
				fields.put(column, value);
				return fields;
			});
		}
		return all;
	}

	private static Arbitrary<String> valuesOf(Column column) {
		return switch (column.columnName()) {
			case "message_type" -> Arbitraries.of("media", "template", " Media_Template ", "TEXT");
			case "attachment_type" -> Arbitraries.of("image", "document", "audio");
			case "attachment_url" -> Arbitraries.just("https://example.com/a");
			case "track_links", "preview_url" -> Arbitraries.of("yes", "No");
			default -> Arbitraries.of("a", " b\n\u00e9 ");
		};
	}

	private static List<Column> columnsAndAttributes() {
		List<Column> columns = new ArrayList<>(List.of(Column.values()));
		columns.add(Column.templateAttribute(1));
		columns.add(Column.templateAttribute(2));
		columns.add(Column.templateAttribute(12));
		return columns;
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
		addContent(row, message.content());
		if (message.apiHeader() != null) {
			row.with(Column.X_APIHEADER, message.apiHeader());
		}
		return row;
	}

	private static void addContent(RowBuilder row, Content content) {
		row.with(Column.MESSAGE_TYPE, content.type().apiName());
		if (content.attachment() instanceof ById byId) {
			row.with(Column.ATTACHMENT_ID, byId.id());
		}
		else if (content.attachment() instanceof ByUrl byUrl) {
			row.with(Column.ATTACHMENT_URL, byUrl.url());
		}
		if (content.attachmentType() != null) {
			row.with(Column.ATTACHMENT_TYPE, content.attachmentType().apiName());
		}
		if (content instanceof Content.Media media && media.caption() != null) {
			row.with(Column.CAPTION, media.caption());
		}
		if (content instanceof Content.MediaTemplate template) {
			if (template.medium() != null && template.medium().name() != null) {
				row.with(Column.ATTACHMENT_NAME, template.medium().name());
			}
			template.buttons()
				.forEach((button) -> row.with(Column.TEMPLATE_BUTTONS.get(button.index()), button.payload()));
		}
		Template template = content.template();
		if (template != null) {
			row.with(Column.TEMPLATE_NAME, template.name()).with(Column.TEMPLATE_LANGUAGE, template.language());
			row.with(Column.TRACK_LINKS, template.trackLinks() ? "yes" : "no");
			for (int i = 0; i < template.attributes().size(); i++) {
				row.with(Column.templateAttribute(i + 1), template.attributes().get(i));
			}
		}
		if (content instanceof Content.Text text) {
			row.with(Column.TEXT, text.text()).with(Column.PREVIEW_URL, text.preview() ? "yes" : "");
		}
	}

}
