package io.bulksend.media;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.HexFormat;

import io.bulksend.api.UnusableContentException;
import io.bulksend.api.UploadContent;
import io.bulksend.check.rules.BrokenRuleException;

/**
 * A file that is to be uploaded as what it was when it was checked.
 *
 * @param folder the folder that it is named in
 * @param path how a row names it
 * @param name its own name
 * @param planned what it was when it was checked
 */
record FileToUpload(AttachmentFolder folder, String path, String name, InspectedFile planned) {

	/**
	 * Opens the file.
	 * @param starts done when the head of its request was written
	 * @return the file, to be closed by the caller
	 * @throws UnusableContentException if it is gone, or another one
	 */
	Opened open(Runnable starts) throws UnusableContentException {
		try {
			AttachmentFolder.Located located = this.folder.locate(this.path);
			if (located.attributes().size() != this.planned.size()) {
				throw PlannedFiles.changedSince(this.path);
			}
			InputStream in = Files.newInputStream(located.real(), StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
			return new Opened(this, in, starts);
		}
		catch (BrokenRuleException ex) {
			throw new UnusableContentException(ex.sentence());
		}
		catch (IOException ex) {
			throw unreadable(ex);
		}
	}

	private UnusableContentException unreadable(IOException ex) {
		return new UnusableContentException(
				AttachmentFolder.broken(this.path, "cannot be read (" + ex.getMessage() + ").").sentence());
	}

	/** The file, open. */
	static final class Opened implements UploadContent, Closeable {

		private static final int BUFFER = 64 * 1024;

		private final FileToUpload file;

		private final InputStream in;

		private final Runnable starts;

		Opened(FileToUpload file, InputStream in, Runnable starts) {
			this.file = file;
			this.in = in;
			this.starts = starts;
		}

		@Override
		public String name() {
			return this.file.name;
		}

		@Override
		public String contentType() {
			return this.file.planned.kind().contentType();
		}

		@Override
		public long length() {
			return this.file.planned.size();
		}

		/**
		 * Hashes what it writes: what is sent is what was checked, or no whole request.
		 */
		@Override
		public void writeTo(OutputStream out) throws IOException {
			this.starts.run();
			MessageDigest digest = FileInspector.sha256();
			byte[] buffer = new byte[BUFFER];
			long left = length();
			while (left > 0) {
				int read = read(buffer, (int) Math.min(buffer.length, left));
				if (read < 0) {
					break;
				}
				digest.update(buffer, 0, read);
				out.write(buffer, 0, read);
				left -= read;
			}
			if (left > 0 || read(buffer, 1) >= 0
					|| !HexFormat.of().formatHex(digest.digest()).equals(this.file.planned.sha256())) {
				throw new UnusableContentException(PlannedFiles.changedSince(this.file.path).sentence());
			}
		}

		private int read(byte[] buffer, int length) throws UnusableContentException {
			try {
				return this.in.read(buffer, 0, length);
			}
			catch (IOException ex) {
				throw this.file.unreadable(ex);
			}
		}

		@Override
		public void close() {
			try {
				this.in.close();
			}
			catch (IOException ex) {
				return;
			}
		}

	}

}
