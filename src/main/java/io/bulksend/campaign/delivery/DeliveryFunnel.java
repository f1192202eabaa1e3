package io.bulksend.campaign.delivery;

import java.util.Map;

/**
 * How many messages have come how far, each number with all that went further. What
 * failed stands apart: it is accepted, and nothing else.
 *
 * @param accepted how many the API took
 * @param sent how many are at least on their way, by their receipts
 * @param delivered how many have arrived
 * @param read how many were seen
 * @param failed how many will not arrive
 */
public record DeliveryFunnel(long accepted, long sent, long delivered, long read, long failed) {

	/**
	 * Adds up how far messages have come.
	 * @param accepted how many the API took
	 * @param furthest how many of them have come so far and no further; a status may be
	 * absent
	 * @return the funnel
	 */
	public static DeliveryFunnel of(long accepted, Map<DeliveryStatus, Long> furthest) {
		long read = furthest.getOrDefault(DeliveryStatus.READ, 0L);
		long delivered = read + furthest.getOrDefault(DeliveryStatus.DELIVERED, 0L);
		long sent = delivered + furthest.getOrDefault(DeliveryStatus.SENT, 0L);
		return new DeliveryFunnel(accepted, sent, delivered, read, furthest.getOrDefault(DeliveryStatus.FAILED, 0L));
	}

	/**
	 * Says whether receipts tell anything.
	 * @return whether there is a receipt of any message
	 */
	public boolean isKnown() {
		return this.sent > 0 || this.failed > 0;
	}

	/**
	 * How many messages have come at least so far.
	 * @param status how far
	 * @return the number
	 */
	public long of(DeliveryStatus status) {
		return switch (status) {
			case SENT -> this.sent;
			case FAILED -> this.failed;
			case DELIVERED -> this.delivered;
			case READ -> this.read;
		};
	}

}
