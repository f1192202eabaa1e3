package io.bulksend.cli;

import java.nio.file.Path;
import java.util.List;

import io.bulksend.campaign.OncePer;
import io.bulksend.run.settings.DefaultOption;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Which rows go out, how fast and when: what decides how a campaign will go, alike for
 * sending it and for checking it beforehand.
 */
final class PlanOptions {

	@Option(names = "--once-per", paramLabel = "message|recipient",
			description = "What counts as the same message within a campaign; default: message.")
	private @Nullable OncePer oncePer;

	@Option(names = "--suppress", paramLabel = "FILE",
			description = "Recipients never to send to, one a line or a CSV with recipient_whatsapp.")
	private @Nullable Path suppress;

	@Option(names = "--country", paramLabel = "ISO", split = ",",
			description = "The countries that numbers are of, for example IN or DE,AT: numbers without + or 00 belong"
					+ " to the first, those of other countries are INVALID.")
	private @Nullable List<String> country;

	@Option(names = "--attachments", paramLabel = "DIR",
			description = "The folder that attachment_file is in or below; default: FILE's folder.")
	private @Nullable Path attachments;

	@Option(names = "--default", paramLabel = "COLUMN=VALUE",
			description = "A value for a column that FILE lacks or leaves empty, for example template_language=en; with"
					+ " --corrections for the corrected rows alone.")
	private List<String> defaults = List.of();

	@Option(names = "--max-invalid", paramLabel = "PERCENT",
			description = "Send nothing where more of the file's rows are INVALID than this; default: 50.")
	private @Nullable Double maxInvalid;

	@Option(names = "--rate", paramLabel = "N",
			description = "Messages a second at the most, 0 for no limit; default: 50.")
	private @Nullable Double rate;

	@Option(names = "--window", paramLabel = "HH:MM-HH:MM",
			description = "Send only then; stop cleanly when it closes.")
	private @Nullable String window;

	@Option(names = "--not-before", paramLabel = "TIME",
			description = "Never send before this time, for example 2026-11-21T09:00.")
	private @Nullable String notBefore;

	@Option(names = "--not-after", paramLabel = "TIME",
			description = "Never send after this time, for example 2026-11-21T18:00; stop cleanly when it comes.")
	private @Nullable String notAfter;

	@Option(names = "--per-day", paramLabel = "N",
			description = "At most N different recipients outside of groups in any 24 hours, over all campaigns with the"
					+ " same source; default: none.")
	private @Nullable String perDay;

	@Option(names = "--zone", paramLabel = "ZONE",
			description = "Whose hours and times are meant, for example Europe/Berlin; default: the machine's.")
	private @Nullable String zone;

	void addTo(GivenSettings given) {
		given.add("once-per", this.oncePer);
		given.add("suppress", this.suppress);
		given.add("country", (this.country != null) ? String.join(",", this.country) : null);
		given.add("attachments", this.attachments);
		DefaultOption.settings(this.defaults).forEach(given::add);
		given.add("max-invalid", this.maxInvalid);
		given.add("rate", this.rate);
		given.add("window", this.window);
		given.add("not-before", this.notBefore);
		given.add("not-after", this.notAfter);
		given.add("per-day", this.perDay);
		given.add("zone", this.zone);
	}

}
