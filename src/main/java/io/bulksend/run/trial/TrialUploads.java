package io.bulksend.run.trial;

import java.io.Closeable;
import java.util.HashMap;
import java.util.Map;

import io.bulksend.api.ApiSettings;
import io.bulksend.api.Reply;
import io.bulksend.api.UnusableContentException;
import io.bulksend.api.UploadApi;
import io.bulksend.campaign.Attachment;
import io.bulksend.media.FileInspector;
import org.jspecify.annotations.Nullable;

/**
 * Uploads the files of a trial, each content once. The ids are forgotten with it: those
 * in the ledger are the campaigns' alone.
 */
final class TrialUploads implements Closeable {

	private final ApiSettings settings;

	private final FileInspector files;

	private final Map<@Nullable String, Reply> answers = new HashMap<>();

	private @Nullable UploadApi api;

	TrialUploads(ApiSettings settings, FileInspector files) {
		this.settings = settings;
		this.files = files;
	}

	/** Something that the API is asked to do, which it may be asked again. */
	@FunctionalInterface
	interface Attempt<E extends Exception> {

		Reply make() throws E;

	}

	/** How often something is attempted. */
	@FunctionalInterface
	interface Patience {

		Reply untilAnswered(Attempt<UnusableContentException> attempt) throws UnusableContentException;

	}

	/**
	 * Uploads a file, unless that was done.
	 * @param file the file
	 * @param patience how often to try
	 * @return what the API said to it; where it was accepted, with its id; never in doubt
	 * @throws UnusableContentException if it is not any more what it was when it was
	 * checked
	 */
	Reply of(Attachment.ByFile file, Patience patience) throws UnusableContentException {
		Reply answer = this.answers.get(file.content());
		if (answer == null) {
			answer = patience.untilAnswered(() -> upload(file));
			this.answers.put(file.content(), answer);
		}
		return answer;
	}

	/** An upload is safe to repeat: what became of it need not be known. */
	private Reply upload(Attachment.ByFile file) throws UnusableContentException {
		UploadApi open = this.api;
		if (open == null) {
			open = new UploadApi(this.settings, 1);
			this.api = open;
		}
		Reply reply = this.files.upload(file, open);
		return (reply instanceof Reply.Unknown unknown)
				? new Reply.Again(Reply.Again.Reason.UNREACHABLE, null, unknown.message(), null) : reply;
	}

	@Override
	public void close() {
		if (this.api != null) {
			this.api.close();
		}
	}

}
