package io.bulksend.ledger.shared;

/**
 * Every row of a chunk is decided, which the ledger says too.
 *
 * @param number the chunk's number
 * @param doubtful whether one of them was put in doubt as its sender was not there: who
 * may wake, and say that it was not taken
 */
public record ChunkReply(int number, boolean doubtful) {

	/**
	 * Reads a reply.
	 * @param bytes what {@link #bytes} wrote
	 * @return the reply
	 */
	public static ChunkReply of(byte[] bytes) {
		return RecordJson.read(bytes, ChunkReply.class);
	}

	byte[] bytes() {
		return RecordJson.write(this);
	}

}
