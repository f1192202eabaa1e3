package io.bulksend.cli.output;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;

import io.bulksend.campaign.MaskedNumbers;
import io.bulksend.input.InputException;
import io.bulksend.job.RunFailedException;
import io.bulksend.ledger.database.CampaignLockedException;
import io.bulksend.ledger.database.DatabaseHeldException;
import io.bulksend.ledger.database.DatabaseUnusableException;
import io.bulksend.ledger.database.LedgerException;
import io.bulksend.run.settings.ConfigurationException;

import org.springframework.boot.context.properties.bind.BindException;

/**
 * A failure as an operator should see it: one line, and an exit code.
 *
 * @param exitCode the exit code
 * @param message what is wrong and what to do
 * @param cause what was thrown
 */
public record CommandFailure(int exitCode, String message, Throwable cause) {

	private static final String RESTORE = " Its file is damaged, so nothing was sent: put its newest copy back.";

	private static final String GO_ON = " Run the same command again to go on.";

	/**
	 * Finds out what a failure means to people.
	 * @param thrown what was thrown
	 * @return the failure, with its exit code
	 */
	public static CommandFailure of(Throwable thrown) {
		for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
			if (cause instanceof InputException || cause instanceof ConfigurationException) {
				return new CommandFailure(ExitCode.NOTHING_SENT, message(cause), thrown);
			}
			if (cause instanceof BindException binding) {
				return new CommandFailure(ExitCode.NOTHING_SENT, RefusedSetting.message(binding), thrown);
			}
			if (cause instanceof DatabaseUnusableException) {
				return new CommandFailure(ExitCode.NOTHING_SENT, message(cause), thrown);
			}
			if (cause instanceof CampaignLockedException || cause instanceof DatabaseHeldException) {
				return new CommandFailure(ExitCode.HELD, message(cause), thrown);
			}
			if (cause instanceof RunFailedException) {
				return new CommandFailure(ExitCode.STOPPED, message(cause), thrown);
			}
			if (cause instanceof LedgerException ledger) {
				return of(ledger, thrown);
			}
			if (cause instanceof SQLException database) {
				return of(new LedgerException(database), thrown);
			}
		}
		Throwable root = root(thrown);
		if (root instanceof IllegalArgumentException) {
			return new CommandFailure(ExitCode.NOTHING_SENT, message(root), thrown);
		}
		return new CommandFailure(ExitCode.STOPPED,
				MaskedNumbers.in(message(root)) + "." + GO_ON + " --debug shows more.", thrown);
	}

	private static CommandFailure of(LedgerException ledger, Throwable thrown) {
		return ledger.isDamage() ? new CommandFailure(ExitCode.NOTHING_SENT, message(ledger) + RESTORE, thrown)
				: new CommandFailure(ExitCode.STOPPED, message(ledger) + GO_ON, thrown);
	}

	/**
	 * Tells of it.
	 * @param err where it is told
	 * @param debug whether to add the stack trace
	 * @return the exit code
	 */
	public int report(PrintWriter err, boolean debug) {
		// It may hold a file's name, or what else was given to the command.
		err.println("bulk-send: " + Paragraph.visible(this.message));
		if (debug) {
			StringWriter trace = new StringWriter();
			this.cause.printStackTrace(new PrintWriter(trace));
			MaskedNumbers.in(trace.toString())
				.lines()
				.map((line) -> line.replace("\t", "    "))
				.map(Paragraph::visible)
				.forEach(err::println);
		}
		err.flush();
		return this.exitCode;
	}

	private static String message(Throwable thrown) {
		String message = thrown.getMessage();
		return (message != null) ? message.lines().findFirst().orElse("") : thrown.getClass().getSimpleName();
	}

	private static Throwable root(Throwable thrown) {
		Throwable root = thrown;
		while (root.getCause() != null) {
			root = root.getCause();
		}
		return root;
	}

}
