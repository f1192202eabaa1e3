package io.bulksend.send;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

import io.bulksend.api.Reply;
import io.bulksend.campaign.Status;
import io.bulksend.ledger.Entry;
import io.bulksend.ledger.MessageLedger;
import io.bulksend.send.MessageStep.Crash;
import org.jspecify.annotations.Nullable;

import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;

/**
 * One message, from its first run to its end, as a script says: what each try is answered
 * and where the process crashes. Beside the real ledger it keeps a model of what must be
 * in it.
 */
final class MessageLife {

	private static final SendSettings SETTINGS = new SendSettings(50, 64, 50, Duration.ofMinutes(5), 0, null, null,
			null, 0, 100);

	private static final int TECHNICAL_ERRORS = 3;

	private static final int MOST_LIVES = 10;

	private final MessageWorld world;

	private final long row;

	private final List<MessageStep> script;

	private final List<Call> calls = new ArrayList<>();

	private int step;

	private int technicalErrors;

	/** Whether the ledger holds a claim whose outcome it does not know. */
	private boolean claimed;

	/** Whether a reply is seen and not booked. */
	private boolean replied;

	private boolean interrupted;

	private @Nullable Status decided;

	MessageLife(MessageWorld world, List<MessageStep> script) {
		this.world = world;
		this.row = world.newRow();
		this.script = script;
	}

	/**
	 * A call as the API saw it.
	 *
	 * @param reply its reply
	 * @param wasReplied whether the process lived to see it
	 */
	record Call(Reply reply, boolean wasReplied) {
	}

	/** Starts the process again until the message is decided, and then once more. */
	void play() {
		for (int life = 0; this.decided == null && life < MOST_LIVES; life++) {
			live();
		}
		live();
	}

	/** What must be in the ledger at the end. */
	@Nullable Status expected() {
		return this.decided;
	}

	Entry entry() {
		try (MessageLedger ledger = new MessageLedger(this.world.dataSource(Connection::commit), Clock.systemUTC(),
				this.world.file())) {
			return ledger.find(this.row, this.row).get(0);
		}
	}

	List<Call> calls() {
		return this.calls;
	}

	boolean wasInterrupted() {
		return this.interrupted;
	}

	/** Says whether the message was not decided when the script was at its end. */
	boolean outlivedItsScript() {
		return this.step > this.script.size();
	}

	private void live() {
		this.technicalErrors = 0;
		this.replied = false;
		VirtualTime time = new VirtualTime();
		StopSwitch stop = new StopSwitch();
		ProgressBoard board = new ProgressBoard();
		try (MessageLedger ledger = new MessageLedger(this.world.dataSource(this::commit), Clock.systemUTC(),
				this.world.file())) {
			ledger.interruptUnfinished();
			Dispatcher dispatcher = new Dispatcher((message, done) -> call(time, done), ledger, SETTINGS, stop,
					Canary.none(), DailyLimit.none(), board, time, new Random(1));
			ThrottledWriter writer = new ThrottledWriter(dispatcher, ledger, stop, board, time, () -> {
			}, this.row, false);
			writer.open(new ExecutionContext());
			writer.write(new Chunk<>(List.of(this.world.message(this.row))));
		}
		catch (Death ex) {
			if (this.claimed) {
				this.claimed = false;
				this.interrupted = true;
				this.decided = Status.IN_DOUBT;
			}
		}
	}

	private void call(VirtualTime time, Consumer<Reply> done) {
		if (!this.claimed) {
			throw new AssertionError("a call without a committed claim: " + this.script);
		}
		Reply reply = step().reply();
		int number = this.calls.size();
		this.calls.add(new Call(reply, false));
		dieAt(Crash.DURING_CALL);
		time.in(Duration.ofMillis(100), () -> {
			this.calls.set(number, new Call(reply, true));
			this.replied = true;
			done.accept(reply);
		});
	}

	/** Stands between the ledger and its database: one commit may book and claim. */
	private void commit(Connection connection) throws SQLException {
		boolean claims = this.world.isInFlight(connection, this.row) && (this.replied || !this.claimed);
		if (this.replied) {
			if (step().crash() == Crash.BEFORE_OUTCOME) {
				throw new Death();
			}
			connection.commit();
			this.replied = false;
			this.claimed = claims;
			book(step().reply());
			dieAt(Crash.AFTER_OUTCOME);
			this.step++;
		}
		else if (claims) {
			dieAt(Crash.BEFORE_CLAIM);
			connection.commit();
			this.claimed = true;
		}
		else {
			connection.commit();
		}
		if (claims) {
			dieAt(Crash.AFTER_CLAIM);
		}
	}

	private void book(Reply reply) {
		if (reply instanceof Reply.Accepted) {
			this.decided = Status.ACCEPTED;
		}
		else if (reply instanceof Reply.Refused) {
			this.decided = Status.REJECTED;
		}
		else if (reply instanceof Reply.Unknown) {
			this.decided = Status.IN_DOUBT;
		}
		else if (reply instanceof Reply.Again again && again.reason() == Reply.Again.Reason.TECHNICAL_ERROR
				&& ++this.technicalErrors == TECHNICAL_ERRORS) {
			this.decided = Status.REJECTED;
		}
	}

	/** After the script's end all goes well. */
	private MessageStep step() {
		return (this.step < this.script.size()) ? this.script.get(this.step) : MessageStep.ALL_WELL;
	}

	private void dieAt(Crash crash) {
		if (step().crash() == crash) {
			this.step++;
			throw new Death();
		}
	}

}
