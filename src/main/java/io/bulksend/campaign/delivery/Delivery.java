package io.bulksend.campaign.delivery;

import java.time.OffsetDateTime;

import org.jspecify.annotations.Nullable;

/**
 * How far a message has come by all its receipts.
 *
 * @param status the furthest that was reported
 * @param remark the reason of a failure, or {@code null}
 * @param deliveredAt when it was delivered, or read where only that was reported;
 * {@code null} where neither was
 */
public record Delivery(DeliveryStatus status, @Nullable String remark, @Nullable OffsetDateTime deliveredAt) {

	/**
	 * The status as the results say it.
	 * @return the status's name; of a failure with its remark
	 */
	public String text() {
		boolean explained = this.status == DeliveryStatus.FAILED && this.remark != null;
		return explained ? this.status.apiName() + ": " + this.remark : this.status.apiName();
	}

	/**
	 * What to do about it.
	 * @return a sentence for campaign staff; empty where there is nothing to do
	 */
	public String advice() {
		return this.status.advice();
	}

}
