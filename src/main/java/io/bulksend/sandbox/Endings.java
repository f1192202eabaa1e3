package io.bulksend.sandbox;

import java.util.Map;

/**
 * What becomes of a message whose request is in order: the last four digits of the
 * recipient's number decide. Any others are accepted, and so is every group. Templates
 * reach those outside the support window too. Safe for use by many threads.
 */
final class Endings {

	/** More recipients than a demonstration has, and a few megabytes at the most. */
	private static final int REMEMBERED = 50_000;

	private final FirstTimes firstTimes = new FirstTimes(REMEMBERED);

	private final SandboxIds ids;

	Endings(SandboxIds ids) {
		this.ids = ids;
	}

	/**
	 * The reply to a message for one recipient.
	 * @param message the message
	 * @return the reply
	 */
	SimulatedReply replyTo(CheckedMessage message) {
		Recipient recipient = message.recipient();
		if (recipient.isGroup()) {
			return accepted();
		}
		String number = recipient.name();
		return switch (number.substring(number.length() - 4)) {
			case "8002" -> SimulatedReply.refused("8002", "The recipient has not opted in.");
			case "8003" -> SimulatedReply.refused("8003", "The recipient is not a WhatsApp contact.");
			case "8005" -> SimulatedReply.refused("8005", "Technical error.");
			case "8007" -> message.isTemplate() ? accepted() : SimulatedReply.refused("8007",
					"Outside the support window: the recipient last wrote more than 24 hours ago.");
			case "8008" ->
				message.hasMedium() ? SimulatedReply.refused("8008", "Invalid media id or bad media.") : accepted();
			case "4290" -> isFirst(number)
					? SimulatedReply.gateway(429, "Too many requests.", Map.of("Retry-After", "1")) : accepted();
			case "5030" -> isFirst(number) ? SimulatedReply.gateway(503, "Service unavailable.", Map.of()) : accepted();
			case "0408" -> SimulatedReply.NEVER;
			default -> accepted();
		};
	}

	private boolean isFirst(String number) {
		return this.firstTimes.isFirst(Long.parseLong(number));
	}

	private SimulatedReply accepted() {
		return SimulatedReply.accepted(this.ids.next());
	}

}
