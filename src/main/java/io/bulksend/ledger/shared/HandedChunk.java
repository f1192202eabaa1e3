package io.bulksend.ledger.shared;

import java.util.List;

/**
 * Rows that are handed out together.
 *
 * @param number counts the chunks of a run from 1
 * @param rows the rows in the file's order, at least one; no row of another chunk lies
 * between them
 */
public record HandedChunk(int number, List<HandedRow> rows) {

	public HandedChunk {
		rows = List.copyOf(rows);
	}

	/**
	 * The first row's number.
	 * @return the number
	 */
	public long first() {
		return this.rows.get(0).row();
	}

	/**
	 * The last row's number.
	 * @return the number
	 */
	public long last() {
		return this.rows.get(this.rows.size() - 1).row();
	}

	/**
	 * Reads a chunk.
	 * @param bytes what {@link #bytes} wrote
	 * @return the chunk
	 */
	public static HandedChunk of(byte[] bytes) {
		return RecordJson.read(bytes, HandedChunk.class);
	}

	/**
	 * Writes the chunk.
	 * @return JSON
	 */
	public byte[] bytes() {
		return RecordJson.write(this);
	}

}
