package io.bulksend.check.rules;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.EnumSet;
import java.util.Set;

import io.bulksend.campaign.Attachment;
import io.bulksend.campaign.Attachment.ById;
import io.bulksend.campaign.Attachment.ByUrl;
import io.bulksend.campaign.AttachmentType;
import io.bulksend.campaign.Code;
import io.bulksend.campaign.Content.Medium;
import io.bulksend.input.Column;
import io.bulksend.input.Row;
import org.jspecify.annotations.Nullable;

/**
 * The rules for the attachment columns.
 */
final class Attachments {

	private static final AttachmentType[] TYPES = AttachmentType.values();

	private static final String TYPE_NAMES = "image, video, audio, document or sticker";

	private static final Set<AttachmentType> ABOVE_TEMPLATES = EnumSet.of(AttachmentType.IMAGE, AttachmentType.VIDEO,
			AttachmentType.DOCUMENT);

	private static final String NAMES_ABOVE_TEMPLATES = "image, video or document";

	private final AttachmentFiles files;

	Attachments(AttachmentFiles files) {
		this.files = files;
	}

	/**
	 * Whether the row names an attachment, or several.
	 */
	static boolean isNamed(Row row) {
		return !Field.trim(row.get(Column.ATTACHMENT_ID)).isEmpty()
				|| !Field.trim(row.get(Column.ATTACHMENT_URL)).isEmpty()
				|| !Field.trim(row.get(Column.ATTACHMENT_FILE)).isEmpty();
	}

	/**
	 * The row's one attachment.
	 * @param row a sound row
	 */
	Attachment attachment(Row row) throws BrokenRuleException {
		String id = Field.trim(row.get(Column.ATTACHMENT_ID));
		String url = Field.trim(row.get(Column.ATTACHMENT_URL));
		String file = Field.trim(row.get(Column.ATTACHMENT_FILE));
		checkExactlyOne(id, url, file);
		if (!url.isEmpty()) {
			checkUrl(url);
		}
		AttachmentType type = type(row);
		if (!file.isEmpty()) {
			return this.files.find(file, type);
		}
		if (url.isEmpty()) {
			return new ById(id);
		}
		if (type == null) {
			throw new BrokenRuleException(Code.ATTACHMENT_TYPE,
					"The row has an attachment_url but no attachment_type; it takes " + TYPE_NAMES + ".");
		}
		return new ByUrl(url, type);
	}

	/**
	 * The row's one attachment, above a template.
	 * @param row a sound row
	 */
	Medium medium(Row row) throws BrokenRuleException {
		Attachment attachment = attachment(row);
		AttachmentType type = (attachment.type() != null) ? attachment.type() : type(row);
		if (type == null) {
			throw new BrokenRuleException(Code.ATTACHMENT_TYPE,
					"The row has an attachment above a template and no attachment_type; it takes "
							+ NAMES_ABOVE_TEMPLATES + ".");
		}
		if (!ABOVE_TEMPLATES.contains(type)) {
			throw new BrokenRuleException(Code.ATTACHMENT_TYPE, "The attachment is of type " + type.apiName()
					+ ", which no template carries; it takes " + NAMES_ABOVE_TEMPLATES + ".");
		}
		return new Medium(attachment, type, (type == AttachmentType.DOCUMENT) ? documentName(row, attachment) : null);
	}

	private static @Nullable String documentName(Row row, Attachment attachment) {
		String name = Field.trim(row.get(Column.ATTACHMENT_NAME));
		if (name.isEmpty() && attachment instanceof Attachment.ByFile byFile) {
			return String.valueOf(byFile.file().getFileName());
		}
		return name.isEmpty() ? null : name;
	}

	/**
	 * The type that the row states, whatever the attachment.
	 */
	static @Nullable AttachmentType type(Row row) throws BrokenRuleException {
		String name = Field.trim(row.get(Column.ATTACHMENT_TYPE));
		if (name.isEmpty()) {
			return null;
		}
		for (AttachmentType type : TYPES) {
			if (type.apiName().equalsIgnoreCase(name)) {
				return type;
			}
		}
		throw new BrokenRuleException(Code.ATTACHMENT_TYPE,
				"The attachment_type " + Field.quote(name) + " is unknown; it takes " + TYPE_NAMES + ".");
	}

	private static void checkExactlyOne(String id, String url, String file) throws BrokenRuleException {
		int count = (id.isEmpty() ? 0 : 1) + (url.isEmpty() ? 0 : 1) + (file.isEmpty() ? 0 : 1);
		if (count == 0) {
			throw new BrokenRuleException(Code.ATTACHMENT_MISSING,
					"The row names no attachment: attachment_id, attachment_url and attachment_file are all empty.");
		}
		if (count > 1) {
			throw new BrokenRuleException(Code.ATTACHMENT_AMBIGUOUS, "The row names " + count
					+ " attachments; just one of attachment_id, attachment_url and attachment_file may be filled in.");
		}
	}

	private static void checkUrl(String url) throws BrokenRuleException {
		for (int i = 0; i < url.length(); i++) {
			if (url.charAt(i) == ' ') {
				throw broken(url, "holds a space; write %20 in its place.");
			}
			if (Field.isInvisible(url.charAt(i))) {
				throw broken(url, "holds a line break or another invisible character; remove it.");
			}
		}
		URI uri;
		try {
			uri = new URI(url);
		}
		catch (URISyntaxException ex) {
			throw broken(url,
					"is not a correct web address" + ((ex.getIndex() > 0 && ex.getIndex() < url.length()) ? " from "
							+ Field.quote(url.substring(ex.getIndex(), Math.min(ex.getIndex() + 10, url.length())))
							+ " on" : "") + ".");
		}
		if (!"https".equalsIgnoreCase(uri.getScheme()) && !"http".equalsIgnoreCase(uri.getScheme())) {
			throw broken(url, "does not start with https:// or http://.");
		}
		if (!hasHost(uri)) {
			throw broken(url, "names no host; it must look like https://example.com/picture.jpg.");
		}
	}

	// Java sees no host in one with an underscore or an international letter; browsers
	// do.
	private static boolean hasHost(URI uri) {
		if (uri.getHost() != null) {
			return true;
		}
		String authority = uri.getRawAuthority();
		if (authority == null) {
			return false;
		}
		String hostAndPort = authority.substring(authority.lastIndexOf('@') + 1);
		return hostAndPort.matches("[^:]+(:[0-9]{1,5})?");
	}

	private static BrokenRuleException broken(String url, String what) {
		return new BrokenRuleException(Code.ATTACHMENT_URL, "The attachment_url " + Field.quote(url) + " " + what);
	}

}
