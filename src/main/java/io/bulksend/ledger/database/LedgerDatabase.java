package io.bulksend.ledger.database;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.Set;

/**
 * The embedded database: one H2 file in a folder that its owner alone can read.
 */
public final class LedgerDatabase {

	private static final String NAME = "bulksend";

	private static final String FILE_NAME = NAME + ".mv.db";

	/** What H2 noted for earlier versions. */
	private static final String TRACE_NAME = NAME + ".trace.db";

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
	 * TRACE_LEVEL_FILE=0, as H2 would write statements that fail, with their values, into
	 * a file that anybody can read; whoever runs the statement says what is wrong.
	 * @param folder the database's own folder; nothing else lies there
	 * @return the URL
	 * @throws IllegalArgumentException if H2 could not take the path
	 * @throws DatabaseUnusableException if the folder cannot be made or used, or its
	 * database is gone
	 */
	public static String url(Path folder) {
		Path absolute = folder.toAbsolutePath().normalize();
		if (absolute.toString().indexOf(';') >= 0) {
			throw new IllegalArgumentException(
					"data-dir must not contain a semicolon, but is " + absolute + ": rename the folder that has it");
		}
		new LedgerFolder(absolute, FILE_NAME).hasLedger();
		makePrivate(absolute);
		return PREFIX + absolute.resolve(NAME)
				+ ";WRITE_DELAY=0;CACHE_SIZE=2048;TRACE_LEVEL_FILE=0;DB_CLOSE_ON_EXIT=FALSE;MODE=PostgreSQL;DATABASE_TO_LOWER=TRUE;DEFAULT_NULL_ORDERING=HIGH";
	}

	/**
	 * Says whether a database file is there.
	 * @param folder the database's own folder
	 * @return whether it is; nothing is made
	 * @throws DatabaseUnusableException if it was there and is gone, or this user may not
	 * use it
	 */
	public static boolean exists(Path folder) {
		return new LedgerFolder(folder.toAbsolutePath().normalize(), FILE_NAME).hasLedger();
	}

	/**
	 * What to do about a ledger of which not all is there.
	 * @param folder the database's own folder
	 * @return a few sentences
	 */
	static String restore(Path folder) {
		return LedgerFolder.restore(folder.resolve(FILE_NAME));
	}

	/**
	 * The ledger is older than its latest run left it.
	 * @param folder the database's own folder
	 * @param latest what that run left beside it
	 * @param ledger how far the ledger is
	 * @return what to throw
	 */
	public static DatabaseUnusableException older(Path folder, LatestRun latest, LatestRun.Mark ledger) {
		long lost = latest.mark().calls() - ledger.calls();
		return new DatabaseUnusableException("The ledger in " + folder + " is older than its latest run left it: at "
				+ latest.updated().truncatedTo(ChronoUnit.SECONDS) + " the campaign \"" + latest.sent() + "\" had "
				+ latest.mark().accepted() + " rows accepted, and not all of that is in it. " + restore(folder)
				+ " If there is no newer copy, as after a power failure, move " + LatestRun.FILE
				+ " away, let results say which rows are NOT_SENT, "
				+ ((lost > 0) ? "take those that may have gone out (the first " + lost + " of them, and what goes out"
						+ " in a second) out of the file" : "take out of the file what goes out in a second")
				+ ", and only then send it, with --amend.", null);
	}

	/** Whether something was ever kept in a folder. */
	static boolean isBegun(Path folder) {
		return new LedgerFolder(folder, FILE_NAME).isBegun();
	}

	/**
	 * The folder of an embedded database.
	 * @param url any JDBC URL
	 * @return the folder, or empty where the database is a server's
	 */
	public static Optional<Path> folder(String url) {
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
			makePrivateFile(folder.resolve(FILE_NAME));
			if (Files.exists(folder.resolve(TRACE_NAME))) {
				makePrivateFile(folder.resolve(TRACE_NAME));
			}
		}
		catch (IOException ex) {
			throw new DatabaseUnusableException("The folder " + folder + " for the database cannot be made or used ("
					+ ex.getClass().getSimpleName()
					+ "): give this user the right to make and use it. Nothing was sent.", ex);
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
