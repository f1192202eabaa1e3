package io.bulksend.check.suppression;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.Set;

import io.bulksend.campaign.Message;
import io.bulksend.campaign.Person;
import io.bulksend.campaign.RecipientType;
import io.bulksend.check.rules.Countries;
import io.bulksend.input.InputException;

/**
 * The recipients never to send to, each in all spellings of its number. Numbers take 8
 * bytes each, so that a list of millions fits. Immutable, and safe for use by many
 * threads.
 */
public final class SuppressionList {

	private static final SuppressionList NONE = new SuppressionList(new long[0], Set.of());

	private final long[] sortedNumbers;

	private final Set<String> groups;

	SuppressionList(long[] numbers, Set<String> groups) {
		this.sortedNumbers = Arrays.stream(numbers).sorted().distinct().toArray();
		this.groups = Set.copyOf(groups);
	}

	/**
	 * The list that holds nobody.
	 * @return an empty list
	 */
	public static SuppressionList none() {
		return NONE;
	}

	/**
	 * The list of some people.
	 * @param persons {@link Person#asLong} of each
	 * @return the list
	 */
	public static SuppressionList of(long[] persons) {
		return (persons.length > 0) ? new SuppressionList(persons, Set.of()) : NONE;
	}

	/**
	 * Reads a list: one number a line, or a CSV with a recipient_whatsapp column. Blank
	 * lines and those that start with {@code #} are skipped. Numbers follow the rules of
	 * a campaign's numbers, and may lack their country code as those may. A number of a
	 * country that was not named is nobody's there, and no mistake. Groups can be named
	 * in a CSV whose recipient_type column says so.
	 * @param file the list, in UTF-8 or in UTF-16 with a byte order mark; may be a pipe
	 * @param countries the countries that numbers are of
	 * @return the list
	 * @throws InputException if the file cannot be read or a line holds no number: a list
	 * that is not understood as a whole would let somebody through
	 */
	public static SuppressionList read(Path file, Countries countries) {
		return new SuppressionFile(file, countries).read();
	}

	/**
	 * How many recipients it names, each once.
	 * @return their number
	 */
	public int size() {
		return this.sortedNumbers.length + this.groups.size();
	}

	/**
	 * Whether anybody gave a list, be it an empty one.
	 * @return false for the list of {@link #none}
	 */
	public boolean isGiven() {
		return this != NONE;
	}

	/**
	 * Whether a message's recipient is on the list.
	 * @param message the message
	 * @return true if it must not be sent
	 */
	public boolean contains(Message message) {
		if (message.recipientType() == RecipientType.GROUP) {
			return this.groups.contains(message.recipient());
		}
		return containsNumber(message.recipient());
	}

	/**
	 * Whether nothing may be sent to an address.
	 * @param address whom a message is for, as {@link Message#address} writes it
	 * @return true if it is on the list
	 */
	public boolean containsAddress(String address) {
		return Message.isGroup(address) ? this.groups.contains(Message.recipientOf(address)) : containsNumber(address);
	}

	/**
	 * Whether a person is on the list.
	 * @param number the person's number, in any of its spellings
	 * @return true if nothing may be sent there
	 */
	public boolean containsNumber(String number) {
		return this.sortedNumbers.length > 0
				&& Arrays.binarySearch(this.sortedNumbers, Person.of(number).asLong()) >= 0;
	}

}
