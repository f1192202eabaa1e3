package io.bulksend.ledger.shared;

import java.nio.charset.StandardCharsets;

import io.bulksend.ledger.FileRecord;
import org.jspecify.annotations.Nullable;

/**
 * A run whose rows are handed out.
 *
 * @param id its id, which no other run ever has
 * @param campaign the campaign's name
 * @param file the campaign's file, see {@link FileRecord#id}
 * @param program which program handed them out
 * @param settings how they are sent, as that program wrote it
 * @param stop why nobody is to go on with it, or {@code null} while all may
 */
public record HandOut(long id, String campaign, long file, String program, String settings, @Nullable String stop) {

	/**
	 * How this program calls itself. Two builds of one version may differ in what they
	 * hand out, and another program would read something else in it.
	 * @param settings how it says how rows are sent
	 * @return its version, and a mark of the shape of all that it writes
	 */
	public static String thisProgram(Class<? extends Record> settings) {
		String version = HandOut.class.getPackage().getImplementationVersion();
		return ((version != null) ? version : "unpackaged") + "/"
				+ RecordShape.mark(HandedChunk.class, ChunkReply.class, settings);
	}

	/**
	 * Says whether this program may take part.
	 * @param as how this program says how rows are sent
	 * @return whether the same program hands the rows out
	 */
	public boolean isOurs(Class<? extends Record> as) {
		return this.program.equals(thisProgram(as));
	}

	/**
	 * How the rows are sent.
	 * @param <T> the settings
	 * @param type the same type as they were written from
	 * @return the settings
	 */
	public <T extends Record> T settings(Class<T> type) {
		return RecordJson.read(this.settings.getBytes(StandardCharsets.UTF_8), type);
	}

}
