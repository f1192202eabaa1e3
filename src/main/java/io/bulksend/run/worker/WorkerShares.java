package io.bulksend.run.worker;

import java.io.Closeable;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

import javax.sql.DataSource;

import io.bulksend.api.Reply;
import io.bulksend.campaign.Message;
import io.bulksend.ledger.database.LedgerException;
import io.bulksend.ledger.shared.HandOut;
import io.bulksend.ledger.shared.HandOuts;
import io.bulksend.ledger.shared.Participant;
import io.bulksend.run.settings.ConfigurationException;
import io.bulksend.send.Account;
import io.bulksend.send.Caller;
import io.bulksend.send.Presence;
import io.bulksend.send.ProgressBoard;
import io.bulksend.send.SendProgress;
import io.bulksend.send.SendSettings;
import io.bulksend.send.Share;
import io.bulksend.send.StopReason;
import io.bulksend.send.StopSwitch;
import org.jspecify.annotations.Nullable;

/**
 * The shares that a worker has in runs, a thread each. Used by one thread.
 */
final class WorkerShares implements Closeable {

	private final DataSource dataSource;

	private final HandOuts handOuts;

	private final Account account;

	private final Caller caller;

	private final int concurrency;

	private final int most;

	private final StopSwitch stop;

	private final Consumer<String> say;

	private final Participant who = Participant.asWorker();

	private final Map<Long, Taken> taken = new LinkedHashMap<>();

	/** Runs of another program, which were spoken of. */
	private final Set<Long> strange = new HashSet<>();

	private final List<SendProgress> ended = new CopyOnWriteArrayList<>();

	private volatile List<ProgressBoard> boards = List.of();

	private volatile int shares = 1;

	private boolean looked;

	private @Nullable Presence presence;

	/**
	 * A share, and the thread that sends it.
	 *
	 * @param handOut whose rows
	 * @param share the share
	 * @param stop ends the share alone
	 * @param board what it has done
	 * @param thread sends
	 */
	private record Taken(HandOut handOut, Share share, StopSwitch stop, ProgressBoard board, Thread thread) {
	}

	/**
	 * No shares yet.
	 * @param dataSource the ledger's database
	 * @param account whose runs
	 * @param caller starts the calls of all shares
	 * @param concurrency how many calls may be in flight all in all
	 * @param most how many shares at a time
	 * @param stop ends them all
	 * @param say is told what begins and ends
	 */
	WorkerShares(DataSource dataSource, Account account, Caller caller, int concurrency, int most, StopSwitch stop,
			Consumer<String> say) {
		this.dataSource = dataSource;
		this.handOuts = new HandOuts(dataSource);
		this.account = account;
		this.caller = new SharedCaller(caller);
		this.concurrency = concurrency;
		this.most = most;
		this.stop = stop;
		this.say = say;
	}

	/**
	 * Looks which runs there are, and takes part.
	 * @throws ConfigurationException if this worker cannot take part as it is set up
	 */
	void look() {
		if (this.presence == null) {
			this.presence = Presence.of(this.dataSource, this.account, this.who);
		}
		List<HandOut> open = this.handOuts.open(this.account.name());
		endEnded();
		for (HandOut handOut : open) {
			if (!handOut.isOurs(SendSettings.class)) {
				if (!this.strange.contains(handOut.id()) && this.handOuts.isAlive(handOut)) {
					refuse(handOut);
				}
			}
			else if (handOut.stop() == null && !this.taken.containsKey(handOut.id()) && this.taken.size() < this.most) {
				begin(handOut);
			}
		}
		this.looked = true;
	}

	private void refuse(HandOut handOut) {
		String message = "The campaign \"" + handOut.campaign() + "\" is handed out by another version of bulk-send ("
				+ handOut.program() + "), and this worker is " + HandOut.thisProgram(SendSettings.class)
				+ ": use the same for both. Nothing was taken from it";
		if (!this.looked) {
			throw new ConfigurationException(message);
		}
		if (this.strange.add(handOut.id())) {
			this.say.accept(message + ".");
		}
	}

	private void begin(HandOut handOut) {
		StopSwitch own = new StopSwitch();
		ProgressBoard board = new ProgressBoard();
		Share share = new Share(this.dataSource,
				new Share.Terms(this.account, this.who, handOut, handOut.settings(SendSettings.class)), this.caller,
				own, board, () -> Math.max(1, this.concurrency / this.shares));
		Thread thread = new Thread(share, "share of " + handOut.campaign());
		this.taken.put(handOut.id(), new Taken(handOut, share, own, board, thread));
		count();
		this.say.accept("Takes part in the campaign \"" + handOut.campaign() + "\".");
		thread.start();
	}

	private void endEnded() {
		for (Taken share : List.copyOf(this.taken.values())) {
			if (!share.thread().isAlive()) {
				end(share);
			}
		}
	}

	private void end(Taken share) {
		this.taken.remove(share.handOut().id());
		SendProgress done = share.board().latest();
		this.ended.add(done);
		count();
		this.say.accept("Takes part in the campaign \"%s\" no longer: %,d accepted, %,d refused, %,d in doubt."
			.formatted(share.handOut().campaign(), done.accepted(), done.rejected(), done.inDoubt()));
		RuntimeException failure = share.share().failure();
		if (failure != null && !(failure instanceof LedgerException)) {
			throw failure;
		}
		String trouble = share.share().ownTrouble();
		if (trouble != null) {
			throw new OwnTroubleException(trouble + " The others go on.");
		}
	}

	private void count() {
		this.shares = Math.max(1, this.taken.size());
		this.boards = this.taken.values().stream().map(Taken::board).toList();
	}

	/**
	 * What this worker has done. Safe for use by other threads.
	 * @return all of its shares together
	 */
	SendProgress progress() {
		List<SendProgress> all = new ArrayList<>(List.copyOf(this.ended));
		this.boards.forEach((board) -> all.add(board.latest()));
		return SendProgress.sum(all);
	}

	/** Lets the calls under way end, and gives all else back. */
	@Override
	public void close() {
		String message = this.stop.requested().map(StopSwitch.Stop::message).orElse("The worker was stopped.");
		this.taken.values().forEach((share) -> share.stop().request(StopReason.SIGNAL, message));
		for (Taken share : List.copyOf(this.taken.values())) {
			while (share.thread().isAlive()) {
				if (this.stop.isHurried()) {
					share.stop().hurry();
				}
				join(share.thread());
			}
			this.taken.remove(share.handOut().id());
			this.ended.add(share.board().latest());
		}
		count();
		if (this.presence != null) {
			this.presence.close();
		}
	}

	private static void join(Thread thread) {
		try {
			thread.join(100);
		}
		catch (InterruptedException ex) {
			Thread.currentThread().interrupt();
		}
	}

	/** Nobody ends the calls of another share. */
	private record SharedCaller(Caller caller) implements Caller {

		@Override
		public void call(Message message, Consumer<Reply> done) {
			this.caller.call(message, done);
		}

	}

}
