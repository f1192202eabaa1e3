package io.bulksend.job;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.LongStream;

import io.bulksend.campaign.KeyVersion;
import io.bulksend.campaign.MessageKey;
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

	/** Half of each message's key, where an earlier version began the campaign. */
	private final LongStream.Builder keys = LongStream.builder();

	private long @Nullable [] sortedKeys;

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
		boolean asWritten = this.earlier.keyVersion() == KeyVersion.AS_WRITTEN;
		this.earlier.forEach(this.oncePer, EnumSet.copyOf(RANKS), (message) -> {
			sink.decided(message.key(), RANKS.indexOf(message.status()), message.entry());
			if (asWritten) {
				this.keys.add(message.key().high());
			}
			if (this.changes != null) {
				this.changes.earlier(message.recipient(), message.key(), message.status() != Status.REJECTED,
						message.fields());
			}
		});
	}

	/**
	 * Says whether a message was decided about, in a campaign that an earlier version
	 * began.
	 * @param key the message, once all were named
	 * @return whether it was
	 */
	public boolean knows(MessageKey key) {
		long[] all = this.sortedKeys;
		if (all == null) {
			all = this.keys.build().sorted().toArray();
			this.sortedKeys = all;
		}
		return Arrays.binarySearch(all, key.high()) >= 0;
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
