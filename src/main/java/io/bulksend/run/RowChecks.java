package io.bulksend.run;

import java.nio.file.Path;

import javax.sql.DataSource;

import io.bulksend.check.RowCheck;
import io.bulksend.check.rules.AttachmentFiles;
import io.bulksend.check.suppression.SuppressionList;
import io.bulksend.ledger.OptOuts;
import io.bulksend.run.settings.RunSettings;

/**
 * Makes the check of each row.
 */
public final class RowChecks {

	private RowChecks() {
	}

	/**
	 * The check; reads the suppression list, where there is one.
	 * @param settings what was given
	 * @param files finds the files that rows name
	 * @return the check
	 * @throws io.bulksend.input.InputException if the suppression list cannot be used
	 */
	public static RowCheck of(RunSettings settings, AttachmentFiles files) {
		Path suppression = settings.suppression();
		return new RowCheck(
				settings.check(), (suppression != null)
						? SuppressionList.read(suppression, settings.check().countries()) : SuppressionList.none(),
				files);
	}

	/**
	 * The check with those who have opted out by now.
	 * @param check the check
	 * @param dataSource the ledger's database
	 * @return the check, which lets none of them through
	 */
	static RowCheck sparing(RowCheck check, DataSource dataSource) {
		return check.sparing(SuppressionList.of(OptOuts.persons(dataSource)));
	}

}
