package io.bulksend.check;

import io.bulksend.campaign.Message;
import io.bulksend.campaign.OncePer;
import io.bulksend.campaign.Outcome;
import io.bulksend.campaign.Status;
import io.bulksend.check.Checked.Sendable;
import io.bulksend.check.Checked.Unsendable;
import io.bulksend.check.rules.AttachmentFiles;
import io.bulksend.check.rules.Countries;
import io.bulksend.check.suppression.SuppressionList;
import io.bulksend.input.Row;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What the check of a row is expected to say.
 */
final class Checks {

	static final RowCheck CHECK = new RowCheck(new CheckSettings(null, OncePer.MESSAGE, Countries.any()),
			SuppressionList.none(), AttachmentFiles.NONE);

	private Checks() {
	}

	static Message message(Row row) {
		Checked checked = CHECK.check(row);
		assertThat(checked).isInstanceOf(Sendable.class);
		return ((Sendable) checked).message();
	}

	static Outcome invalid(Row row) {
		Checked checked = CHECK.check(row);
		assertThat(checked).isInstanceOf(Unsendable.class);
		Outcome outcome = ((Unsendable) checked).outcome();
		assertThat(outcome.status()).isEqualTo(Status.INVALID);
		assertThat(outcome.errorMessage()).endsWith(".");
		return outcome;
	}

}
