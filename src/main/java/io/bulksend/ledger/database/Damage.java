package io.bulksend.ledger.database;

import java.io.EOFException;
import java.sql.SQLException;
import java.util.Set;

import org.h2.api.ErrorCode;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStoreException;

/**
 * Tells a database file that is damaged from one that only cannot be had just now.
 */
final class Damage {

	private static final Set<Integer> CODES = Set.of(ErrorCode.FILE_CORRUPTED_1, ErrorCode.FILE_VERSION_ERROR_1,
			ErrorCode.FILE_ENCRYPTION_ERROR_1);

	private static final Set<Integer> STORE_CODES = Set.of(DataUtils.ERROR_FILE_CORRUPT,
			DataUtils.ERROR_UNSUPPORTED_FORMAT, DataUtils.ERROR_CHUNK_NOT_FOUND, DataUtils.ERROR_BLOCK_NOT_FOUND);

	private Damage() {
	}

	/**
	 * Says whether a failure comes from damage to the database's file.
	 * @param failure what was thrown
	 * @return whether it does
	 */
	static boolean isIn(Throwable failure) {
		for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
			if (cause instanceof SQLException sql && CODES.contains(sql.getErrorCode())) {
				return true;
			}
			if (cause instanceof MVStoreException store
					&& (STORE_CODES.contains(store.getErrorCode()) || endsTooSoon(store))) {
				return true;
			}
		}
		return false;
	}

	/** A file that is shorter than its own header says. */
	private static boolean endsTooSoon(MVStoreException store) {
		return store.getErrorCode() == DataUtils.ERROR_READING_FAILED && store.getCause() instanceof EOFException;
	}

}
