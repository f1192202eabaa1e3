package io.bulksend.ledger;

import java.util.Arrays;
import java.util.function.Predicate;

import javax.sql.DataSource;

import io.bulksend.campaign.Message;
import io.bulksend.campaign.Person;
import org.jspecify.annotations.Nullable;

/**
 * Who has opted out by now, or is on a list of those who are never written to: to ask for
 * whom an entry of the ledger is.
 */
final class SparedPeople {

	private final long[] sorted;

	private final Predicate<String> suppressed;

	private SparedPeople(long[] sorted, Predicate<String> suppressed) {
		this.sorted = sorted;
		this.suppressed = suppressed;
	}

	/**
	 * Reads the ledger's.
	 * @param suppressed says of an address, as {@link Message#address} writes it, whether
	 * it is on the run's own list
	 */
	static SparedPeople read(DataSource dataSource, Predicate<String> suppressed) {
		long[] people = OptOuts.persons(dataSource);
		Arrays.sort(people);
		return new SparedPeople(people, suppressed);
	}

	/**
	 * Says whether one of them would get a message.
	 * @param address whom it is for, as {@link Message#address} writes it, if it is known
	 * @return whether it is one of them
	 */
	boolean has(@Nullable String address) {
		if (address == null) {
			return false;
		}
		boolean optedOut = this.sorted.length > 0 && !Message.isGroup(address)
				&& Arrays.binarySearch(this.sorted, Person.of(address).asLong()) >= 0;
		return optedOut || this.suppressed.test(address);
	}

}
