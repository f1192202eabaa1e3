package io.bulksend.send;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.bulksend.campaign.Attachment;
import io.bulksend.media.MediaIds;

/**
 * Files that are uploaded when a test says so.
 */
final class FakeMedia implements MediaIds {

	private final Map<String, FileStanding> standings = new HashMap<>();

	private final List<String> asked = new ArrayList<>();

	private List<Ended> ended = new ArrayList<>();

	private final Map<String, String> changes = new HashMap<>();

	private Optional<Halt> halt = Optional.empty();

	/** The uploads that were asked for, in their order. */
	List<String> asked() {
		return this.asked;
	}

	void end(String content, FileStanding standing) {
		this.standings.put(content, standing);
		this.ended.add(new Ended(content, standing));
	}

	void halt(HaltReason reason, String message) {
		this.halt = Optional.of(new Halt(reason, message));
	}

	void change(String content, String sentence) {
		this.changes.put(content, sentence);
	}

	@Override
	public FileStanding standing(Attachment.ByFile file) {
		return this.standings.getOrDefault(file.content(), new Pending(this.asked.contains(file.content())));
	}

	@Override
	public void upload(Attachment.ByFile file) {
		if (!this.asked.contains(file.content())) {
			this.asked.add(String.valueOf(file.content()));
		}
	}

	@Override
	public Optional<String> change(Attachment.ByFile file) {
		return Optional.ofNullable(this.changes.get(file.content()));
	}

	@Override
	public boolean renew(Attachment.ByFile file, Uploaded refused) {
		this.standings.remove(file.content());
		this.asked.remove(file.content());
		return refused.kept();
	}

	@Override
	public List<Ended> ended() {
		List<Ended> result = this.ended;
		this.ended = new ArrayList<>();
		return result;
	}

	@Override
	public Optional<Halt> halt() {
		return this.halt;
	}

	@Override
	public UploadCounts counts() {
		return new UploadCounts(0, 0, 0, this.asked.size());
	}

	@Override
	public void wakeWith(Runnable wake) {
	}

	@Override
	public void startNoMore() {
	}

	@Override
	public void close(boolean hurried) {
	}

}
