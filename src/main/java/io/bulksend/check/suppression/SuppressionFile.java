package io.bulksend.check.suppression;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

import io.bulksend.campaign.RecipientType;
import io.bulksend.check.rules.BrokenRuleException;
import io.bulksend.check.rules.Field;
import io.bulksend.check.rules.PhoneNumbers;
import io.bulksend.input.InputException;
import io.bulksend.input.RecipientList;

/**
 * Reads a suppression list.
 */
final class SuppressionFile {

	private final Path file;

	private final Set<String> groups = new HashSet<>();

	private long[] numbers = new long[1024];

	private int count;

	SuppressionFile(Path file) {
		this.file = file;
	}

	SuppressionList read() {
		try (RecipientList list = RecipientList.open(this.file)) {
			for (RecipientList.Entry entry = list.next(); entry != null; entry = list.next()) {
				add(entry.line(), entry.recipientType(), entry.recipient());
			}
		}
		catch (InputException ex) {
			throw ex.about("suppression list");
		}
		return new SuppressionList(Arrays.copyOf(this.numbers, this.count), this.groups);
	}

	private void add(long line, String recipientType, String recipient) {
		String trimmed = Field.trim(recipient);
		if (trimmed.isEmpty() || trimmed.startsWith("#")) {
			return;
		}
		if (Field.trim(recipientType).equalsIgnoreCase(RecipientType.GROUP.apiName())) {
			this.groups.add(trimmed);
			return;
		}
		if (this.count == this.numbers.length) {
			this.numbers = Arrays.copyOf(this.numbers, this.count + (this.count >> 1));
		}
		try {
			this.numbers[this.count++] = Long.parseLong(PhoneNumbers.normalise(trimmed));
		}
		catch (BrokenRuleException ex) {
			throw new InputException(this.file, line, ex.sentence() + " Correct or remove this line.");
		}
	}

}
