package io.bulksend.job;

import java.nio.file.Path;

import io.bulksend.input.InputException;
import io.bulksend.input.Row;

/**
 * The results of a campaign, given as the file of another one that nobody named: its
 * messages would go out twice, by accident. They can be the next input of their own
 * campaign, or of one that is named on purpose.
 */
final class EarlierResults {

	private EarlierResults() {
	}

	/**
	 * Says what is wrong about such a file.
	 * @param file the file
	 * @param sent its first row that was sent already
	 * @return what is wrong and what to do
	 */
	static InputException refusal(Path file, Row sent) {
		String campaign = String.valueOf(file.getFileName())
			.replaceFirst("\\.[^.]*$", "")
			.replaceFirst("(-results|-retry)+$", "");
		String argument = campaign.matches("[\\w.-]+") ? campaign : '"' + campaign + '"';
		return new InputException(file, sent.line(),
				"by its status this row was sent already, and a campaign of another name would send it again. To go on"
						+ " with its campaign, add --campaign " + argument
						+ " --amend; to send all again on purpose, name a new one with --campaign");
	}

}
