package io.bulksend.ledger.shared;

/**
 * What one of those who send a run's rows has done of them.
 *
 * @param process who it is, in a few words
 * @param calls calls that it started
 * @param repeated those of them that were a repetition
 * @param accepted messages that were accepted
 * @param rejected messages that were refused
 * @param inDoubt messages that may have arrived
 * @param inFlight calls under way
 * @param there whether it is there now
 */
public record Part(String process, long calls, long repeated, long accepted, long rejected, long inDoubt, int inFlight,
		boolean there) {
}
