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

	public BrokenRuleException(Code code, String sentence) {
		super(sentence, null, false, false);
		this.code = code;
	}

	public String sentence() {
		return Objects.requireNonNull(getMessage());
	}

	public Outcome outcome() {
		return Outcome.invalid(this.code, sentence());
	}

}
