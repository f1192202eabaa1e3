package io.bulksend.campaign.delivery;

import java.util.Locale;
import java.util.Optional;

/**
 * How far a message has come after the API took it. Of two, the later one here is what
 * counts: what was delivered has arrived, whatever else is said of it.
 */
public enum DeliveryStatus {

	/** On its way. */
	SENT,

	/** Not delivered, and it won't be. */
	FAILED,

	/** On the recipient's device. */
	DELIVERED,

	/** Seen by the recipient. */
	READ;

	private final String apiName = name().toLowerCase(Locale.ROOT);

	/**
	 * Returns the name that the API and the results use, in lower case.
	 * @return the name, never blank
	 */
	public String apiName() {
		return this.apiName;
	}

	/**
	 * What to do about a message that has come so far.
	 * @return a sentence for campaign staff; empty where there is nothing to do
	 */
	public String advice() {
		return (this == FAILED) ? "It did not reach the recipient: check the number or try another way." : "";
	}

	/**
	 * Finds a status by its name.
	 * @param name the name, in upper or lower case
	 * @return the status, or empty where there is none of that name
	 */
	public static Optional<DeliveryStatus> of(String name) {
		for (DeliveryStatus status : values()) {
			if (status.apiName.equalsIgnoreCase(name.strip())) {
				return Optional.of(status);
			}
		}
		return Optional.empty();
	}

}
