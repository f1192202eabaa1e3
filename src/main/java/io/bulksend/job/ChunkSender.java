package io.bulksend.job;

import java.util.function.Consumer;

import javax.sql.DataSource;

import io.bulksend.ledger.database.LedgerException;
import io.bulksend.ledger.shared.ChunkReply;
import io.bulksend.ledger.shared.ChunkStore;
import io.bulksend.ledger.shared.HandedChunk;
import io.bulksend.ledger.shared.HandedRow;
import org.jspecify.annotations.Nullable;

import org.springframework.batch.core.step.StepContribution;
import org.springframework.batch.core.step.StepExecution;
import org.springframework.batch.infrastructure.item.Chunk;
import org.springframework.batch.integration.chunk.ChunkMessageChannelItemWriter;
import org.springframework.batch.integration.chunk.ChunkRequest;
import org.springframework.batch.integration.chunk.ChunkResponse;
import org.springframework.dao.DataAccessException;
import org.springframework.integration.channel.QueueChannel;
import org.springframework.integration.core.MessagingTemplate;
import org.springframework.messaging.Message;
import org.springframework.messaging.MessageChannel;
import org.springframework.messaging.PollableChannel;
import org.springframework.messaging.support.GenericMessage;

/**
 * Sends chunks to whoever takes them, and hears when their rows are decided: Spring
 * Batch's remote chunking, with bytes of our own on the channel. A step execution travels
 * with none of them.
 */
final class ChunkSender extends ChunkMessageChannelItemWriter<HandedRow> {

	private static final long RECEIVE_MILLIS = 100;

	private final StepExecution stepExecution;

	private final Consumer<ChunkReply> replied;

	private final Requests requests;

	/**
	 * A sender.
	 * @param dataSource the ledger's database
	 * @param handOut the run's hand-out
	 * @param stepExecution the step that hands rows out
	 * @param replied is told of each chunk whose rows are decided
	 */
	ChunkSender(DataSource dataSource, long handOut, StepExecution stepExecution, Consumer<ChunkReply> replied) {
		this.stepExecution = stepExecution;
		this.replied = replied;
		MessagingTemplate template = new MessagingTemplate();
		template.setReceiveTimeout(RECEIVE_MILLIS);
		this.requests = new Requests(ChunkStore.requests(dataSource, handOut));
		template.setDefaultDestination(this.requests);
		setMessagingOperations(template);
		setReplyChannel(new Replies(ChunkStore.replies(dataSource, handOut)));
		setThrottleLimit(Integer.MAX_VALUE);
		beforeStep(stepExecution);
	}

	/**
	 * Hands a chunk out.
	 * @param rows its rows
	 * @return its number
	 * @throws LedgerException if the database cannot be used
	 */
	int send(Chunk<HandedRow> rows) {
		try {
			write(rows);
			return this.requests.latest;
		}
		catch (DataAccessException ex) {
			throw ChunkStore.failure(ex);
		}
		catch (RuntimeException ex) {
			throw unwrapped(ex);
		}
		catch (Exception ex) {
			throw new IllegalStateException(ex);
		}
	}

	/**
	 * How many chunks are not replied to.
	 * @return the number
	 */
	int underWay() {
		return this.localState.getExpecting();
	}

	/**
	 * Waits a little for a reply.
	 * @throws LedgerException if the database cannot be used
	 */
	void receive() {
		try {
			getNextResult();
		}
		catch (DataAccessException ex) {
			throw ChunkStore.failure(ex);
		}
		catch (RuntimeException ex) {
			throw unwrapped(ex);
		}
	}

	private static RuntimeException unwrapped(RuntimeException failure) {
		return (failure.getCause() instanceof DataAccessException cause) ? ChunkStore.failure(cause) : failure;
	}

	/** Requests as bytes. */
	private static final class Requests implements MessageChannel {

		private final QueueChannel channel;

		private int latest;

		Requests(QueueChannel channel) {
			this.channel = channel;
		}

		@Override
		public boolean send(Message<?> message, long timeout) {
			ChunkRequest<?> request = (ChunkRequest<?>) message.getPayload();
			HandedChunk chunk = new HandedChunk(request.getSequence(),
					request.getItems().getItems().stream().map(HandedRow.class::cast).toList());
			this.latest = chunk.number();
			return this.channel.send(new GenericMessage<>(chunk.bytes()), timeout);
		}

	}

	/** Bytes as replies. */
	private final class Replies implements PollableChannel {

		private final QueueChannel channel;

		Replies(QueueChannel channel) {
			this.channel = channel;
		}

		@Override
		public @Nullable Message<?> receive() {
			return receive(-1);
		}

		@Override
		public @Nullable Message<?> receive(long timeout) {
			Message<?> message = this.channel.receive(timeout);
			if (message == null) {
				return null;
			}
			ChunkReply reply = ChunkReply.of((byte[]) message.getPayload());
			StepExecution step = ChunkSender.this.stepExecution;
			StepContribution contribution = step.createStepContribution();
			ChunkSender.this.replied.accept(reply);
			return new GenericMessage<>(
					new ChunkResponse(reply.number(), step.getJobExecution().getJobInstanceId(), contribution));
		}

		@Override
		public boolean send(Message<?> message, long timeout) {
			throw new UnsupportedOperationException("Replies come from the others");
		}

	}

}
