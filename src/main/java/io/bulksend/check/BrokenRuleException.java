package io.bulksend.check;

import java.util.Objects;

import io.bulksend.campaign.Code;
import io.bulksend.campaign.Outcome;

/**
 * A field that breaks a rule. It never leaves this package: it only cuts short the check
 * of a row. Without a stack trace, as a file may hold millions of such rows.
 */
final class BrokenRuleException extends Exception {

	private static final long serialVersionUID = 1L;

	private final Code code;

	BrokenRuleException(Code code, String sentence) {
		super(sentence, null, false, false);
		this.code = code;
	}

	String sentence() {
		return Objects.requireNonNull(getMessage());
	}

	Outcome outcome() {
		return Outcome.invalid(this.code, sentence());
	}

}
