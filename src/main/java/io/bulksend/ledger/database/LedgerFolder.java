package io.bulksend.ledger.database;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;

/**
 * What the folder of an embedded database tells before anybody opens it: whether there is
 * a ledger, or should be one. To make a new one in the place of one that is gone would be
 * to forget what was sent.
 */
final class LedgerFolder {

	private final Path folder;

	private final Path database;

	LedgerFolder(Path folder, String database) {
		this.folder = folder;
		this.database = folder.resolve(database);
	}

	/**
	 * Looks for the ledger.
	 * @return whether there is one that can be opened; else there never was one
	 * @throws DatabaseUnusableException if one was begun and is gone, or this user may
	 * not use it
	 */
	boolean hasLedger() {
		boolean there = size() > 0;
		if (!there && isBegun()) {
			throw new DatabaseUnusableException(
					"The ledger in " + this.folder + " is gone: its file " + this.database.getFileName() + " is "
							+ (Files.exists(this.database) ? "empty" : "missing") + ". " + restore(this.database),
					null);
		}
		if (there && (!Files.isReadable(this.database) || !Files.isWritable(this.database))) {
			throw notOurs();
		}
		return there;
	}

	/**
	 * Says whether something was ever kept here: the first that opens a database leaves
	 * its name beside it, once the database has all its tables.
	 */
	boolean isBegun() {
		return Files.exists(this.folder.resolve(Holder.FILE)) || Files.exists(this.folder.resolve(LatestRun.FILE));
	}

	/** What to do about a ledger of which not all is there. */
	static String restore(Path database) {
		return "Nothing was sent. Put the newest copy of " + database.getFileName()
				+ " back: without it nobody knows what was sent, and it would be sent again.";
	}

	/** The ledger is there, and this user cannot use it. */
	DatabaseUnusableException notOurs() {
		return new DatabaseUnusableException("The ledger in " + this.folder + " is there, but it belongs to "
				+ owner(this.folder) + ", and " + System.getProperty("user.name")
				+ " may not use it: run the command as its owner. Nothing was sent.", null);
	}

	private long size() {
		try {
			BasicFileAttributes attributes = Files.readAttributes(this.database, BasicFileAttributes.class);
			return attributes.isRegularFile() ? attributes.size() : 0;
		}
		catch (NoSuchFileException | NotDirectoryException ex) {
			return 0;
		}
		catch (AccessDeniedException ex) {
			throw notOurs();
		}
		catch (IOException ex) {
			// Whoever opens it says what is wrong with it.
			return 0;
		}
	}

	/** The folder's, or that of the nearest folder above it that can be looked at. */
	private static String owner(Path folder) {
		for (Path path = folder; path != null; path = path.getParent()) {
			try {
				return Files.getOwner(path).getName();
			}
			catch (IOException | UnsupportedOperationException ex) {
				continue;
			}
		}
		return "another user";
	}

}
