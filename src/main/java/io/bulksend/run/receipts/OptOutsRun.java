package io.bulksend.run.receipts;

import java.util.ArrayList;
import java.util.List;

import io.bulksend.campaign.KeyVersion;
import io.bulksend.campaign.Person;
import io.bulksend.check.rules.BrokenRuleException;
import io.bulksend.check.rules.Countries;
import io.bulksend.check.rules.PhoneNumbers;
import io.bulksend.ledger.OptOuts;
import io.bulksend.ledger.database.CampaignLock;
import io.bulksend.run.ledger.LedgerAccess;
import io.bulksend.run.settings.ConfigurationException;
import io.bulksend.run.settings.SettingsReader;

/**
 * Lists who asked not to be written to, and adds and removes numbers by hand. Needs no
 * token.
 */
public final class OptOutsRun {

	private OptOutsRun() {
	}

	/**
	 * Adds and removes numbers, all or none, and lists who is there then. Where there is
	 * no ledger one is made for what is to be added.
	 * @param arguments settings as <code>--name=value</code>; they win over all others
	 * @param add numbers of people who want no messages
	 * @param remove numbers of people who want messages again
	 * @return who is there, and what was changed
	 * @throws ConfigurationException if a number cannot be one, or is to be both added
	 * and removed
	 * @throws io.bulksend.run.ledger.NoLedgerException if there is no ledger, and nothing
	 * to add
	 * @throws io.bulksend.ledger.database.DatabaseHeldException if a run has the embedded
	 * database open
	 * @throws io.bulksend.ledger.database.CampaignLockedException if another process
	 * takes in what the webhook posted
	 */
	public static OptOutsResult run(List<String> arguments, List<String> add, List<String> remove) {
		Countries countries = SettingsReader.read(SettingsReader.environment(arguments)).check().countries();
		List<String> added = numbers(countries, add);
		List<String> removed = numbers(countries, remove);
		for (String number : removed) {
			if (added.stream().map(Person::of).anyMatch(Person.of(number)::equals)) {
				throw new ConfigurationException(
						"The number " + number + " is to be added and removed: say one of it. Nothing was changed.");
			}
		}
		try (LedgerAccess ledger = added.isEmpty() ? LedgerAccess.open(arguments)
				: LedgerAccess.openOrMake(arguments)) {
			OptOuts optOuts = new OptOuts(ledger.dataSource(), ledger.clock());
			if (added.isEmpty() && removed.isEmpty()) {
				return new OptOutsResult(optOuts.list(), List.of(), List.of(), List.of());
			}
			CampaignLock lock = CampaignLock.acquireForReceipts(ledger.dataSource());
			try {
				return change(optOuts, added, removed);
			}
			finally {
				lock.close();
			}
		}
	}

	private static OptOutsResult change(OptOuts optOuts, List<String> add, List<String> remove) {
		List<String> unchanged = new ArrayList<>();
		List<String> added = change(optOuts, add, true, unchanged);
		List<String> removed = change(optOuts, remove, false, unchanged);
		return new OptOutsResult(optOuts.list(), added, removed, unchanged);
	}

	private static List<String> change(OptOuts optOuts, List<String> numbers, boolean out, List<String> unchanged) {
		List<String> changed = new ArrayList<>();
		for (String number : numbers) {
			(optOuts.set(number, out) ? changed : unchanged).add(number);
		}
		return changed;
	}

	private static List<String> numbers(Countries countries, List<String> given) {
		PhoneNumbers rule = new PhoneNumbers(countries, KeyVersion.LATEST);
		List<String> numbers = new ArrayList<>();
		for (String number : given) {
			if (number.isBlank()) {
				throw new ConfigurationException("One of the numbers to add or remove is empty. Nothing was changed.");
			}
			try {
				numbers.add(rule.normalise(number));
			}
			catch (BrokenRuleException ex) {
				throw new ConfigurationException(ex.sentence() + " Nothing was changed.");
			}
		}
		return numbers;
	}

}
