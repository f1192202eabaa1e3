package io.bulksend.cli.output.status;

import java.io.PrintWriter;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

import io.bulksend.campaign.Status;
import io.bulksend.cli.output.OwnCommand;
import io.bulksend.cli.output.Paragraph;
import io.bulksend.ledger.CampaignStanding;
import org.jspecify.annotations.Nullable;

/**
 * Prints campaigns as a table, each as soon as it is counted. A name that is too long for
 * its column has a line of its own, so that it can always be read and copied.
 */
public final class StatusTable {

	private static final int NAME = 20;

	private static final String FORMAT = "%-" + NAME + "s %-10s %9s %9s %9s %9s %s";

	private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("yyyy-MM-dd");

	private final PrintWriter out;

	private final OwnCommand status;

	private @Nullable String latest;

	/**
	 * A table without rows.
	 * @param out where it goes
	 * @param status the command that asked
	 */
	public StatusTable(PrintWriter out, OwnCommand status) {
		this.out = out;
		this.status = status;
	}

	/**
	 * Prints a row, and the heading before the first.
	 * @param campaign how it stands
	 */
	public void print(CampaignStanding campaign) {
		if (this.latest == null) {
			line("Campaign", "Begun", "Rows", "Accepted", "To check", "Left", "State");
			this.latest = campaign.campaign();
		}
		String name = Paragraph.visible(campaign.campaign());
		if (name.length() > NAME) {
			this.out.println(name);
			name = "";
		}
		boolean read = campaign.file() != null;
		line(name, DAY.format(campaign.begun().atZoneSameInstant(ZoneId.systemDefault())),
				read ? number(campaign.rows()) : "-", number(campaign.count(Status.ACCEPTED)),
				number(campaign.needALook()), read ? number(campaign.left()) : "-", state(campaign));
		this.out.flush();
	}

	/** Ends the table. */
	public void end() {
		if (this.latest == null) {
			this.out.println("The ledger is empty: nothing was sent yet.");
		}
		else {
			this.out.println();
			this.out.println("More about one of them, its runs and what to do next:");
			this.out.println("    " + Paragraph.visible(this.status.other("status", this.latest)));
		}
		this.out.flush();
	}

	/** The state in a word of at most six letters. */
	private static String state(CampaignStanding campaign) {
		return switch (campaign.state()) {
			case RUNNING -> "sending";
			case UNFINISHED -> "open";
			case DONE -> "done";
			case FORGOTTEN -> "forgot";
		};
	}

	private void line(String... cells) {
		this.out.println(FORMAT.formatted((Object[]) cells).stripTrailing());
	}

	private static String number(long number) {
		return String.format(Locale.ROOT, "%,d", number);
	}

}
