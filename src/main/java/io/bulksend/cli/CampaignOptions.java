package io.bulksend.cli;

import java.util.List;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/**
 * Which campaign a file belongs to, and what to do about what was decided before, alike
 * for sending it and for checking it beforehand.
 */
final class CampaignOptions {

	@Option(names = "--campaign", paramLabel = "NAME",
			description = "The campaign that FILE belongs to; default: FILE's name without its extension.")
	private @Nullable String campaign;

	@Option(names = "--amend",
			description = "FILE replaces the campaign's earlier file: what was accepted is not sent again.")
	private boolean amend;

	@Option(names = "--again",
			description = "Send although the ledger shows that these rows were sent as another campaign.")
	private boolean again;

	@Option(names = "--retry", paramLabel = "STATUS", split = ",",
			description = "Also send again the rows whose status is rejected or in-doubt, or both: rejected,in-doubt.")
	private List<String> retry = List.of();

	void addTo(GivenSettings given) {
		given.add("campaign", this.campaign);
		given.addSwitch("amend", this.amend);
		given.addSwitch("again", this.again);
		given.add("retry", this.retry.isEmpty() ? null : String.join(",", this.retry));
	}

}
