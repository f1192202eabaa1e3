package io.bulksend.cli;

import java.nio.file.Path;
import java.util.List;

import io.bulksend.campaign.ChangedMessages;
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

	@Option(names = "--changed", paramLabel = "refuse|skip|send",
			description = "What to do where an amended file changes a message that its recipient already got; default:"
					+ " refuse.")
	private @Nullable ChangedMessages changed;

	@Option(names = "--corrections", paramLabel = "FILE",
			description = "Rows of the campaign to replace: a corrected NAME-retry.csv or NAME-results.csv. Those that"
					+ " were refused, invalid or not sent go out if their message changed.")
	private @Nullable Path corrections;

	@Option(names = "--retry", paramLabel = "WHAT", split = ",",
			description = "Also send again the rows whose status is rejected or in-doubt, whose delivery failed, or whose"
					+ " error code is named: rejected,in-doubt or failed,8005,HTTP_413.")
	private List<String> retry = List.of();

	void addTo(GivenSettings given) {
		given.add("campaign", this.campaign);
		given.addSwitch("amend", this.amend);
		given.addSwitch("again", this.again);
		given.add("changed", this.changed);
		given.add("corrections", this.corrections);
		given.add("retry", this.retry.isEmpty() ? null : String.join(",", this.retry));
	}

}
