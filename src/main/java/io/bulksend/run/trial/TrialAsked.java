package io.bulksend.run.trial;

import io.bulksend.run.settings.RunSettings;

/**
 * Ends the start of a run, before it has opened anything, where the settings turn out to
 * ask for a trial in its place: they may say so in a variable or a file.
 */
public final class TrialAsked extends RuntimeException {

	private static final long serialVersionUID = 1L;

	private final transient RunSettings settings;

	private TrialAsked(RunSettings settings) {
		super("A trial is asked for", null, false, false);
		this.settings = settings;
	}

	/**
	 * Ends the start where a trial is asked for.
	 * @param settings what was given
	 * @throws TrialAsked if it is
	 */
	public static void check(RunSettings settings) {
		if (!settings.testTo().isEmpty()) {
			throw new TrialAsked(settings);
		}
	}

	/**
	 * What was given.
	 * @return the settings
	 */
	public RunSettings settings() {
		return this.settings;
	}

}
