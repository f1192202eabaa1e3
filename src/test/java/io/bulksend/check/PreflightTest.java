package io.bulksend.check;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.bulksend.campaign.Code;
import io.bulksend.campaign.OncePer;
import io.bulksend.campaign.Outcome;
import io.bulksend.campaign.Status;
import io.bulksend.check.Preflight.Broken;
import io.bulksend.check.Preflight.Summary;
import io.bulksend.check.rules.AttachmentFiles;
import io.bulksend.check.rules.Countries;
import io.bulksend.check.suppression.SuppressionList;
import io.bulksend.input.Column;
import io.bulksend.input.Row;
import io.bulksend.input.RowBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class PreflightTest {

	private static final Optional<Broken> NO_SOURCE = Optional.of(new Broken(3,
			Outcome.invalid(Code.SOURCE_MISSING, "The row names no source, and there is no default source.")));

	@TempDir
	Path folder;

	private final List<String> unsendable = new ArrayList<>();

	@Test
	void reportsBrokenRowsAsItReadsAndDuplicatesAfterwards() {
		Summary summary = run(OncePer.MESSAGE, RowBuilder.sendable().at(1, 2), //
				RowBuilder.sendable().at(2, 3).without(Column.SOURCE), //
				RowBuilder.sendable().at(3, 4).with(Column.RECIPIENT_WHATSAPP, "+91 98330 78369"), //
				RowBuilder.sendable().at(4, 7).with(Column.CAPTION, "other"), //
				RowBuilder.sendable().at(5, 8).defect("The row has 3 fields."), //
				RowBuilder.sendable().at(6, 9).with(Column.CAPTION, "other"));
		assertThat(this.unsendable).containsExactly(
				"2 INVALID SOURCE_MISSING The row names no source, and there is no default source.",
				"5 INVALID MALFORMED_ROW The row has 3 fields.", "3 DUPLICATE null Same message as line 2.",
				"6 DUPLICATE null Same message as line 7.");
		assertThat(summary).isEqualTo(
				new Summary(6, 2, Map.of(Status.INVALID, 2L, Status.DUPLICATE, 2L), Map.of(91, 2L), 1, NO_SOURCE));
	}

	@Test
	void aBrokenRowIsNobodysDuplicate() {
		Summary summary = run(OncePer.MESSAGE, RowBuilder.sendable().at(1, 2).without(Column.SOURCE),
				RowBuilder.sendable().at(2, 3).without(Column.SOURCE), RowBuilder.sendable().at(3, 4));
		assertThat(summary.rows()).isEqualTo(3);
		assertThat(summary.sendable()).isEqualTo(1);
		assertThat(summary.counts()).isEqualTo(Map.of(Status.INVALID, 2L));
	}

	@Test
	void oncePerRecipientSpeaksOfTheRecipient() {
		run(OncePer.RECIPIENT, RowBuilder.sendable().at(1, 2),
				RowBuilder.sendable().at(2, 3).with(Column.CAPTION, "other"));
		assertThat(this.unsendable).containsExactly("2 DUPLICATE null Same recipient as line 2.");
	}

	@Test
	void theCountsOfAFaultlessFileAreEmpty() {
		assertThat(run(OncePer.MESSAGE, RowBuilder.sendable()))
			.isEqualTo(new Summary(1, 1, Map.of(), Map.of(91, 1L), 0, Optional.empty()));
	}

	@Test
	void countsRecipientsWithSeveralMessagesHoweverTheirNumberIsSpelled() {
		Summary summary = run(OncePer.MESSAGE, RowBuilder.sendable().with(Column.RECIPIENT_WHATSAPP, "525553500118"),
				RowBuilder.sendable().with(Column.RECIPIENT_WHATSAPP, "5215553500118").with(Column.CAPTION, "other"),
				RowBuilder.sendable().with(Column.RECIPIENT_WHATSAPP, "5215553500118").with(Column.CAPTION, "third"),
				RowBuilder.sendable().with(Column.RECIPIENT_WHATSAPP, "525553500226"),
				RowBuilder.sendable().with(Column.RECIPIENT_WHATSAPP, "5215553500226"));
		assertThat(summary.repeatedRecipients()).isEqualTo(1);
	}

	@Test
	void aGroupIsARecipientTooAndNoNumber() {
		Summary summary = run(OncePer.MESSAGE, group("525553500118"),
				RowBuilder.sendable().with(Column.RECIPIENT_WHATSAPP, "525553500118"), group("friends"),
				group("friends").with(Column.CAPTION, "other"));
		assertThat(summary.repeatedRecipients()).isEqualTo(1);
	}

	@Test
	void oncePerRecipientNobodyGetsSeveralMessages() {
		Summary summary = run(OncePer.RECIPIENT, RowBuilder.sendable(),
				RowBuilder.sendable().with(Column.CAPTION, "other"));
		assertThat(summary.repeatedRecipients()).isZero();
	}

	private static RowBuilder group(String name) {
		return RowBuilder.sendable().with(Column.RECIPIENT_TYPE, "group").with(Column.RECIPIENT_WHATSAPP, name);
	}

	private Summary run(OncePer oncePer, RowBuilder... rows) {
		Iterator<Row> source = List.of(rows).stream().map(RowBuilder::build).iterator();
		RowCheck check = new RowCheck(new CheckSettings(null, oncePer, Countries.any()), SuppressionList.none(),
				AttachmentFiles.NONE);
		return new Preflight(check, this.folder).run(() -> source.hasNext() ? source.next() : null,
				Preflight.Earlier.NONE, new Preflight.Sink() {

					@Override
					public void unsendable(long row, long line, Outcome outcome) {
						PreflightTest.this.unsendable.add(row + " " + outcome.status() + " " + outcome.errorCode() + " "
								+ outcome.errorMessage());
					}

					@Override
					public boolean decided(long row, int rank, long entry) {
						PreflightTest.this.unsendable.add(row + " decided before");
						return true;
					}

				});
	}

}
