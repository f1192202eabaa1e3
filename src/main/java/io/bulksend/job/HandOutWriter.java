package io.bulksend.job;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

import javax.sql.DataSource;

import io.bulksend.campaign.Outcome;
import io.bulksend.campaign.Status;
import io.bulksend.check.Checked;
import io.bulksend.check.Checked.Sendable;
import io.bulksend.check.Checked.Unsendable;
import io.bulksend.ledger.Booking;
import io.bulksend.ledger.Entry;
import io.bulksend.ledger.FileRecord;
import io.bulksend.ledger.MessageLedger;
import io.bulksend.ledger.shared.ChunkReply;
import io.bulksend.ledger.shared.HandedRow;
import io.bulksend.send.FilesFirst;
import io.bulksend.send.Gate;
import io.bulksend.send.StopSwitch;
import org.jspecify.annotations.Nullable;

import org.springframework.batch.core.listener.StepExecutionListener;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.infrastructure.item.ExecutionContext;
import org.springframework.batch.infrastructure.item.ItemStreamWriter;

/**
 * Hands out what the ledger has not decided yet, to whoever takes part, and takes part
 * itself. The last chunk is written when all that was handed out is decided.
 * <p>
 * Keeps no position: a restart is a new pass, and the ledger says what is decided.
 * <p>
 * Not for use by several threads.
 */
final class HandOutWriter implements ItemStreamWriter<Checked>, StepExecutionListener {

	/** Chunks that wait or are worked on at the most. */
	private static final int BACKLOG = 16;

	private final DataSource dataSource;

	private final FileRecord file;

	private final MessageLedger ledger;

	private final Gate gate;

	private final FilesFirst files;

	private final StopSwitch stop;

	private final Clock clock;

	private final Runnable guard;

	private final OwnShare share;

	/** What was handed out and is not replied to, by the chunk's number. */
	private final Map<Integer, List<HandedRow>> pending = new HashMap<>();

	private final GivenBack givenBack;

	/**
	 * Chunks with rows in doubt whose sender was not there. When it wakes, it may say of
	 * some that they were not taken.
	 */
	private final List<List<HandedRow>> doubtful = new ArrayList<>();

	/** The chunks that were handed out for that, and which no limit counts twice. */
	private final Set<Integer> again = new HashSet<>();

	private boolean begun;

	private @Nullable StepExecution stepExecution;

	private @Nullable ChunkSender sender;

	/**
	 * A writer for one run through a file.
	 * @param dataSource the ledger's database
	 * @param file the file
	 * @param ledger what was decided about the file's rows; closed with the writer
	 * @param gate says how many rows may be handed out
	 * @param files uploads what rows carry before they are handed out
	 * @param stop asks for an early end
	 * @param clock the time
	 * @param guard fails if what was read may not be what was planned
	 * @param share takes part
	 */
	HandOutWriter(DataSource dataSource, FileRecord file, MessageLedger ledger, Gate gate, FilesFirst files,
			StopSwitch stop, Clock clock, Runnable guard, OwnShare share) {
		this.dataSource = dataSource;
		this.file = file;
		this.ledger = ledger;
		this.gate = gate;
		this.files = files;
		this.givenBack = new GivenBack(files, share::look);
		this.stop = stop;
		this.clock = clock;
		this.guard = guard;
		this.share = share;
	}

	@Override
	public void beforeStep(StepExecution execution) {
		this.stepExecution = execution;
	}

	@Override
	public void open(ExecutionContext executionContext) {
		long handOut = this.share.begin();
		this.sender = new ChunkSender(this.dataSource, handOut, Objects.requireNonNull(this.stepExecution),
				this::replied);
	}

	@Override
	public void write(Chunk<? extends Checked> chunk) {
		this.guard.run();
		this.gate.enforce(false, false);
		handOutGivenBack();
		handOut(undecided(chunk.getItems()));
		if (chunk.getItems().get(chunk.size() - 1).row().number() == this.file.rows()) {
			settle();
		}
		if (isStopped()) {
			Objects.requireNonNull(this.stepExecution).setTerminateOnly();
		}
	}

	private void handOut(List<HandedRow> rows) {
		List<HandedRow> batch = new ArrayList<>(rows.size());
		this.gate.open();
		for (HandedRow row : rows) {
			if (!this.gate.mayHandOut()) {
				this.gate.shut();
				send(batch);
				batch = new ArrayList<>();
				awaitGate();
				this.gate.open();
			}
			if (isStopped()) {
				break;
			}
			if (this.gate.pass(row.message())) {
				batch.add(row);
			}
			else {
				this.givenBack.decided(row);
			}
		}
		this.gate.shut();
		send(batch);
	}

	/** No more may go out before it is known what became of those that did. */
	private void awaitGate() {
		while (!isStopped() && !this.gate.mayHandOut()) {
			handOutGivenBack();
			boolean idle = sender().underWay() == 0;
			this.gate.enforce(true, idle);
			if (!idle) {
				receive();
			}
			else if (!isStopped() && !this.gate.mayHandOut()) {
				throw new IllegalStateException("Rows are held back, and nobody can say for what");
			}
		}
	}

	private void send(List<HandedRow> rows) {
		while (!isStopped() && sender().underWay() >= BACKLOG) {
			receive();
		}
		if (!rows.isEmpty() && !isStopped()) {
			if (!this.begun) {
				this.begun = true;
				this.ledger.usualSource(rows.get(0).message().source());
			}
			this.pending.put(sender().send(new Chunk<>(rows)), rows);
			this.share.look();
		}
	}

