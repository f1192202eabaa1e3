package io.bulksend.cli.output.check;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import io.bulksend.campaign.Attachment;
import io.bulksend.campaign.Attachment.ByFile;
import io.bulksend.campaign.Attachment.ById;
import io.bulksend.campaign.Attachment.ByUrl;
import io.bulksend.campaign.Content;
import io.bulksend.campaign.Content.MediaTemplate;
import io.bulksend.campaign.Template;

/**
 * A message in words: what it is, and what it says. A template's own text is known to the
 * API alone; what is filled in is shown by its number.
 */
final class SampleText {

	private SampleText() {
	}

	/**
	 * What a message is, and what it carries.
	 * @param content what it says
	 * @return in words, on one line unless a value of it has more
	 */
	static String title(Content content) {
		Template template = content.template();
		Attachment attachment = content.attachment();
		if (template != null) {
			String tracked = template.trackLinks() ? ", links tracked" : "";
			return "template %s (%s)%s%s".formatted(template.name(), template.language(), tracked,
					(attachment != null) ? ", with " + medium((MediaTemplate) content) : "");
		}
		return (attachment != null) ? attachment(attachment) : (content instanceof Content.Text text && text.preview())
				? "text, with a preview of its link" : "text";
	}

	/**
	 * What a message says below that.
	 * @param content what it says
	 * @return its lines
	 */
	static List<String> lines(Content content) {
		if (content instanceof Content.Media media) {
			return (media.caption() != null) ? media.caption().lines().toList() : List.of();
		}
		if (content instanceof Content.Text text) {
			return text.text().lines().toList();
		}
		List<String> lines = new ArrayList<>();
		Template template = content.template();
		if (template != null) {
			for (int i = 0; i < template.attributes().size(); i++) {
				lines.addAll(numbered("{{" + (i + 1) + "}} ", template.attributes().get(i)));
			}
		}
		if (content instanceof MediaTemplate withButtons) {
			withButtons.buttons()
				.forEach((button) -> lines.addAll(numbered("button " + button.index() + " ", button.payload())));
		}
		return lines;
	}

	private static List<String> numbered(String number, String value) {
		List<String> lines = value.lines().toList();
		return Stream.concat(Stream.of(number + lines.get(0)), lines.stream().skip(1)).toList();
	}

	private static String medium(MediaTemplate content) {
		Content.Medium medium = content.medium();
		if (medium == null) {
			return "";
		}
		String shown = (medium.attachment() instanceof ById byId) ? medium.type().apiName() + " " + byId.id()
				: attachment(medium.attachment());
		return (medium.name() != null) ? shown + " named " + medium.name() : shown;
	}

	private static String attachment(Attachment attachment) {
		if (attachment instanceof ByUrl byUrl) {
			return byUrl.type().apiName() + " " + byUrl.url();
		}
		if (attachment instanceof ByFile byFile) {
			String type = (byFile.type() != null) ? byFile.type().apiName() : "file";
			return type + " " + byFile.file();
		}
		return "attachment " + ((ById) attachment).id();
	}

}
