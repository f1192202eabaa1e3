package io.bulksend.ledger.shared;

/**
 * Every row of a chunk is decided, which the ledger says too.
 *
 * @param number the chunk's number
 * @param rows how many rows it has
 */
public record ChunkReply(int number, int rows) {

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
