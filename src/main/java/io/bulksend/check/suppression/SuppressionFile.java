package io.bulksend.check.suppression;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Set;

import io.bulksend.campaign.KeyVersion;
import io.bulksend.campaign.Person;
import io.bulksend.campaign.RecipientType;
import io.bulksend.check.rules.BrokenRuleException;
import io.bulksend.check.rules.Countries;
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

	private final PhoneNumbers phoneNumbers;

	SuppressionFile(Path file, Countries countries) {
		this.file = file;
		this.phoneNumbers = new PhoneNumbers(countries, KeyVersion.LATEST);
	}

	SuppressionList read() {
		try (RecipientList list = RecipientList.open(this.file)) {
			for (RecipientList.Named entry = list.next(); entry != null; entry = list.next()) {
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
			this.numbers[this.count++] = Person.of(this.phoneNumbers.normalise(trimmed)).asLong();
		}
		catch (BrokenRuleException ex) {
			throw new InputException(this.file, line, ex.sentence() + " Correct or remove this line.");
		}
	}

}
