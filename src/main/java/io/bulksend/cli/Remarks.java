package io.bulksend.cli;

/**
 * What is said of a campaign's file without refusing it, alike before it is sent and when
 * it is checked.
 */
final class Remarks {

	private Remarks() {
	}

	static String repeatedRecipients(long count) {
		return ((count == 1) ? "1 recipient gets" : "%,d recipients get".formatted(count))
				+ " more than one message. With --once-per recipient nobody does.";
	}

}
