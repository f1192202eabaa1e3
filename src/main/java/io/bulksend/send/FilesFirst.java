package io.bulksend.send;

import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

import io.bulksend.campaign.Attachment;
import io.bulksend.campaign.Code;
import io.bulksend.campaign.Message;
import io.bulksend.campaign.Outcome;
import io.bulksend.campaign.Status;
import io.bulksend.media.MediaIds;
import io.bulksend.media.MediaIds.FileStanding;
import io.bulksend.media.MediaIds.Pending;
import io.bulksend.media.MediaIds.RefusedFile;
import io.bulksend.media.MediaIds.Uploaded;

/**
 * Uploads the files of messages before these are handed out: whoever sends them needs no
 * file. Not for use by several threads.
 */
public final class FilesFirst {

	private static final long BETWEEN_LOOKS = TimeUnit.MILLISECONDS.toNanos(20);

	private final MediaIds media;

	private final StopSwitch stop;

	private final Ticker ticker;

	/**
	 * Uploads.
	 * @param media the files and their ids
	 * @param stop ends the wait for an upload, and is told why nothing can be uploaded
	 */
	public FilesFirst(MediaIds media, StopSwitch stop) {
		this(media, stop, Ticker.SYSTEM);
	}

	FilesFirst(MediaIds media, StopSwitch stop, Ticker ticker) {
		this.media = media;
		this.stop = stop;
		this.ticker = ticker;
	}

	/**
	 * Uploads what was not, and waits for it, unless a stop is asked for.
	 * @param messages the messages that are about to be handed out
	 * @param meanwhile is run again and again while they wait
	 */
	public void upload(Collection<Message> messages, Runnable meanwhile) {
		List<Attachment.ByFile> files = messages.stream()
			.map((message) -> message.content().attachment())
			.filter(Attachment.ByFile.class::isInstance)
			.map(Attachment.ByFile.class::cast)
			.toList();
		files.stream().filter(this::isPending).forEach(this.media::upload);
		while (!this.stop.isRequested() && files.stream().anyMatch(this::isPending)) {
			this.media.ended();
			this.media.halt().ifPresent((halt) -> this.stop.request(StopReason.of(halt.reason()), halt.message()));
			files.stream().filter(this::isUnasked).forEach(this.media::upload);
			meanwhile.run();
			this.ticker.sleepUntil(this.ticker.nanos() + BETWEEN_LOOKS);
		}
	}

	private boolean isPending(Attachment.ByFile file) {
		return this.media.change(file).isEmpty() && this.media.standing(file) instanceof Pending;
	}

	private boolean isUnasked(Attachment.ByFile file) {
		return this.media.change(file).isEmpty() && this.media.standing(file) instanceof Pending pending
				&& !pending.asked();
	}

	/**
	 * What there is to be said of a message whose file cannot be sent.
	 * @param message the message
	 * @return what is decided about it; empty where it can be sent
	 */
	public Optional<Outcome> decided(Message message) {
		if (!(message.content().attachment() instanceof Attachment.ByFile file)) {
			return Optional.empty();
		}
		Optional<Outcome> changed = this.media.change(file)
			.map((change) -> Outcome.invalid(Code.ATTACHMENT_FILE, change));
		FileStanding standing = this.media.standing(file);
		return (changed.isEmpty() && standing instanceof RefusedFile refusal)
				? Optional.of(Outcome.of(Status.REJECTED, refusal.code(), refusal.message())) : changed;
	}

	/**
	 * The message as it is handed out.
	 * @param message a message whose file was uploaded, or which has none
	 * @return the message with the file's id
	 */
	public Message withId(Message message) {
		return (message.content().attachment() instanceof Attachment.ByFile file
				&& this.media.standing(file) instanceof Uploaded id) ? message.with(new Attachment.ById(id.id()))
						: message;
	}

	/**
	 * Whether a message's file has an id that an earlier run was given: whoever sends it
	 * gives the message back where the API does not know that id any more.
	 * @param message the message
	 * @return whether it has
	 */
	public boolean hasKeptId(Message message) {
		return message.content().attachment() instanceof Attachment.ByFile file
				&& this.media.standing(file) instanceof Uploaded id && id.kept();
	}

	/**
	 * The API did not know the id that a message was handed out with: its file is
	 * uploaded once more.
	 * @param message the message as it was checked
	 * @param handed the same as it was handed out
	 */
	public void renew(Message message, Message handed) {
		if (message.content().attachment() instanceof Attachment.ByFile file
				&& handed.content().attachment() instanceof Attachment.ById id) {
			this.media.renew(file, new Uploaded(id.id(), true));
		}
	}

	/**
	 * How far the uploads have come.
	 * @return how far; messages wait in the file, not here
	 */
	public UploadProgress progress() {
		MediaIds.UploadCounts counts = this.media.counts();
		return new UploadProgress(counts.uploaded(), counts.refused(), counts.failed(), counts.left(), 0);
	}

	/** Lets the uploads under way end. */
	public void close() {
		this.media.close(this.stop.isHurried());
	}

}
