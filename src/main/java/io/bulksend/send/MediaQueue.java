package io.bulksend.send;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;

import io.bulksend.api.Reply;
import io.bulksend.campaign.Attachment;
import io.bulksend.campaign.Code;
import io.bulksend.campaign.Message;
import io.bulksend.campaign.Outcome;
import io.bulksend.campaign.Status;
import io.bulksend.media.MediaIds;
import io.bulksend.media.MediaIds.Ended;
import io.bulksend.media.MediaIds.FileStanding;
import io.bulksend.media.MediaIds.Halt;
import io.bulksend.media.MediaIds.Pending;
import io.bulksend.media.MediaIds.RefusedFile;
import io.bulksend.media.MediaIds.Uploaded;
import org.jspecify.annotations.Nullable;

/**
 * The messages that wait until their file was uploaded, while others pass them. Not more
 * of them than a certain number, so that memory stays flat; and not more files are asked
 * for than the run may send messages. Belongs to the thread that sends.
 */
final class MediaQueue {

	/** No new rows are read while so many wait. */
	private static final int MOST_WAITING = 2_000;

	private static final String UNKNOWN_MEDIUM = "8008";

	private final MediaIds media;

	private final ToLongFunction<Message> left;

	private final Predicate<Outbound> heldBack;

	/** Those whose file is not asked for yet. */
	private final Deque<Outbound> unasked = new ArrayDeque<>();

	/** Those whose file is on its way, by its content. */
	private final Map<String, List<Outbound>> asked = new HashMap<>();

	/** How many these are. */
	private int waiting;

	/** Those about which there is nothing to send any more. */
	private final List<Decided> decided = new ArrayList<>();

	/**
	 * A queue for messages that any recipient may get.
	 * @param media gives files their ids
	 */
	MediaQueue(MediaIds media) {
		this(media, (message) -> Long.MAX_VALUE, (outbound) -> false);
	}

	/**
	 * A queue.
	 * @param media gives files their ids
	 * @param left how many messages may go out to recipients such as this one's
	 * @param heldBack takes a message that is for another run to send, if it is one
	 */
	MediaQueue(MediaIds media, ToLongFunction<Message> left, Predicate<Outbound> heldBack) {
		this.media = media;
		this.left = left;
		this.heldBack = heldBack;
	}

	/**
	 * A message that is decided when its turn comes, and without a call.
	 *
	 * @param outbound the message
	 * @param outcome what is decided
	 */
	record Decided(Outbound outbound, Outcome outcome) {
	}

	/**
	 * Says whether a message can go out as far as its file goes: it has none, or one that
	 * was uploaded and is still the same. Else it is decided or kept here.
	 * @param outbound the message, whose turn it is
	 * @return whether it can; it then carries the file's id
	 */
	boolean mayGo(Outbound outbound) {
		Attachment.ByFile file = outbound.file();
		if (file == null) {
			return true;
		}
		Optional<String> change = this.media.change(file);
		if (change.isPresent()) {
			this.decided.add(new Decided(outbound, Outcome.invalid(Code.ATTACHMENT_FILE, change.get())));
			return false;
		}
		FileStanding standing = this.media.standing(file);
		if (standing instanceof Uploaded id) {
			outbound.carry(id);
			return true;
		}
		if (standing instanceof RefusedFile refusal) {
			this.decided.add(new Decided(outbound, Outcome.of(Status.REJECTED, refusal.code(), refusal.message())));
		}
		else {
			add(outbound);
		}
		return false;
	}

	/**
	 * Says whether a message has to wait for its file, and keeps it then.
	 * @param outbound the message, whose turn it is not yet
	 * @return whether it waits
	 */
	boolean keeps(Outbound outbound) {
		Attachment.ByFile file = outbound.file();
		boolean waits = file != null && this.media.standing(file) instanceof Pending;
		if (waits) {
			add(outbound);
		}
		return waits;
	}

	/** One that was called before has its place among those that the run may send. */
	private void add(Outbound outbound) {
		if (outbound.wasCalled() || this.asked.containsKey(content(outbound))) {
			ask(outbound);
		}
		else {
			this.unasked.add(outbound);
		}
	}

