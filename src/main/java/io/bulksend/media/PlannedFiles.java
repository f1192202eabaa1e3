package io.bulksend.media;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.bulksend.campaign.Attachment;
import io.bulksend.campaign.AttachmentType;
import io.bulksend.check.rules.AttachmentFiles;
import io.bulksend.check.rules.BrokenRuleException;
import io.bulksend.ledger.AttachmentPlan;
import io.bulksend.ledger.AttachmentPlan.Planned;
import io.bulksend.media.AttachmentFolder.Located;
import org.jspecify.annotations.Nullable;

/**
 * The files of a campaign as they were when it was checked: what a row sends is decided
 * then, and stays so however often the campaign is resumed. A file that was not checked
 * then, as a correction names it, is checked when it is asked for. Not for use by several
 * threads.
 */
public final class PlannedFiles implements AttachmentFiles {

	private static final int BATCH = 500;

	private final FileInspector inspector;

	private final AttachmentPlan plan;

	private final Mode mode;

	private final Map<String, InspectedFile> known = new LatestKnown<>();

	/**
	 * Those that no row can send as they are. They may be put right, and are then looked
	 * into anew.
	 */
	private final Set<String> unplanned = Collections.newSetFromMap(new LatestKnown<>());

	private final Map<String, Planned> unwritten = new HashMap<>();

	private final Map<String, String> unusable = new HashMap<>();

	private PlannedFiles(FileInspector inspector, AttachmentPlan plan, Mode mode) {
		this.inspector = inspector;
		this.plan = plan;
		this.mode = mode;
	}

	/** What is done about the plan. */
	private enum Mode {

		/** It is made. */
		MAKES,

		/** It is gone by, and grows by what it lacks. */
		GOES_BY,

		/** It is looked at. */
		LOOKS

	}

	/**
	 * Files that are checked now, and kept as they are found once {@link #flush} was
	 * called.
	 * @param inspector looks into them
	 * @param plan the campaign's plan, which knows no file yet
	 * @return the files
	 */
	public static PlannedFiles planning(FileInspector inspector, AttachmentPlan plan) {
		return new PlannedFiles(inspector, plan, Mode.MAKES);
	}

	/**
	 * Files that were checked before.
	 * @param inspector looks into those that were not
	 * @param plan the campaign's plan
	 * @return the files
	 */
	public static PlannedFiles planned(FileInspector inspector, AttachmentPlan plan) {
		return new PlannedFiles(inspector, plan, Mode.GOES_BY);
	}

	/**
	 * Files that were checked before, for somebody who keeps nothing.
	 * @param inspector looks into those that were not
	 * @param plan the campaign's plan
	 * @return the files
	 */
	public static PlannedFiles lookedAt(FileInspector inspector, AttachmentPlan plan) {
		return new PlannedFiles(inspector, plan, Mode.LOOKS);
	}

	@Override
	public Attachment.ByFile find(String path, @Nullable AttachmentType stated) throws BrokenRuleException {
		AttachmentFolder folder = this.inspector.folder();
		String named = folder.pathOf(folder.named(path));
		InspectedFile file = file(named);
		Attachment.ByFile attachment = this.inspector.attachment(path, file, stated);
		if (this.unplanned.remove(named)) {
			keep(new Planned(named, file.sha256(), file.kind().contentType(), file.size(), file.modified()));
		}
		return attachment;
	}

	private InspectedFile file(String path) throws BrokenRuleException {
		InspectedFile file = this.known.get(path);
		if (file != null) {
			return file;
		}
		Optional<Planned> before = (this.mode == Mode.MAKES) ? Optional.empty() : this.plan.find(path);
		if (before.isPresent()) {
			file = inspected(before.get());
		}
		else {
			file = this.inspector.inspect(path);
			this.unplanned.add(path);
		}
		this.known.put(path, file);
		return file;
	}

	private void keep(Planned file) {
		if (this.mode != Mode.LOOKS) {
			this.unwritten.put(file.path(), file);
			if (this.mode == Mode.GOES_BY || this.unwritten.size() == BATCH) {
				flush();
			}
		}
	}

	private static InspectedFile inspected(Planned planned) {
		return new InspectedFile(planned.bytes(), planned.modified(), planned.sha256(),
				new FileKind(planned.contentType()));
	}

	/**
	 * Keeps what was found.
	 */
	public void flush() {
		if (!this.unwritten.isEmpty()) {
			List<Planned> files = new ArrayList<>(this.unwritten.values());
			this.unwritten.clear();
			this.plan.add(files);
		}
	}

	/**
	 * Says whether a file is still what it was when it was checked.
	 * @param file the file, as {@link #find} gave it
	 * @return what has become of it, in a sentence; empty where it is the same
	 */
	Optional<String> change(Attachment.ByFile file) {
		String path = this.inspector.folder().pathOf(file.file());
		String reason = this.unusable.get(path);
		if (reason != null) {
			return Optional.of(reason);
		}
		try {
			InspectedFile before = file(path);
			Located now = this.inspector.folder().locate(path);
			if (FileInspector.liesAs(before, now.attributes())) {
				return Optional.empty();
			}
			InspectedFile again = this.inspector.inspect(now);
			if (!again.sha256().equals(before.sha256())) {
				throw changedSince(path);
			}
			// Written again, or copied: what counts is what is in it.
			this.known.put(path, again);
			return Optional.empty();
		}
		catch (BrokenRuleException ex) {
			return Optional.of(ex.sentence());
		}
	}

	/**
	 * A file turned out to be another one, although it may lie as it did.
	 * @param path the file as rows name it
	 * @param reason what has become of it, in a sentence
	 */
	void unusable(String path, String reason) {
		this.unusable.put(path, reason);
	}

	/** What it takes to upload a file. */
	FileToUpload toUpload(Attachment.ByFile file) throws BrokenRuleException {
		String path = this.inspector.folder().pathOf(file.file());
		InspectedFile planned = file(path);
		return new FileToUpload(this.inspector.folder(), path, String.valueOf(file.file().getFileName()), planned);
	}

	static BrokenRuleException changedSince(String path) {
		return AttachmentFolder.broken(path,
				"was changed after the campaign was checked, so it was not sent; to send it as it is now, give the row back with --corrections.");
	}

}
