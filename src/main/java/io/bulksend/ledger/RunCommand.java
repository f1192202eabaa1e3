package io.bulksend.ledger;

import java.util.Set;

/**
 * How a run was started, as far as somebody needs it to go on: without secrets, and
 * without the program.
 *
 * @param words the command and its arguments, quoted for a POSIX shell; empty where it is
 * not known
 * @param folder the folder in which it was run, as names of files start from there
 * @param configured options that variables or files of settings gave it, as
 * <code>limit</code>; immutable
 * @param retry where it puts the rows worth correcting
 */
public record RunCommand(String words, String folder, Set<String> configured, String retry) {

	public RunCommand {
		configured = Set.copyOf(configured);
	}

	/**
	 * Says whether it was a command that somebody can type.
	 * @return whether it is known
	 */
	public boolean isKnown() {
		return !this.words.isEmpty();
	}

}
