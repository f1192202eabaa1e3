package io.bulksend.bench;

/**
 * One way to send a campaign.
 */
interface Contender {

	/** How it is called on the command line. */
	String name();

	/** What it is, for the table. */
	String description();

	/** The most rows that it is made to send: the slow ones would take hours. */
	int mostRows();

	/**
	 * Sends.
	 * @throws TrialFailure if it ended otherwise than it should
	 */
	Performance send(Trial trial) throws TrialFailure;

}
