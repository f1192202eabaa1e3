package io.bulksend.check.duplicates;

/**
 * Goes through records one by one.
 */
interface RecordCursor {

	/**
	 * Goes on to the next record.
	 * @param into where to put its longs
	 * @return false if there is none left, and {@code into} is as it was
	 */
	boolean next(long[] into);

}
