package io.bulksend.cli.output;

import java.io.PrintWriter;

import io.bulksend.ledger.CampaignStanding;
import io.bulksend.run.forget.ForgetResult;

/**
 * Tells what was forgotten.
 */
public final class ForgetPrinter {

	private final PrintWriter out;

	/**
	 * A printer.
	 * @param out where it goes
	 */
	public ForgetPrinter(PrintWriter out) {
		this.out = out;
	}

	/**
	 * Prints what was forgotten.
	 * @param result what was
	 */
	public void print(ForgetResult result) {
		for (CampaignStanding campaign : result.forgotten()) {
			text("Forgotten: %s (%,d %s). Its name, its file's hash and its counts stay.".formatted(campaign.campaign(),
					campaign.rows(), (campaign.rows() == 1) ? "row" : "rows"));
		}
		if (result.forgotten().isEmpty()) {
			text("There is nothing to forget.");
		}
		else {
			text("Results, reports and the campaign's own file lie where they lay: they are not the ledger's.");
		}
		for (String name : result.unfinished()) {
			text("Left alone, as it is not finished: %s.".formatted(name));
		}
		this.out.flush();
	}

	/**
	 * Prints the same as JSON.
	 * @param result what was forgotten
	 */
	public void printJson(ForgetResult result) {
		try (JsonOutput json = new JsonOutput(this.out, "forget", ExitCode.DONE)) {
			json.addAll("forgotten", result.forgotten(),
					(campaign) -> json.add("campaign", campaign.campaign())
						.add("rows", campaign.rows())
						.add("last_change_at", campaign.lastChange()));
			json.addAll("unfinished", result.unfinished(), (name) -> json.add("campaign", name));
		}
	}

	private void text(String text) {
		Paragraph.lines("", text).forEach(this.out::println);
	}

}
