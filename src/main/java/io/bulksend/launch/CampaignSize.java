package io.bulksend.launch;

import java.io.File;

/**
 * How much work a command has before it.
 */
final class CampaignSize {

	/** A receipt has more bytes than a row, and needs far less done. */
	private static final int RECEIPT_BYTES_A_ROW_BYTE = 8;

	private CampaignSize() {
	}

	/**
	 * The size of the largest file that a command line names.
	 * @param arguments the command line, not empty
	 * @return in bytes of a campaign's file; 0 where it names none
	 */
	static long of(String[] arguments) {
		long size = 0;
		for (String argument : arguments) {
			if (!argument.startsWith("-")) {
				size = Math.max(size, new File(argument).length());
			}
		}
		return arguments[0].equals("receipts") ? size / RECEIPT_BYTES_A_ROW_BYTE : size;
	}

}
