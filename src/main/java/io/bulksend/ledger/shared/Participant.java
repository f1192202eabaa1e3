package io.bulksend.ledger.shared;

import io.bulksend.ledger.database.CampaignLock;

/**
 * Who takes part in an account's rate.
 *
 * @param process the process, in a few words
 * @param worker whether it is a worker, and not a run of its own
 */
public record Participant(String process, boolean worker) {

	/**
	 * This process as a run.
	 * @return who it is
	 */
	public static Participant run() {
		return new Participant(CampaignLock.applicationName(), false);
	}

	/**
	 * This process as a worker.
	 * @return who it is
	 */
	public static Participant asWorker() {
		return new Participant("worker, " + CampaignLock.process(), true);
	}

}
