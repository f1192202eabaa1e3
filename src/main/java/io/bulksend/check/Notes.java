package io.bulksend.check;

import java.time.Duration;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a person should know about a file before it is sent, although it is no fault.
 *
 * @param remarks what looks broken in its messages, the commonest first; immutable
 * @param guardsTakenOff in how many cells a spreadsheet's apostrophe was taken off
 * @param suppression what the suppression list does, or {@code null} where none was given
 * @param repeatedRecipients how many recipients get more than one message
 * @param files the files that its messages carry, or {@code null} where they carry none
 */
public record Notes(List<Remark> remarks, long guardsTakenOff, @Nullable Suppression suppression,
		long repeatedRecipients, @Nullable Files files) {

	public Notes {
		remarks = List.copyOf(remarks);
	}

	/**
	 * Notes about a file whose messages carry no files.
	 * @param remarks as above
	 * @param guardsTakenOff as above
	 * @param suppression as above
	 * @param repeatedRecipients as above
	 */
	public Notes(List<Remark> remarks, long guardsTakenOff, @Nullable Suppression suppression,
			long repeatedRecipients) {
		this(remarks, guardsTakenOff, suppression, repeatedRecipients, null);
	}

	/**
	 * The same notes, and what files the messages carry.
	 * @param carried the files
	 * @return the notes
	 */
	public Notes with(Files carried) {
		return new Notes(this.remarks, this.guardsTakenOff, this.suppression, this.repeatedRecipients,
				(carried.count() > 0) ? carried : null);
	}

	/**
	 * The files that messages carry, and what it takes to upload them.
	 *
	 * @param count how many different files there are
	 * @param bytes how large they are together
	 * @param uploads how many of them have to be uploaded, as the API has given them no
	 * id that can still be used
	 * @param uploadBytes how large those are together
	 * @param rate uploads a second at the most, 0 for no limit
	 */
	public record Files(long count, long bytes, long uploads, long uploadBytes, double rate) {

		/**
		 * How long it takes to upload what has to be.
		 * @return the time at the rate; {@code null} where there is no rate
		 */
		public @Nullable Duration duration() {
			return (this.rate > 0) ? Duration.ofSeconds((long) Math.ceil(this.uploads / this.rate)) : null;
		}

	}

	/**
	 * A suppression list, and what it does to a file.
	 *
	 * @param size how many recipients it names, each once
	 * @param rows how many of the file's rows are for one of them
	 */
	public record Suppression(long size, long rows) {
	}

}
