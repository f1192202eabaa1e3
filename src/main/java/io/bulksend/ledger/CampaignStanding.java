package io.bulksend.ledger;

import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.bulksend.campaign.CodeCount;
import io.bulksend.campaign.Status;
import org.jspecify.annotations.Nullable;

/**
 * How a campaign stands.
 *
 * @param campaign the campaign's name
 * @param begun when it was first sent
 * @param lastChange when something was last decided about one of its rows, or
 * {@code null} if nothing was
 * @param file its file, or {@code null} while none was read to its end
 * @param findings what its rows came to; calls under way are not among them
 * @param underWay how many calls are under way, by a run that holds it
 * @param holder the run that holds it, in a few words
 * @param forgottenAt when it was forgotten, if it was: its counts are those of that time
 */
public record CampaignStanding(String campaign, OffsetDateTime begun, @Nullable OffsetDateTime lastChange,
		@Nullable FileRecord file, List<CodeCount> findings, long underWay, Optional<String> holder,
		Optional<OffsetDateTime> forgottenAt) {

	public CampaignStanding {
		findings = List.copyOf(findings);
	}

	/** Where a campaign is. */
	public enum State {

		/** A run holds it. */
		RUNNING,

		/** Rows are left, and no run holds it. */
		UNFINISHED,

		/** Nothing is left to send. */
		DONE,

		/** Nothing of it is kept but its name and its counts. */
		FORGOTTEN

	}

	/**
	 * Where the campaign is.
	 * @return the state
	 */
	public State state() {
		if (this.forgottenAt.isPresent()) {
			return State.FORGOTTEN;
		}
		if (this.holder.isPresent()) {
			return State.RUNNING;
		}
		return (this.file == null || left() > 0) ? State.UNFINISHED : State.DONE;
	}

	/**
	 * The same for the one who holds it.
	 * @return how it stands, calls that nobody makes any more in doubt
	 */
	public CampaignStanding withoutHolder() {
		List<CodeCount> all = new ArrayList<>(this.findings);
		if (this.underWay > 0) {
			all.add(new CodeCount(Status.IN_DOUBT, MessageLedger.INTERRUPTED.errorCode(), this.underWay));
		}
		return new CampaignStanding(this.campaign, this.begun, this.lastChange, this.file, all, 0, Optional.empty(),
				this.forgottenAt);
	}

	/**
	 * How many rows the campaign's file has.
	 * @return the number; 0 while the file was not read to its end
	 */
	public long rows() {
		return (this.file != null) ? this.file.rows() : 0;
	}

	/**
	 * How many rows have a status.
	 * @param status any status
	 * @return the number of rows
	 */
	public long count(Status status) {
		if (status == Status.NOT_SENT) {
			return left();
		}
		return this.findings.stream().filter((finding) -> finding.status() == status).mapToLong(CodeCount::count).sum();
	}

	/**
	 * How many rows a person should look at.
	 * @return those that were refused, invalid or are in doubt
	 */
	public long needALook() {
		return this.findings.stream()
			.filter((finding) -> finding.status().needsALook())
			.mapToLong(CodeCount::count)
			.sum();
	}

	/**
	 * How many rows are left to send.
	 * @return those that were not tried, or are known not to have been taken
	 */
	public long left() {
		long decided = this.findings.stream()
			.filter((finding) -> finding.status() != Status.NOT_SENT)
			.mapToLong(CodeCount::count)
			.sum();
		return Math.max(0, rows() - decided - this.underWay);
	}

}
