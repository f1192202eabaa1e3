package io.bulksend.ledger.database;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import javax.sql.DataSource;

import org.h2.mvstore.FileStore;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.h2.mvstore.MVStoreTool;
import org.h2.mvstore.SingleFileStore;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.support.JdbcUtils;

/**
 * Writes an embedded database's file anew, with what is in use and nothing else: H2
 * leaves what was deleted in its file until it needs the place.
 * <p>
 * The new file is made beside the old one, which stays open and locked meanwhile, and
 * moved into its place in one step: a process that dies leaves the one or the other
 * whole. Nobody else can open the old one and write what would be lost with it.
 */
public final class LedgerRewrite {

	/** Says that the file is to be written anew, until it is. */
	private static final String PENDING = "rewrite.pending";

	private static final String COPY = "bulksend.rewrite.tmp";

	/** What is left behind by a process that died, and by H2 itself. */
	private static final List<String> REMAINS = List.of(COPY, COPY + ".tempFile", COPY + ".newFile",
			"bulksend.trace.db", LatestRun.FILE + ".tmp");

	private final Path folder;

	private final Steps steps;

	private LedgerRewrite(Path folder) {
		this(folder, (step) -> {
		});
	}

	LedgerRewrite(Path folder, Steps steps) {
		this.folder = folder;
		this.steps = steps;
	}

	/**
	 * The rewriting of a database.
	 * @param url its JDBC URL
	 * @return the rewriting; empty where it is a server's, which looks after its files
	 */
	public static Optional<LedgerRewrite> of(String url) {
		return LedgerDatabase.folder(url).map(LedgerRewrite::new);
	}

	/**
	 * Makes sure that it is done at last, whenever this process dies. To be called before
	 * anything is deleted.
	 */
	public void announce() {
		try {
			Path pending = this.folder.resolve(PENDING);
			LedgerDatabase.makePrivateFile(pending);
			Files.writeString(pending, "bulksend.mv.db is to be written anew: run forget again.\n");
			forceFolder();
		}
		catch (IOException ex) {
			throw failed(ex);
		}
	}

	/**
	 * Says whether something was deleted, or may have been, since the file was last
	 * written anew.
	 * @return whether it is to be done
	 */
	public boolean isPending() {
		return Files.exists(this.folder.resolve(PENDING));
	}

	/**
	 * Writes the file anew and ends the use of the database: whoever wants it opens it
	 * again.
	 * @param dataSource the database, which this process has open, and in which nothing
	 * is under way
	 * @throws LedgerException if it could not be done; the database is as it was
	 */
	public void run(DataSource dataSource) {
		try {
			Connection connection = dataSource.getConnection();
			try {
				MVStore store = Compaction.store(connection);
				if (store != null) {
					rewrite(connection, store.getFileStore());
				}
			}
			finally {
				// Its database was closed before it.
				JdbcUtils.closeConnection(connection);
			}
		}
		catch (SQLException ex) {
			throw new LedgerException(ex);
		}
		catch (IOException | MVStoreException ex) {
			throw failed(ex);
		}
	}

	private void rewrite(Connection connection, FileStore<?> store) throws IOException {
		clearRemains(this.folder);
		Path copy = this.folder.resolve(COPY);
		LedgerDatabase.makePrivateFile(copy);
		// Through H2's own channel: a system that closes another one of the same process
		// gives up the lock.
		try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(copy));
				ZipOutputStream plain = new Plain(out)) {
			store.backup(plain);
		}
		this.steps.reached("copied");
		MVStoreTool.compact(copy.toString(), false);
		LedgerDatabase.makePrivateFile(copy);
		force(copy, StandardOpenOption.WRITE);
		this.steps.reached("compacted");
		Path database = this.folder.resolve(Path.of(store.getFileName()).getFileName());
		try {
			Files.move(copy, database, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
			abandon(connection, store);
		}
		catch (FileSystemException ex) {
			// Windows keeps a file that is open where it is.
			abandon(connection, null);
			Files.move(copy, database, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
		}
		forceFolder();
		this.steps.reached("moved");
		clearRemains(this.folder);
		Files.deleteIfExists(this.folder.resolve(PENDING));
		this.steps.reached("done");
	}

	/**
	 * Nobody writes into the old file any more: one that had opened it just before it was
	 * replaced, and waited since, finds nothing in it.
	 */
	private static void abandon(Connection connection, @Nullable FileStore<?> replaced) {
		if (replaced instanceof SingleFileStore file) {
			file.truncate(0);
		}
		try (Statement shutdown = connection.createStatement()) {
			shutdown.execute("shutdown immediately");
		}
		catch (SQLException ex) {
			// It ends without a word, or with one about its end.
			return;
		}
	}

	/**
	 * Deletes what a process that died has left beside the database. For whoever has the
	 * database open.
	 * @param folder the database's folder
	 */
	static void clearRemains(Path folder) {
		for (String name : REMAINS) {
			try {
				Files.deleteIfExists(folder.resolve(name));
			}
			catch (IOException ex) {
				throw failed(ex);
			}
		}
	}

	private void forceFolder() {
		try {
			force(this.folder, StandardOpenOption.READ);
		}
		catch (IOException ex) {
			// Not every system has folders that can be opened.
			return;
		}
	}

	private static void force(Path path, StandardOpenOption option) throws IOException {
		try (FileChannel channel = FileChannel.open(path, option)) {
			channel.force(true);
		}
	}

	private static LedgerException failed(Exception cause) {
		return new LedgerException(new SQLException(
				"its file could not be written anew, so that what was deleted may still be in it: run forget again",
				cause));
	}

	/** Is told how far it has come. */
	interface Steps {

		void reached(String step);

	}

	/** H2 copies its file into an archive alone: this one has no more than the file. */
	private static final class Plain extends ZipOutputStream {

		Plain(OutputStream out) {
			super(out);
		}

		@Override
		public void putNextEntry(ZipEntry entry) {
			// There is one.
		}

		@Override
		public void write(byte[] bytes, int offset, int length) throws IOException {
			this.out.write(bytes, offset, length);
		}

		@Override
		public void closeEntry() {
			// Nothing stands behind it.
		}

		@Override
		public void finish() {
			// Nothing stands behind it.
		}

	}

}
