package io.bulksend.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The embedded database: one H2 file in a folder that its owner alone can read.
 */
public final class LedgerDatabase {

	private LedgerDatabase() {
	}

	/**
	 * The JDBC URL of a database file, whose folder is made where it is missing.
	 * <p>
	 * WRITE_DELAY=0, as H2 otherwise loses what it committed in the last half second when
	 * the process is killed; DB_CLOSE_ON_EXIT=FALSE, as it otherwise closes itself while
	 * a stopped run still books its last replies. AUTO_SERVER stays off: the lock on the
	 * file is what keeps a second process out.
	 * @param folder the database's own folder; nothing else lies there
	 * @return the URL
	 * @throws IllegalArgumentException if H2 could not take the path
	 * @throws UncheckedIOException if the folder cannot be made
	 */
	public static String url(Path folder) {
		Path absolute = folder.toAbsolutePath().normalize();
		if (absolute.toString().indexOf(';') >= 0) {
			throw new IllegalArgumentException(
					"data-dir must not contain a semicolon, but is " + absolute + ": choose another folder");
		}
		makePrivate(absolute);
		return "jdbc:h2:file:" + absolute.resolve("bulksend")
				+ ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH";
	}

	private static void makePrivate(Path folder) {
		try {
			Files.createDirectories(folder);
			if (FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
				Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwx------"));
			}
		}
		catch (IOException ex) {
			throw new UncheckedIOException(
					"The folder " + folder + " for the database cannot be made or used; see --data-dir", ex);
		}
	}

}
