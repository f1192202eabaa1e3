package io.bulksend.job;

import java.util.EnumSet;
import java.util.List;

import io.bulksend.campaign.OncePer;
import io.bulksend.campaign.Status;
import io.bulksend.check.Changes;
import io.bulksend.check.Preflight;
import io.bulksend.ledger.EarlierMessages;
import org.jspecify.annotations.Nullable;

/**
 * What was decided about a campaign's messages under its earlier files, for the preflight
 * of the file that replaces them. An acceptance outweighs a doubt, and that a refusal.
 */
public final class EarlierDecisions implements Preflight.Earlier {

	private static final List<Status> RANKS = List.of(Status.ACCEPTED, Status.IN_DOUBT, Status.REJECTED);

	private final EarlierMessages earlier;

	private final OncePer oncePer;

	private final @Nullable Changes changes;

	/**
	 * The decisions, and what a file changes of their messages.
	 * @param earlier what the ledger has of them
	 * @param oncePer what counts as the same message
	 * @param changes is told of each message that was decided about
	 */
	public EarlierDecisions(EarlierMessages earlier, OncePer oncePer, Changes changes) {
		this.earlier = earlier;
		this.oncePer = oncePer;
		this.changes = (oncePer == OncePer.MESSAGE) ? changes : null;
	}

	@Override
	public void forEach(Preflight.EarlierSink sink) {
		this.earlier.forEach(this.oncePer, EnumSet.copyOf(RANKS), (message) -> {
			sink.decided(message.key(), RANKS.indexOf(message.status()), message.entry());
			if (this.changes != null) {
				this.changes.earlier(message.recipient(), message.key(), message.status() != Status.REJECTED,
						message.fields());
			}
		});
	}

	/**
	 * Says whether a message that was decided so is left alone for that.
	 * @param status the decision
	 * @return whether it is
	 */
	public static boolean counts(Status status) {
		return RANKS.contains(status);
	}

	/**
	 * What a rank stands for.
	 * @param rank as the preflight has it
	 * @return the decision
	 */
	public static Status status(int rank) {
		return RANKS.get(rank);
	}

}
