package io.bulksend.ledger;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * The embedded database: one H2 file in a folder that its owner alone can read.
 */
public final class LedgerDatabase {

	private static final String NAME = "bulksend";

	private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");

	private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

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
		return "jdbc:h2:file:" + absolute.resolve(NAME)
				+ ";WRITE_DELAY=0;DB_CLOSE_ON_EXIT=FALSE;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH";
	}

	/**
	 * The file is made before H2 would make it, with whatever rights the system gives.
	 */
	private static void makePrivate(Path folder) {
		try {
			if (!FileSystems.getDefault().supportedFileAttributeViews().contains("posix")) {
				Files.createDirectories(folder);
				return;
			}
			Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(FOLDER));
			Files.setPosixFilePermissions(folder, FOLDER);
			Path file = folder.resolve(NAME + ".mv.db");
			if (Files.notExists(file)) {
				Files.createFile(file, PosixFilePermissions.asFileAttribute(FILE));
			}
			Files.setPosixFilePermissions(file, FILE);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(
					"The folder " + folder + " for the database cannot be made or used; see --data-dir", ex);
		}
	}

}