	private void ask(Outbound outbound) {
		this.media.upload(Objects.requireNonNull(outbound.file()));
		this.asked.computeIfAbsent(content(outbound), (content) -> new ArrayList<>()).add(outbound);
		this.waiting++;
	}

	/**
	 * Says whether a refused message is to be tried once more with a new id: that which
	 * it carried was kept from an earlier run, and the API does not know it any more.
	 * @param outbound the message
	 * @param reply what the API said
	 * @return whether it is; it is then kept here
	 */
	boolean renews(Outbound outbound, Reply reply) {
		Attachment.ByFile file = outbound.file();
		Uploaded id = outbound.carried();
		return file != null && id != null && reply instanceof Reply.Refused refused
				&& refused.code().equals(UNKNOWN_MEDIUM) && this.media.renew(file, id);
	}

	/**
	 * Says whether a refused message is to go back to the run that handed it out, which
	 * has the file and gets it another id.
	 * @param outbound the message
	 * @param reply what the API said
	 * @return whether it is
	 */
	static boolean goesBack(Outbound outbound, Reply reply) {
		return outbound.hasKeptId() && reply instanceof Reply.Refused refused && isUnknownMedium(refused.code());
	}

	/** Whether a medium's id was refused. */
	static boolean isUnknownMedium(@Nullable String code) {
		return UNKNOWN_MEDIUM.equals(code);
	}

	/**
	 * Lets those go on whose file was uploaded, and asks for the files of others.
	 * @param mayTake how many new messages the run may take
	 * @param ready takes those that were not called yet
	 * @param again takes the others
	 * @return the uploads that were refused
	 */
	List<RefusedFile> advance(long mayTake, Deque<Outbound> ready, Collection<Outbound> again) {
		List<RefusedFile> refusals = new ArrayList<>();
		Deque<Outbound> first = new ArrayDeque<>();
		for (Ended ended : this.media.ended()) {
			if (ended.standing() instanceof RefusedFile refusal) {
				refusals.add(refusal);
			}
			List<Outbound> free = Objects.requireNonNullElse(this.asked.remove(ended.content()), List.of());
			this.waiting -= free.size();
			free.forEach((outbound) -> (outbound.wasCalled() ? again : first).add(outbound));
		}
		while (!this.unasked.isEmpty()) {
			Outbound next = this.unasked.element();
			if (this.heldBack.test(next)) {
				this.unasked.remove();
				continue;
			}
			if (this.waiting + first.size() + ready.size() >= Math.min(mayTake,
					this.left.applyAsLong(next.message()))) {
				break;
			}
			this.unasked.remove();
			if (this.media.standing(Objects.requireNonNull(next.file())) instanceof Pending) {
				ask(next);
			}
			else {
				first.add(next);
			}
		}
		// Their rows come before those that are ready.
		first.descendingIterator().forEachRemaining(ready::addFirst);
		return refusals;
	}

	/** Why the run is to stop, if it is. */
	Optional<Halt> halt() {
		return this.media.halt();
	}

	/** Those that were decided when their turn came, since this was asked last. */
	List<Decided> takeDecided() {
		List<Decided> result = List.copyOf(this.decided);
		this.decided.clear();
		return result;
	}

	/** Whether no more may wait. */
	boolean isFull() {
		return this.waiting + this.unasked.size() >= MOST_WAITING;
	}

	boolean isEmpty() {
		return this.waiting == 0 && this.unasked.isEmpty();
	}

	/** The first row that waits. */
	long firstRow() {
		return Stream.concat(this.unasked.stream(), this.asked.values().stream().flatMap(List::stream))
			.mapToLong(Outbound::row)
			.min()
			.orElse(Long.MAX_VALUE);
	}

	UploadProgress progress() {
		MediaIds.UploadCounts counts = this.media.counts();
		return new UploadProgress(counts.uploaded(), counts.refused(), counts.failed(), counts.left(),
				this.waiting + this.unasked.size());
	}

	void startNoMore() {
		this.media.startNoMore();
	}

	private static String content(Outbound outbound) {
		return String.valueOf(Objects.requireNonNull(outbound.file()).content());
	}

}
