package io.bulksend.media;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

import io.bulksend.api.Reply;
import io.bulksend.api.UnusableContentException;
import io.bulksend.api.UploadApi;
import io.bulksend.campaign.Attachment;
import io.bulksend.campaign.AttachmentType;
import io.bulksend.campaign.Message;
import io.bulksend.check.rules.AttachmentFiles;
import io.bulksend.check.rules.BrokenRuleException;
import io.bulksend.media.AttachmentFolder.Located;
import org.jspecify.annotations.Nullable;

/**
 * Looks into the files that rows name, into each once, however many rows name it and in
 * whichever spelling. Memory stays flat however many files there are. Safe for use by
 * many threads.
 */
public final class FileInspector implements AttachmentFiles {

	private static final int BUFFER = FileKinds.HEAD;

	private final AttachmentFolder folder;

	/** By path, as rows spell it: the file, or what is wrong with it. */
	private final Map<String, Object> byPath = new LatestKnown<>();

	/** By what the file system tells files apart by. */
	private final Map<Object, InspectedFile> byFile = new LatestKnown<>();

	/** By content: its size. */
	private final Map<String, Long> sizes = new LatestKnown<>();

	private final FileNeeds needs = new FileNeeds();

	/** Says of a content whether it need not be uploaded. */
	private Predicate<String> uploaded = (content) -> false;

	/**
	 * An inspector of a folder's files.
	 * @param folder the folder
	 */
	public FileInspector(AttachmentFolder folder) {
		this.folder = folder;
	}

	@Override
	public synchronized Attachment.ByFile find(String path, @Nullable AttachmentType stated)
			throws BrokenRuleException {
		return attachment(path, inspect(path), stated);
	}

	/** What a row sends a file as, and what it takes to send that. */
	synchronized Attachment.ByFile attachment(String path, InspectedFile file, @Nullable AttachmentType stated)
			throws BrokenRuleException {
		AttachmentType type = file.sentAs(path, stated);
		this.sizes.put(file.sha256(), file.size());
		return new Attachment.ByFile(this.folder.named(path), type, file.sha256());
	}

	/**
	 * Says which files need not be uploaded any more.
	 * @param ids the ids that they have
	 */
	public synchronized void uploadedBefore(KeptIds ids) {
		this.uploaded = (content) -> ids.find(content).isPresent();
	}

	/**
	 * A message that is to go out carries a file: not every row does that names one.
	 * @param message the message
	 */
	public synchronized void goesOut(Message message) {
		if (message.content().attachment() instanceof Attachment.ByFile file && file.content() != null) {
			Long size = this.sizes.get(file.content());
			if (size != null) {
				this.needs.add(file.content(), size, this.uploaded);
			}
		}
	}

	/**
	 * What the files of the messages that go out come to.
	 * @return how many different ones there are, and how large they are together
	 */
	public FileNeeds needs() {
		return this.needs;
	}

	AttachmentFolder folder() {
		return this.folder;
	}

	/**
	 * Uploads a file that was found: one attempt, without a memory of what was uploaded.
	 * @param file the file, as {@link #find} gave it
	 * @param api where to
	 * @return the answer
	 * @throws UnusableContentException if it is not any more what it was when it was
	 * found
	 */
	public Reply upload(Attachment.ByFile file, UploadApi api) throws UnusableContentException {
		String path = this.folder.pathOf(file.file());
		try (FileToUpload.Opened opened = new FileToUpload(this.folder, path, String.valueOf(file.file().getFileName()),
				inspect(path))
			.open(() -> {
			})) {
			return api.upload(opened);
		}
		catch (BrokenRuleException ex) {
			throw new UnusableContentException(ex.sentence());
		}
	}

	/**
	 * Looks into a file, unless that was done before.
	 * @param path the file as a row names it
	 */
	synchronized InspectedFile inspect(String path) throws BrokenRuleException {
		Object known = this.byPath.get(path);
		if (known instanceof BrokenRuleException broken) {
			throw broken;
		}
		if (known instanceof InspectedFile file) {
			return file;
		}
		try {
			InspectedFile file = inspect(this.folder.locate(path));
			this.byPath.put(path, file);
			return file;
		}
		catch (BrokenRuleException ex) {
			this.byPath.put(path, ex);
			throw ex;
		}
	}

	/**
	 * Looks into a file as it is now, unless it still lies there as it did before.
	 */
	synchronized InspectedFile inspect(Located located) throws BrokenRuleException {
		BasicFileAttributes attributes = located.attributes();
		Object identity = Objects.requireNonNullElse(attributes.fileKey(), located.real());
		InspectedFile known = this.byFile.get(identity);
		if (known != null && liesAs(known, attributes)) {
			return known;
		}
		if (attributes.size() > FileKind.largest(AttachmentType.DOCUMENT)) {
			throw InspectedFile.tooLarge(located.path(), attributes.size(), AttachmentType.DOCUMENT);
		}
		InspectedFile file = read(located);
		this.byFile.put(identity, file);
		return file;
	}

	/** Whether a file lies as it did when it was looked into. */
	static boolean liesAs(InspectedFile file, BasicFileAttributes attributes) {
		return file.size() == attributes.size() && file.modified() == modified(attributes);
	}

	private static long modified(BasicFileAttributes attributes) {
		return attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS);
	}

	private static InspectedFile read(Located located) throws BrokenRuleException {
		try (FileChannel channel = FileChannel.open(located.real(), StandardOpenOption.READ,
				LinkOption.NOFOLLOW_LINKS)) {
			MessageDigest digest = sha256();
			ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
			byte[] head = null;
			long size = 0;
			while (fill(channel, buffer) > 0) {
				head = (head != null) ? head : Arrays.copyOf(buffer.array(), buffer.position());
				size += buffer.position();
				digest.update(buffer.flip());
				buffer.clear();
			}
			BasicFileAttributes after = Files.readAttributes(located.real(), BasicFileAttributes.class,
					LinkOption.NOFOLLOW_LINKS);
			if (head == null || size != located.attributes().size()
					|| modified(after) != modified(located.attributes())) {
				throw AttachmentFolder.broken(located.path(), "was changed while it was read.");
			}
			FileKind kind = FileKinds.of(located.real().getFileName().toString(), head, channel);
			return new InspectedFile(size, modified(after), HexFormat.of().formatHex(digest.digest()), kind);
		}
		catch (AccessDeniedException ex) {
			throw AttachmentFolder.unreadable(located.path());
		}
		catch (IOException ex) {
			throw AttachmentFolder.broken(located.path(), "cannot be read (" + ex.getMessage() + ").");
		}
	}

	private static int fill(FileChannel channel, ByteBuffer buffer) throws IOException {
		while (buffer.hasRemaining() && channel.read(buffer) >= 0) {
			// Until it is full, or the file has ended.
		}
		return buffer.position();
	}

	static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

}
