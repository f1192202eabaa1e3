package io.bulksend.media;

import java.util.List;
import java.util.Optional;

import io.bulksend.campaign.Attachment;

/**
 * From files to the ids that the API gives them. For the one thread that sends: uploads
 * go on beside it, and it asks from time to time which have ended.
 */
public interface MediaIds {

	/** There are no files. */
	MediaIds NONE = new MediaIds() {

		@Override
		public FileStanding standing(Attachment.ByFile file) {
			throw new IllegalStateException("A file must be uploaded before a message can carry it");
		}

		@Override
		public void upload(Attachment.ByFile file) {
			throw new IllegalStateException("A file must be uploaded before a message can carry it");
		}

		@Override
		public Optional<String> change(Attachment.ByFile file) {
			return Optional.empty();
		}

		@Override
		public boolean renew(Attachment.ByFile file, Uploaded refused) {
			return false;
		}

		@Override
		public List<Ended> ended() {
			return List.of();
		}

		@Override
		public Optional<Halt> halt() {
			return Optional.empty();
		}

		@Override
		public UploadCounts counts() {
			return UploadCounts.NONE;
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

	};

	/**
	 * How a file stands. Starts nothing.
	 * @param file the file
	 * @return whether it has an id
	 */
	FileStanding standing(Attachment.ByFile file);

	/**
	 * Asks for a file's upload, unless that is asked for.
	 * @param file the file
	 */
	void upload(Attachment.ByFile file);

	/**
	 * Says whether a file is still what it was when it was checked.
	 * @param file the file
	 * @return what has become of it, in a sentence; empty where it is the same
	 */
	Optional<String> change(Attachment.ByFile file);

	/**
	 * The API did not know an id that it had given. One that was kept from an earlier run
	 * is forgotten.
	 * @param file the file
	 * @param refused its id
	 * @return whether the file may be asked for another one; not where this run uploaded
	 * it
	 */
	boolean renew(Attachment.ByFile file, Uploaded refused);

	/**
	 * The uploads that have ended since this was asked last. Their ids are kept when this
	 * returns.
	 * @return what became of each
	 */
	List<Ended> ended();

	/**
	 * Why nothing more is uploaded, and the run is to stop, if so.
	 * @return the reason
	 */
	Optional<Halt> halt();

	/**
	 * How far the uploads have come.
	 * @return the counts of this run
	 */
	UploadCounts counts();

	/**
	 * What to do when an upload ends.
	 * @param wake done on any thread
	 */
	void wakeWith(Runnable wake);

	/** Starts no upload any more. Those under way go on. */
	void startNoMore();

	/**
	 * Lets the uploads under way end, if that does not take long. Their ids are kept.
	 * @param hurried whether not to wait for them
	 */
	void close(boolean hurried);

	/** How a file stands. */
	sealed interface FileStanding {

	}

	/**
	 * The file has an id.
	 *
	 * @param id the id
	 * @param kept whether an earlier run was given it
	 */
	record Uploaded(String id, boolean kept) implements FileStanding {
	}

	/**
	 * The API refused the file.
	 *
	 * @param code the API's code, or {@code HTTP_<status>}
	 * @param message the API's words
	 */
	record RefusedFile(String code, String message) implements FileStanding {
	}

	/**
	 * The file has no id yet.
	 *
	 * @param asked whether its upload was asked for
	 */
	record Pending(boolean asked) implements FileStanding {
	}

	/**
	 * An upload that has ended.
	 *
	 * @param content stands for the file's bytes
	 * @param standing how the file stands now; pending where it was not what it was to be
	 */
	record Ended(String content, FileStanding standing) {
	}

	/**
	 * Why the run is to stop.
	 *
	 * @param reason in a word
	 * @param message in a sentence for operators
	 */
	record Halt(HaltReason reason, String message) {
	}

	/** Why a run is to stop. */
	enum HaltReason {

		/** The API refused the account. */
		ACCOUNT_REFUSED,

		/** Nothing takes files at the API's address. */
		WRONG_ADDRESS,

		/** The API could not be reached for too long. */
		UNREACHABLE,

		/** The API asks to wait for longer than this run would. */
		API_ASKS_TO_WAIT

	}

	/**
	 * How far the uploads have come.
	 *
	 * @param uploaded files that were uploaded
	 * @param refused files that the API refused
	 * @param failed attempts that came to nothing, and were or will be repeated
	 * @param left files that are asked for and not uploaded yet
	 */
	record UploadCounts(long uploaded, long refused, long failed, long left) {

		static final UploadCounts NONE = new UploadCounts(0, 0, 0, 0);

	}

}
