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

	private static final ThreadLocal<Fields> FIELDS = ThreadLocal.withInitial(Fields::new);

	/**
	 * The key under which a message may be sent once within a campaign.
	 * @param message the message
	 * @param oncePer what counts as the same message
	 * @param version the campaign's rule
	 * @return the key; equal for equal messages, on every machine and in every version
	 */
	public static MessageKey of(Message message, OncePer oncePer, KeyVersion version) {
		Fields fields = Fields.none(version);
		fields.addRecipient(message.recipientType(), message.recipient());
		if (oncePer == OncePer.MESSAGE) {
			fields.add(message.source());
			fields.add(message.content());
			fields.add(message.apiHeader());
		}
		return fields.key();
	}

	/**
	 * The key that {@link #of} gives a recipient's messages with
	 * {@link OncePer#RECIPIENT}.
	 * @param address the recipient as {@link Message#address} writes it
	 * @param version the campaign's rule
	 * @return the key
	 */
	public static MessageKey ofAddress(String address, KeyVersion version) {
		boolean group = address.startsWith(Message.GROUP_ADDRESS);
		Fields fields = Fields.none(version);
		fields.addRecipient(group ? RecipientType.GROUP : RecipientType.INDIVIDUAL, Message.recipientOf(address));
		return fields.key();
	}

	/**
	 * The key of a text.
	 * @param text any text
	 * @return its key; equal for equal texts, on every machine and in every version
	 */
	public static MessageKey ofText(String text) {
		Fields fields = Fields.none(KeyVersion.AS_WRITTEN);
		fields.add(text);
		return fields.key();
	}

	/**
	 * What stands for a text where there is no room for all of its key.
	 * @param text any text, or {@code null}
	 * @return 64 bits; 0 for no text
	 */
	public static long mark(@Nullable String text) {
		return (text != null) ? ofText(text).high() : 0;
	}

	/**
	 * What a key is made of. Collected first, as a digest takes its time for every single
	 * piece that it is given.
	 */
	private static final class Fields {

		private final MessageDigest digest;

		private ByteBuffer bytes = ByteBuffer.allocate(1024);

		private KeyVersion version = KeyVersion.LATEST;

		Fields() {
			try {
				this.digest = MessageDigest.getInstance("SHA-256");
			}
			catch (NoSuchAlgorithmException ex) {
				throw new IllegalStateException("Every Java platform has SHA-256", ex);
			}
		}

		/** Whatever came of the key before. */
		static Fields none(KeyVersion version) {
			Fields fields = FIELDS.get();
			fields.bytes.clear();
			fields.version = version;
			return fields;
		}

		void addRecipient(RecipientType type, String recipient) {
			boolean asPerson = this.version != KeyVersion.AS_WRITTEN && type == RecipientType.INDIVIDUAL;
			add(type.apiName());
			add(asPerson ? Person.of(recipient).number() : recipient);
		}

		// The length goes first, so that no two lists of fields run together alike.
		void add(@Nullable String field) {
			byte[] text = (field == null) ? new byte[0] : comparable(field).getBytes(StandardCharsets.UTF_8);
			int needed = this.bytes.position() + Integer.BYTES + text.length;
			if (needed > this.bytes.capacity()) {
				this.bytes = ByteBuffer.allocate(2 * needed).put(this.bytes.flip());
			}
			this.bytes.putInt(text.length).put(text);
		}

		// A medium begins with the word for where it is, all else with its type's name.
		void add(Content content) {
			if (content instanceof Content.Media media) {
				add(media.attachment());
				add(media.caption());
				return;
			}
			add(content.type().apiName());
			if (content instanceof Content.MediaTemplate withMore) {
				addMore(withMore);
			}
			Template template = content.template();
			if (template != null) {
				add(template);
			}
			if (content instanceof Content.Text text) {
				add(text.text());
				add(text.preview());
			}
		}

		private void add(Attachment attachment) {
			if (attachment instanceof Attachment.ById byId) {
				add("id");
				add(byId.id());
			}
			else if (attachment instanceof Attachment.ByUrl byUrl) {
				add("url");
				add(byUrl.url());
				add(byUrl.type().apiName());
			}
			else if (attachment instanceof Attachment.ByFile byFile) {
				add("file");
				add(byFile.identity());
				add((byFile.type() != null) ? byFile.type().apiName() : null);
			}
		}

		private void addMore(Content.MediaTemplate content) {
			Content.Medium medium = content.medium();
			add(medium != null);
			if (medium != null) {
				add(medium.attachment());
				add(medium.type().apiName());
				add(medium.name());
			}
			add(Integer.toString(content.buttons().size()));
			for (Content.Button button : content.buttons()) {
				add(Integer.toString(button.index()));
				add(button.payload());
			}
		}

		private void add(Template template) {
			add(template.name());
			add(template.language());
			add(Integer.toString(template.attributes().size()));
			template.attributes().forEach(this::add);
			add(template.trackLinks());
		}

		private void add(boolean yes) {
			add(yes ? "yes" : "no");
		}

		/** An editor that saves a file may write another kind of line breaks. */
		private String comparable(String field) {
			boolean asOneKind = this.version != KeyVersion.AS_WRITTEN && field.indexOf('\r') >= 0;
			return asOneKind ? field.replace("\r\n", "\n").replace('\r', '\n') : field;
		}

		MessageKey key() {
			this.digest.update(this.bytes.flip());
			ByteBuffer hash = ByteBuffer.wrap(this.digest.digest());
			return new MessageKey(hash.getLong(), hash.getLong());
		}

	}

}
