package io.bulksend.campaign;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

import org.jspecify.annotations.Nullable;

/**
 * Stands for everything that makes two messages the same: 128 bits of a SHA-256, so that
 * two different messages never share one in practice.
 *
 * @param high the first 64 bits
 * @param low the next 64 bits
 */
public record MessageKey(long high, long low) {

	private static final ThreadLocal<MessageDigest> SHA_256 = ThreadLocal.withInitial(MessageKey::sha256);

	/**
	 * The key under which a message may be sent once within a campaign.
	 * @param message the message
	 * @param oncePer what counts as the same message
	 * @return the key; equal for equal messages, on every machine and in every version
	 */
	public static MessageKey of(Message message, OncePer oncePer) {
		MessageDigest digest = SHA_256.get();
		add(digest, message.recipientType().apiName());
		add(digest, message.recipient());
		if (oncePer == OncePer.MESSAGE) {
			add(digest, message.source());
			Attachment attachment = message.attachment();
			if (attachment instanceof Attachment.ById byId) {
				add(digest, "id");
				add(digest, byId.id());
			}
			else if (attachment instanceof Attachment.ByUrl byUrl) {
				add(digest, "url");
				add(digest, byUrl.url());
				add(digest, byUrl.type().apiName());
			}
			else if (attachment instanceof Attachment.ByFile byFile) {
				add(digest, "file");
				add(digest, byFile.file().toString());
			}
			add(digest, message.caption());
			add(digest, message.apiHeader());
		}
		return finish(digest);
	}

	/**
	 * The key that {@link #of} gives a recipient's messages with
	 * {@link OncePer#RECIPIENT}.
	 * @param address the recipient as {@link Message#address} writes it
	 * @return the key
	 */
	public static MessageKey ofAddress(String address) {
		boolean group = address.startsWith(Message.GROUP_ADDRESS);
		MessageDigest digest = SHA_256.get();
		add(digest, (group ? RecipientType.GROUP : RecipientType.INDIVIDUAL).apiName());
		add(digest, Message.recipientOf(address));
		return finish(digest);
	}

	/**
	 * The key of a text.
	 * @param text any text
	 * @return its key; equal for equal texts, on every machine and in every version
	 */
	public static MessageKey ofText(String text) {
		MessageDigest digest = SHA_256.get();
		add(digest, text);
		return finish(digest);
	}

	private static MessageKey finish(MessageDigest digest) {
		ByteBuffer hash = ByteBuffer.wrap(digest.digest());
		return new MessageKey(hash.getLong(), hash.getLong());
	}

	// The length goes first, so that no two lists of fields run together alike.
	private static void add(MessageDigest digest, @Nullable String field) {
		byte[] bytes = (field == null) ? new byte[0] : field.getBytes(StandardCharsets.UTF_8);
		digest.update((byte) (bytes.length >>> 24));
		digest.update((byte) (bytes.length >>> 16));
		digest.update((byte) (bytes.length >>> 8));
		digest.update((byte) bytes.length);
		digest.update(bytes);
	}

	private static MessageDigest sha256() {
		try {
			return MessageDigest.getInstance("SHA-256");
		}
		catch (NoSuchAlgorithmException ex) {
			throw new IllegalStateException("Every Java platform has SHA-256", ex);
		}
	}

}
