package io.bulksend.ledger.database;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.Set;

/**
 * The embedded database: one H2 file in a folder that its owner alone can read.
 */
public final class LedgerDatabase {

	private static final String NAME = "bulksend";

	private static final String PREFIX = "jdbc:h2:file:";

	private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");

	private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

	static {
		// H2 would keep thousands of values to use them again, which here are all
		// different.
		System.setProperty("h2.objectCache", "false");
	}

	private LedgerDatabase() {
	}

	/**
	 * The JDBC URL of a database file, whose folder is made where it is missing.
	 * <p>
	 * WRITE_DELAY=0, as H2 otherwise loses what it committed in the last half second when
	 * the process is killed; DB_CLOSE_ON_EXIT=FALSE, as it otherwise closes itself while
	 * a stopped run still books its last replies. CACHE_SIZE, in KB: rows are written and
	 * read in order, so that old pages are of no use, and cost the collector. AUTO_SERVER
	 * stays off: the lock on the file is what keeps a second process out.
	 * @param folder the database's own folder; nothing else lies there
	 * @return the URL
	 * @throws IllegalArgumentException if H2 could not take the path
	 * @throws DatabaseUnusableException if the folder cannot be made or used
	 */
	public static String url(Path folder) {
		Path absolute = folder.toAbsolutePath().normalize();
		if (absolute.toString().indexOf(';') >= 0) {
			throw new IllegalArgumentException(
					"data-dir must not contain a semicolon, but is " + absolute + ": choose another folder");
		}
		makePrivate(absolute);
		return PREFIX + absolute.resolve(NAME)
				+ ";WRITE_DELAY=0;CACHE_SIZE=2048;DB_CLOSE_ON_EXIT=FALSE;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH";
	}

	/**
	 * Says whether a database file is there.
	 * @param folder the database's own folder
	 * @return whether it is; nothing is made
	 */
	public static boolean exists(Path folder) {
		return Files.isRegularFile(folder.resolve(NAME + ".mv.db"));
	}

	/**
	 * The folder of an embedded database.
	 * @param url any JDBC URL
	 * @return the folder, or empty where the database is a server's
	 */
	static Optional<Path> folder(String url) {
		return url.startsWith(PREFIX) ? Optional.ofNullable(Path.of(withoutSettings(url)).getParent())
				: Optional.empty();
	}

	/**
	 * Where a database is, for people: without its settings, which may hold a password.
	 * @param url any JDBC URL
	 * @return a folder, or a URL
	 */
	public static String place(String url) {
		return folder(url).map(Path::toString).orElseGet(() -> withoutSettings(url));
	}

	private static String withoutSettings(String url) {
		return url.replaceFirst("[;?].*", "").replaceFirst("^" + PREFIX, "");
	}

	/**
	 * Files are made before H2 would make them, with whatever rights the system gives.
	 */
	private static void makePrivate(Path folder) {
		try {
			if (isPosix()) {
				Files.createDirectories(folder, PosixFilePermissions.asFileAttribute(FOLDER));
				Files.setPosixFilePermissions(folder, FOLDER);
			}
			else {
				Files.createDirectories(folder);
			}
			makePrivateFile(folder.resolve(NAME + ".mv.db"));
		}
		catch (IOException ex) {
			throw new DatabaseUnusableException(
					"The folder " + folder + " for the database cannot be made or used ("
							+ ex.getClass().getSimpleName() + "): choose another with --data-dir. Nothing was sent.",
					ex);
		}
	}

	/**
	 * Makes a file that its owner alone can read, or makes one that is there so.
	 * @param file the file
	 */
	static void makePrivateFile(Path file) throws IOException {
		if (!isPosix()) {
			return;
		}
		try {
			Files.createFile(file, PosixFilePermissions.asFileAttribute(FILE));
		}
		catch (FileAlreadyExistsException ex) {
			// Made earlier, or by a run that started just now.
		}
		Files.setPosixFilePermissions(file, FILE);
	}

	private static boolean isPosix() {
		return FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
	}

}
