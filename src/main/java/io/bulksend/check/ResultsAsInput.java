package io.bulksend.check;

import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.bulksend.input.InputException;
import io.bulksend.input.Row;

/**
 * The results of a campaign, given as the file of another one that nobody named: its
 * messages would go out twice, by accident. They can be the next input of their own
 * campaign, or of one that is named on purpose.
 */
public final class ResultsAsInput {

	private static final Pattern NAME = Pattern.compile("(.+?)(?:-results|-retry)+(?:\\.[^.]*)?");

	private ResultsAsInput() {
	}

	/**
	 * Tells by a file's name whose results it would be.
	 * @param file the file
	 * @return a campaign's name, if the file is called as results are
	 */
	public static Optional<String> campaignOf(Path file) {
		Matcher name = NAME.matcher(String.valueOf(file.getFileName()));
		return name.matches() ? Optional.of(name.group(1)) : Optional.empty();
	}

	/**
	 * Says what is wrong about such a file.
	 * @param file the file
	 * @param sent its first row that was sent already
	 * @param campaign whose results it is
	 * @return what is wrong and what to do
	 */
	public static InputException refusal(Path file, Row sent, String campaign) {
		String argument = campaign.matches("[\\w.-]+") ? campaign : '"' + campaign + '"';
		return new InputException(file, sent.line(),
				"by its status this row was sent already, and a campaign of another name would send it again. To go on"
						+ " with its campaign, add --campaign " + argument
						+ " --amend; to send all again on purpose, name a new one with --campaign");
	}

}
