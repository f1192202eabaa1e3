package io.bulksend.send;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

import io.bulksend.campaign.Status;
import io.bulksend.check.Checked;
import io.bulksend.check.Checked.Sendable;
import io.bulksend.check.Checked.Unsendable;
import io.bulksend.input.CampaignFile;
import io.bulksend.input.RowReader;
import io.bulksend.ledger.Booking;
import io.bulksend.ledger.Entry;
import io.bulksend.ledger.FileRecord;
import io.bulksend.ledger.MessageLedger;
import io.bulksend.media.MediaIds;
import org.jspecify.annotations.Nullable;

import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamWriter;

/**
 * Sends what the ledger has not decided yet. A chunk is written when its calls have
 * started, not when they are answered; with the last row it is written when all are.
 * <p>
 * Keeps the reader's position, as it alone knows up to which row everything is decided: a
 * restart reads again from there, and the ledger says what was decided beyond.
 * <p>
 * Not for use by several threads.
 */
public final class ThrottledWriter implements ItemStreamWriter<Checked>, StepExecutionListener {

	private final Dispatcher dispatcher;

	private final MediaIds media;

	private final MessageLedger ledger;

	private final StopSwitch stop;

	private final ProgressBoard board;

	private final Ticker ticker;

	private final Pace pace;

	private final Runnable guard;

	private final long rows;

	private final boolean retrying;

	private long handed;

	private @Nullable StepExecution stepExecution;

	/**
	 * A writer for one run through a file.
	 * @param dispatcher makes the calls
	 * @param ledger what was decided about the file's rows
	 * @param stop asks for an early end
	 * @param board where it says how far it has come
	 * @param ticker the time
	 * @param guard fails if what was read may not be what was planned
	 * @param rows how many rows the file has
	 * @param retrying whether rows that were decided are sent again
	 */
	ThrottledWriter(Dispatcher dispatcher, MessageLedger ledger, StopSwitch stop, ProgressBoard board, Ticker ticker,
			Runnable guard, long rows, boolean retrying) {
		this(dispatcher, MediaIds.NONE, ledger, stop, board, ticker, guard, rows, retrying);
	}

	ThrottledWriter(Dispatcher dispatcher, MediaIds media, MessageLedger ledger, StopSwitch stop, ProgressBoard board,
			Ticker ticker, Runnable guard, long rows, boolean retrying) {
		this(dispatcher, media, ledger, stop, board, Pace.FREE, ticker, guard, rows, retrying);
	}

	private ThrottledWriter(Dispatcher dispatcher, MediaIds media, MessageLedger ledger, StopSwitch stop,
			ProgressBoard board, Pace pace, Ticker ticker, Runnable guard, long rows, boolean retrying) {
		this.dispatcher = dispatcher;
		this.media = media;
		this.ledger = ledger;
		this.stop = stop;
		this.board = board;
		this.pace = pace;
		this.ticker = ticker;
		this.guard = guard;
		this.rows = rows;
		this.retrying = retrying;
	}

	/**
	 * A writer for one run through a file.
	 * @param caller starts the calls
	 * @param media gives files their ids; closed with the writer
	 * @param ledger what was decided about the file's rows; closed with the writer
	 * @param settings how to send
	 * @param stop asks for an early end
	 * @param canary lets the others follow the first messages
	 * @param daily how many recipients may get something
	 * @param board where it says how far it has come
	 * @param pace what it keeps to with others; closed with the writer
	 * @param file the file, which must stay as it is while it is sent
	 * @param record the same as the ledger has it
	 * @return the writer
	 */
	public static ThrottledWriter create(Caller caller, MediaIds media, MessageLedger ledger, SendSettings settings,
			StopSwitch stop, Canary canary, DailyLimit daily, ProgressBoard board, Pace pace, CampaignFile file,
			FileRecord record) {
		Dispatcher dispatcher = new Dispatcher(caller, media, ledger, settings, stop, canary, daily, board, pace,
				Ticker.SYSTEM, RandomGenerator.getDefault());
		return new ThrottledWriter(dispatcher, media, ledger, stop, board, pace, Ticker.SYSTEM, file::requireUnchanged,
				record.rows(), record.retrying());
	}

	@Override
	public void beforeStep(StepExecution stepExecution) {
		this.stepExecution = stepExecution;
	}

	@Override
	public void open(ExecutionContext executionContext) {
		this.handed = executionContext.getLong(RowReader.POSITION, 0);
	}

	@Override
	public void write(Chunk<? extends Checked> chunk) {
		this.guard.run();
		List<Outbound> messages = undecided(chunk.getItems());
		this.handed = chunk.getItems().get(chunk.size() - 1).row().number();
		this.dispatcher.send(messages);
		if (this.handed == this.rows) {
			this.dispatcher.settle();
		}
		if (this.stop.isRequested() && this.stepExecution != null) {
			this.stepExecution.setTerminateOnly();
		}
	}

	@Override
	public void update(ExecutionContext executionContext) {
		executionContext.putLong(RowReader.POSITION, this.dispatcher.settledUpTo(this.handed));
	}

	@Override
	public void close() {
		try (this.ledger; this.pace) {
			this.dispatcher.close();
		}
		finally {
			this.dispatcher.end();
			this.media.close(this.stop.isHurried());
		}
	}

	/**
	 * Asks the ledger about the whole chunk at once; what it has not decided goes out.
	 */
	private List<Outbound> undecided(List<? extends Checked> chunk) {
		Map<Long, Entry> entries = new HashMap<>();
		for (Entry entry : this.ledger.find(chunk.get(0).row().number(), chunk.get(chunk.size() - 1).row().number())) {
			entries.put(entry.row(), entry);
		}
		List<Outbound> messages = new ArrayList<>(chunk.size());
		List<Booking> fresh = new ArrayList<>();
		List<Booking> known = new ArrayList<>();
		Instant now = this.ticker.instant();
		for (Checked checked : chunk) {
			Entry entry = entries.get(checked.row().number());
			if (entry != null && entry.outcome().status() != Status.NOT_SENT) {
				continue;
			}
			if (checked instanceof Sendable sendable) {
				messages.add(new Outbound(sendable.row().number(), sendable.message(), sendable.key(), entry != null,
						(entry != null && this.retrying) ? entry.outcome().errorCode() : null));
			}
			else if (checked instanceof Unsendable unsendable) {
				Booking booking = new Booking(unsendable.row().number(), unsendable.outcome(), now);
				((entry != null) ? known : fresh).add(booking);
				this.board.decided(booking.outcome().status());
			}
		}
		this.ledger.decide(fresh, known);
		return messages;
	}

}