	private void settle() {
		do {
			while (!isStopped() && (sender().underWay() > 0 || !this.givenBack.isEmpty())) {
				handOutGivenBack();
				receive();
				this.gate.enforce(false, false);
			}
			this.share.awaitQuiet();
		}
		while (!isStopped() && handOutNotTaken());
		this.gate.end();
	}

	/** What was given back has passed the gate before. */
	private void handOutGivenBack() {
		while (!isStopped() && !this.givenBack.isEmpty()) {
			GivenBack.Anew anew = this.givenBack.next(this.clock.instant());
			this.share.unsendable(anew.decided().size());
			this.ledger.decide(List.of(), anew.decided());
			send(anew.rows());
		}
	}

	/**
	 * Hands out what was in doubt, and turned out not to have been taken.
	 * @return whether there was anything
	 */
	private boolean handOutNotTaken() {
		boolean any = false;
		for (List<HandedRow> chunk : List.copyOf(this.doubtful)) {
			Map<Long, Entry> entries = entries(chunk.get(0).row(), chunk.get(chunk.size() - 1).row());
			List<HandedRow> rows = chunk.stream()
				.filter((row) -> entries.get(row.row()).outcome().status() == Status.NOT_SENT)
				.toList();
			if (!rows.isEmpty()) {
				any = true;
				this.doubtful.remove(chunk);
				int number = sender().send(new Chunk<>(rows));
				this.again.add(number);
				this.pending.put(number, rows);
			}
		}
		return any;
	}

	private void receive() {
		sender().receive();
		this.share.look();
	}

	private void replied(ChunkReply reply) {
		List<HandedRow> rows = this.pending.remove(reply.number());
		boolean counts = !this.again.remove(reply.number()) && this.gate.counts();
		if (rows != null && reply.doubtful()) {
			this.doubtful.add(rows);
		}
		if (rows != null && (counts || rows.stream().anyMatch(HandedRow::keptId))) {
			look(rows, counts);
		}
	}

	private void look(List<HandedRow> rows, boolean counts) {
		Map<Long, Entry> entries = entries(rows.get(0).row(), rows.get(rows.size() - 1).row());
		List<HandedRow> back = new ArrayList<>();
		for (HandedRow row : rows) {
			Entry entry = entries.get(row.row());
			Status status = (entry != null) ? entry.outcome().status() : Status.NOT_SENT;
			if (status != Status.NOT_SENT) {
				tell(row, status, counts);
			}
			else if (row.keptId()) {
				back.add(row);
			}
		}
		this.givenBack.add(back);
	}

	private void tell(HandedRow row, Status status, boolean counts) {
		// What is in doubt may turn out not to have been taken.
		if (status != Status.IN_DOUBT) {
			this.givenBack.decided(row);
		}
		if (counts) {
			this.gate.decided(row.message(), status, this.clock.instant());
		}
	}

	private List<HandedRow> undecided(List<? extends Checked> chunk) {
		Map<Long, Entry> entries = entries(chunk.get(0).row().number(), chunk.get(chunk.size() - 1).row().number());
		List<HandedRow> rows = new ArrayList<>(chunk.size());
		List<Booking> fresh = new ArrayList<>();
		List<Booking> known = new ArrayList<>();
		Instant now = this.clock.instant();
		List<Checked> open = chunk.stream()
			.<Checked>map((checked) -> checked)
			.filter((checked) -> isOpen(entries.get(checked.row().number())))
			.toList();
		this.files.upload(open.stream()
			.filter(Sendable.class::isInstance)
			.map((checked) -> ((Sendable) checked).message())
			.toList(), this.share::look);
		if (isStopped()) {
			return List.of();
		}
		for (Checked checked : open) {
			Entry entry = entries.get(checked.row().number());
			Optional<Outcome> decided = (checked instanceof Sendable sendable) ? this.files.decided(sendable.message())
					: Optional.of(((Unsendable) checked).outcome());
			if (decided.isPresent()) {
				((entry != null) ? known : fresh).add(new Booking(checked.row().number(), decided.get(), now));
			}
			else if (checked instanceof Sendable sendable) {
				rows.add(this.givenBack.handed(sendable,
						(entry != null && this.file.retrying()) ? entry.outcome().errorCode() : null));
			}
		}
		this.share.unsendable(fresh.size() + known.size());
		this.ledger.decide(fresh, known);
		return rows;
	}

	private static boolean isOpen(@Nullable Entry entry) {
		return entry == null || entry.outcome().status() == Status.NOT_SENT;
	}

	private Map<Long, Entry> entries(long first, long last) {
		Map<Long, Entry> entries = new HashMap<>();
		for (Entry entry : this.ledger.find(first, last)) {
			entries.put(entry.row(), entry);
		}
		return entries;
	}

	private boolean isStopped() {
		return this.stop.requested().isPresent();
	}

	private ChunkSender sender() {
		return Objects.requireNonNull(this.sender);
	}

	/** Nobody works on the run's rows any more when this returns. */
	@Override
	public void close() {
		try (this.ledger) {
			this.share.end();
			if (this.gate.counts()) {
				this.pending.forEach((number, rows) -> look(rows, !this.again.contains(number)));
			}
		}
		finally {
			this.gate.close();
			this.files.close();
		}
	}

}
