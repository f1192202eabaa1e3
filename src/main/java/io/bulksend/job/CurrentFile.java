package io.bulksend.job;

import java.util.Objects;

import io.bulksend.ledger.FileRecord;
import org.jspecify.annotations.Nullable;

/**
 * The campaign's file of the run that is on, as the ledger knows it: looked up when the
 * run begins, and handed from step to step. Safe for use by several threads.
 */
public final class CurrentFile {

	private volatile @Nullable FileRecord file;

	/**
	 * The file.
	 * @return the file as it is now
	 * @throws NullPointerException if the run has not begun
	 */
	FileRecord get() {
		return Objects.requireNonNull(this.file, "no run has begun");
	}

	/**
	 * The file is this now.
	 * @param record the file, as the ledger knows it
	 */
	public void set(FileRecord record) {
		this.file = record;
	}

}
