package io.bulksend.cli.output.check;

import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

import io.bulksend.campaign.Content;
import io.bulksend.check.Notes;
import io.bulksend.cli.output.JsonOutput;
import io.bulksend.cli.output.SendJson;
import io.bulksend.run.CampaignNow;
import io.bulksend.run.CheckResult;
import io.bulksend.run.CheckResult.Today;
import io.bulksend.send.SendSettings;
import org.jspecify.annotations.Nullable;

/**
 * Prints what a check came to as one JSON object.
 */
public final class CheckJson {

	private CheckJson() {
	}

	/**
	 * Prints what a check found.
	 * @param out where it goes
	 * @param result what it found
	 * @param exitCode how the command ends
	 */
	public static void print(PrintWriter out, CheckResult result, int exitCode) {
		Duration duration = result.duration();
		SendSettings sending = result.sending();
		try (JsonOutput json = new JsonOutput(out, "check", exitCode)) {
			json.add("file", result.file())
				.add("warning", result.warning().orElse(null))
				.add("refusal", result.refusal().orElse(null))
				.add("rows", result.report().rows())
				.add("sendable", result.report().sendable())
				.add("recipients_with_several", result.report().repeatedRecipients())
				.addAll("findings", result.report().findings(), (finding) -> {
					json.add("status", finding.status()).add("code", finding.code()).add("count", finding.count());
					json.addNumbers("first_lines", finding.firstLines()).add("example", finding.example());
				})
				.add("guards_taken_off", result.notes().guardsTakenOff())
				.addAll("remarks", result.notes().remarks(), (remark) -> {
					json.add("kind", remark.kind().name().toLowerCase(Locale.ROOT)).add("column", remark.column());
					json.add("count", remark.count())
						.add("first_line", remark.firstLine())
						.add("example", remark.example());
				})
				.addAll("samples", result.samples(), (sample) -> {
					json.add("line", sample.row().line()).add("recipient", SamplePrinter.recipient(sample.message()));
					Content content = sample.message().content();
					json.add("type", content.type().apiName())
						.add("attachment",
								(content.template() == null && content.attachment() != null)
										? SamplePrinter.content(sample.message()) : null)
						.add("caption", (content instanceof Content.Media media) ? media.caption() : null);
					json.add("template", (content.template() != null) ? SamplePrinter.content(sample.message()) : null)
						.add("text", (content instanceof Content.Media) ? null
								: String.join("\n", SampleText.lines(content)));
				})
				.addAll("countries", result.report().countries(),
						(country) -> json.add("name", country.name()).add("count", country.count()))
				.add("campaign", result.standing().map(CampaignNow::campaign).orElse(null))
				.add("go_out", result.goOut())
				.addCounts("left_alone", result.standing().map(CampaignNow::leftAlone).orElse(Map.of()))
				.add("changed", result.standing().flatMap(CampaignNow::changed).orElse(null))
				.add("rate", sending.rate())
				.add("seconds", (duration != null) ? duration.toSeconds() : null)
				.add("per_day", result.today().map(Today::perDay).orElse(null))
				.add("per_day_waiting", result.today().map(Today::waiting).orElse(null))
				.add("per_day_free_at", result.today().flatMap(Today::freeAt).map(Instant::toString).orElse(null))
				.add("days", result.today().map((today) -> result.days()).orElse(null))
				.add("window", text(sending.window()))
				.add("not_before", text(sending.notBefore()))
				.add("not_after", text(sending.notAfter()));
			result.standing()
				.flatMap(CampaignNow::corrections)
				.ifPresent((taken) -> json.addCounts("corrections", SendJson.corrections(taken.counts())));
			Notes.Files files = result.notes().files();
			if (files != null) {
				Map<String, Long> numbers = new LinkedHashMap<>();
				numbers.put("count", files.count());
				numbers.put("bytes", files.bytes());
				numbers.put("uploads", files.uploads());
				numbers.put("upload_bytes", files.uploadBytes());
				if (files.duration() != null) {
					numbers.put("seconds", files.duration().toSeconds());
				}
				json.addCounts("files", numbers);
			}
			Notes.Suppression list = result.notes().suppression();
			if (list != null) {
				json.addCounts("suppression", Map.of("size", list.size(), "rows", list.rows()));
			}
		}
	}

	private static @Nullable String text(@Nullable Object time) {
		return (time != null) ? time.toString() : null;
	}

}
