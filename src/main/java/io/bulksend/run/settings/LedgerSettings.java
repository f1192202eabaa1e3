package io.bulksend.run.settings;

import java.nio.file.Path;

import org.jspecify.annotations.Nullable;

/**
 * Where the ledger's database is.
 *
 * @param dataDir the folder of the embedded databases
 * @param sandbox whether it is the sandbox's, which is apart from the real one
 * @param server the database server, or {@code null} for an embedded database
 */
public record LedgerSettings(Path dataDir, boolean sandbox, @Nullable Server server) {

	/**
	 * The embedded database's folder.
	 * @return the folder
	 */
	public Path folder() {
		return this.dataDir.resolve(this.sandbox ? "sandbox" : "ledger");
	}

	/**
	 * A database server.
	 *
	 * @param url its JDBC URL
	 * @param username who connects, if it wants to know
	 * @param password with which password, if it wants one; shown nowhere
	 */
	public record Server(String url, @Nullable String username, @Nullable String password) {

		@Override
		public String toString() {
			return "Server[url=" + this.url + "]";
		}

	}

}
