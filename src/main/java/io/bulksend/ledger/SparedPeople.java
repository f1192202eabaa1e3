package io.bulksend.ledger;

import java.util.Arrays;

import javax.sql.DataSource;

import io.bulksend.campaign.Message;
import io.bulksend.campaign.Person;
import org.jspecify.annotations.Nullable;

/**
 * Who has opted out by now, to ask for whom an entry of the ledger is.
 */
final class SparedPeople {

	private final long[] sorted;

	private SparedPeople(long[] sorted) {
		this.sorted = sorted;
	}

	/** Reads the ledger's. */
	static SparedPeople read(DataSource dataSource) {
		long[] people = OptOuts.persons(dataSource);
		Arrays.sort(people);
		return new SparedPeople(people);
	}

	boolean isEmpty() {
		return this.sorted.length == 0;
	}

	/**
	 * Says whether one of them would get a message.
	 * @param address whom it is for, as {@link Message#address} writes it, if it is known
	 * @return whether it is one of them
	 */
	boolean has(@Nullable String address) {
		return address != null && !isEmpty() && !Message.isGroup(address)
				&& Arrays.binarySearch(this.sorted, Person.of(address).asLong()) >= 0;
	}

}
