package io.bulksend.cli.output;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Pattern;

import io.bulksend.campaign.MaskedNumbers;
import io.bulksend.input.InputException;
import io.bulksend.job.RunFailedException;
import io.bulksend.ledger.database.CampaignLockedException;
import io.bulksend.ledger.database.DatabaseHeldException;
import io.bulksend.ledger.database.DatabaseUnusableException;
import io.bulksend.ledger.database.LedgerException;
import io.bulksend.results.ResultsNotWrittenException;
import io.bulksend.run.recognition.AnotherCommandException;
import io.bulksend.run.settings.ConfigurationException;
import org.jspecify.annotations.Nullable;

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

	/** What systems say; the last two where a limit of its user or process is meant. */
	private static final Pattern DISK_FULL = Pattern
		.compile("(?i)no space left|not enough space|quota exceeded|file too large");

	/** What PostgreSQL says when its disk is full. */
	private static final String DISK_FULL_STATE = "53100";

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
			if (cause instanceof ResultsNotWrittenException) {
				return new CommandFailure(ExitCode.NEEDS_A_PERSON, message(cause), thrown);
			}
			if (cause instanceof RunFailedException) {
				return new CommandFailure(stopped(thrown), message(cause), thrown);
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
		return new CommandFailure(stopped(thrown),
				MaskedNumbers.in(message(root)) + "." + goOn(thrown) + " --debug shows more.", thrown);
	}

	private static CommandFailure of(LedgerException ledger, Throwable thrown) {
		return ledger.isDamage() ? new CommandFailure(ExitCode.NOTHING_SENT, message(ledger) + RESTORE, thrown)
				: new CommandFailure(stopped(thrown), message(ledger) + goOn(thrown), thrown);
	}

	/**
	 * The same for those who know where the ledger is: whoever makes room has to know on
	 * which disk, and what is safe.
	 * @param ledger the embedded ledger's folder, or {@code null} for none
	 * @return the failure
	 */
	public CommandFailure keptIn(@Nullable Path ledger) {
		boolean ofLedger = this.exitCode == ExitCode.NEEDS_A_PERSON && isDiskFull(this.cause);
		for (Throwable thrown = this.cause; thrown != null; thrown = thrown.getCause()) {
			// It says so itself, of another folder.
			ofLedger &= !(thrown instanceof ResultsNotWrittenException);
		}
		return (ledger == null || !ofLedger) ? this
				: new CommandFailure(this.exitCode, this.message + " The ledger is in "
						+ ledger.toAbsolutePath().normalize() + "; what was sent is safe in it.", this.cause);
	}

	/**
	 * The command that does what was meant.
	 * @param command the command that was run
	 * @return the command, quoted for a shell; empty where none is known
	 */
	public Optional<String> instead(OwnCommand command) {
		for (Throwable thrown = this.cause; thrown != null; thrown = thrown.getCause()) {
			if (thrown instanceof AnotherCommandException other) {
				return Optional.of(command.instead(other.file(), other.options()));
			}
		}
		return Optional.empty();
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

	private static int stopped(Throwable thrown) {
		return isDiskFull(thrown) ? ExitCode.NEEDS_A_PERSON : ExitCode.STOPPED;
	}

	private static String goOn(Throwable thrown) {
		return (isDiskFull(thrown) ? " Make room on the disk first." : "") + GO_ON;
	}

	/** A full disk stays full until somebody makes room. */
	private static boolean isDiskFull(Throwable thrown) {
		for (Throwable cause = thrown; cause != null; cause = next(cause)) {
			boolean server = cause instanceof SQLException sql && DISK_FULL_STATE.equals(sql.getSQLState());
			if (server
					|| (cause instanceof IOException && DISK_FULL.matcher(String.valueOf(cause.getMessage())).find())) {
				return true;
			}
		}
		return false;
	}

	/** A batch's failure hides the statement's own behind it. */
	private static @Nullable Throwable next(Throwable failure) {
		if (failure instanceof SQLException sql && sql.getNextException() != null) {
			return sql.getNextException();
		}
		return failure.getCause();
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
