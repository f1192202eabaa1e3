package io.bulksend.launch;

import java.io.File;

/**
 * How much work a command has before it.
 */
final class CampaignSize {

	private CampaignSize() {
	}

	/**
	 * The size of the largest file that a command line names.
	 * @param arguments the command line
	 * @return in bytes; 0 where it names none
	 */
	static long of(String[] arguments) {
		long size = 0;
		for (String argument : arguments) {
			if (!argument.startsWith("-")) {
				size = Math.max(size, new File(argument).length());
			}
		}
		return size;
	}

}
