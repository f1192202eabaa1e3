package io.bulksend.check.rules;

import java.util.Objects;

import io.bulksend.campaign.Code;
import io.bulksend.campaign.Outcome;

/**
 * A field that breaks a rule. It never leaves the check: it only cuts short the check of
 * a row. Without a stack trace, as a file may hold millions of such rows.
 */
public final class BrokenRuleException extends Exception {

	private static final long serialVersionUID = 1L;

	private final Code code;

	/**
	 * A rule is broken.
	 * @param code which one
	 * @param sentence what is wrong, for campaign staff
	 */
	public BrokenRuleException(Code code, String sentence) {
		super(sentence, null, false, false);
		this.code = code;
	}

	/**
	 * What is wrong.
	 * @return a sentence for campaign staff
	 */
	public String sentence() {
		return Objects.requireNonNull(getMessage());
	}

	/**
	 * What becomes of the row.
	 * @return an INVALID outcome
	 */
	public Outcome outcome() {
		return Outcome.invalid(this.code, sentence());
	}

}
