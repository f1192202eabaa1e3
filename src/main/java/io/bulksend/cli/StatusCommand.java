package io.bulksend.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;

import io.bulksend.cli.output.CommandFailure;
import io.bulksend.cli.output.ExitCode;
import io.bulksend.cli.output.PresentText;
import io.bulksend.cli.output.status.LiveStatus;
import io.bulksend.cli.output.status.StatusDetail;
import io.bulksend.cli.output.status.StatusJson;
import io.bulksend.cli.output.status.StatusTable;
import io.bulksend.ledger.CampaignStanding;
import io.bulksend.run.StatusRun;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/**
 * Tells how campaigns stand.
 */
@Command(name = "status",
		description = "Tells how the campaigns stand, the one begun last first; or CAMPAIGN alone,"
				+ " in more detail. Sends nothing.",
		footer = { "", "Every option can be given as a BULKSEND_* variable too, and as a bulksend.* property." },
		exitCodeList = { " 0:told", " 2:no such campaign or no ledger; wrong usage or configuration",
				" 3:the ledger's database failed",
				" 4:another process uses the embedded database, and is no run of CAMPAIGN",
				" 5:what was to be told could not be written" })
final class StatusCommand implements Callable<Integer> {

	private final List<String> settings;

	@Parameters(index = "0", arity = "0..1", paramLabel = "CAMPAIGN", description = "A campaign's name.")
	private @Nullable String campaign;

	@Mixin
	private LedgerChoice ledger = new LedgerChoice();

	@Option(names = "--json", description = "Print one JSON object.")
	private boolean json;

	@Mixin
	private OutputOptions output = new OutputOptions();

	StatusCommand(List<String> settings) {
		this.settings = settings;
	}

	@Override
	public Integer call() {
		try {
			if (this.campaign != null) {
				StatusRun.one(arguments(), this.campaign, this::print).ifPresent(this::print);
			}
			else {
				all();
			}
			return ExitCode.DONE;
		}
		catch (RuntimeException ex) {
			return this.output.report(CommandFailure.of(ex));
		}
	}

	private void all() {
		Optional<StatusRun.Live> live;
		if (this.json) {
			List<CampaignStanding> campaigns = new ArrayList<>();
			live = StatusRun.all(arguments(), campaigns::add,
					(present) -> StatusJson.print(this.output.out(), campaigns, present));
		}
		else {
			StatusTable table = new StatusTable(this.output.out(), this.output.ownCommand(this.settings, Set.of()));
			live = StatusRun.all(arguments(), table::print, (present) -> {
				table.end();
				PresentText.print(this.output.out(), present);
			});
		}
		live.ifPresent(this::print);
	}

	private void print(StatusRun.Live live) {
		LiveStatus status = new LiveStatus(this.output.out());
		if (this.json) {
			status.printJson(live, this.campaign == null);
		}
		else {
			status.print(live);
		}
	}

	private void print(StatusRun.Detail detail) {
		if (this.json) {
			StatusJson.print(this.output.out(), detail);
		}
		else {
			new StatusDetail(this.output.out(), this.output.ownCommand(this.settings, Set.of()), BulkSend::typed)
				.print(detail);
			PresentText.print(this.output.out(), detail.present());
		}
	}

	private List<String> arguments() {
		GivenSettings given = new GivenSettings(this.settings);
		this.ledger.addTo(given);
		this.output.addTo(given);
		return given.arguments();
	}

}
