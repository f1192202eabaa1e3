package io.bulksend.run.receipts;

import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;

import io.bulksend.campaign.delivery.OptOutWish;
import io.bulksend.campaign.delivery.Receipt;
import io.bulksend.ledger.OptOuts;
import io.bulksend.ledger.ReceiptIntake;
import io.bulksend.ledger.ReceiptMatch;
import io.bulksend.ledger.database.CampaignLock;
import io.bulksend.receipts.OptOutWords;
import io.bulksend.receipts.ReceiptContent;
import io.bulksend.receipts.ReceiptFile;
import io.bulksend.receipts.ReceiptFileException;
import io.bulksend.receipts.WebhookSink;
import io.bulksend.run.ledger.LedgerAccess;
import io.bulksend.run.ledger.NoLedgerException;
import io.bulksend.run.receipts.ReceiptsResult.FileResult;
import org.jspecify.annotations.Nullable;

/**
 * Takes files of what the webhook posted into the ledger: each file whole, or what can be
 * read of it. Safe to repeat, with the same files too.
 */
public final class ReceiptsRun {

	/** Stands for what comes in by standard input. */
	public static final Path STANDARD_INPUT = Path.of("-");

	private final LedgerAccess ledger;

	private final ZoneId zone;

	private final OptOutWords words;

	private ReceiptsRun(LedgerAccess ledger) {
		this.ledger = ledger;
		this.zone = ledger.settings().receiptZone();
		this.words = OptOutWords.with(ledger.settings().optOutWords());
	}

	/**
	 * Takes the files in, and matches what they hold with the campaigns' messages. Where
	 * there is no ledger one is made, unless none of the files is there.
	 * @param arguments settings as <code>--name=value</code>; they win over all others
	 * @param files the files
	 * @return what was taken in
	 * @throws NoLedgerException if there is no ledger, nor any file
	 * @throws IllegalArgumentException if a word by which people opt out cannot be one
	 * @throws io.bulksend.ledger.database.DatabaseHeldException if a run has the embedded
	 * database open
	 * @throws io.bulksend.ledger.database.CampaignLockedException if another process
	 * takes receipts in
	 */
	public static ReceiptsResult run(List<String> arguments, List<Path> files) {
		boolean any = files.stream().anyMatch((file) -> file.equals(STANDARD_INPUT) || Files.exists(file));
		try (LedgerAccess ledger = any ? LedgerAccess.openOrMake(arguments) : LedgerAccess.open(arguments)) {
			CampaignLock lock = CampaignLock.acquireForReceipts(ledger.dataSource());
			try {
				return new ReceiptsRun(ledger).takeIn(files);
			}
			finally {
				lock.close();
			}
		}
	}

	private ReceiptsResult takeIn(List<Path> files) {
		List<FileResult> results = new ArrayList<>();
		OptOuts.Changed optOuts;
		try (ReceiptIntake intake = new ReceiptIntake(this.ledger.dataSource(), this.ledger.clock(), this.zone)) {
			for (Path file : files) {
				results.add(takeIn(file, intake));
			}
			optOuts = intake.commit();
		}
		ReceiptMatch.Matched matched = new ReceiptMatch(this.ledger.dataSource(), this.ledger.campaigns(),
				this.ledger.clock())
			.run();
		return new ReceiptsResult(results, matched.messages(), matched.unknown(), matched.settled(),
				matched.campaigns(), optOuts);
	}

	private FileResult takeIn(Path path, ReceiptIntake intake) {
		boolean standardInput = path.equals(STANDARD_INPUT);
		if (!standardInput && !Files.exists(path)) {
			return new FileResult(path, null, "there is no such file");
		}
		if (!standardInput && Files.isDirectory(path)) {
			return new FileResult(path, null, "this is a folder; give the files in it");
		}
		return (standardInput || !Files.isRegularFile(path)) ? takeInPipe(path, intake) : takeIn(path, path, intake);
	}

	/** What comes out of a pipe cannot be read a second time, as may have to be. */
	private FileResult takeInPipe(Path path, ReceiptIntake intake) {
		Path copy = null;
		try {
			copy = Files.createTempFile("bulk-send", ".json");
			// A channel's stream would ask a pipe for its position, which it does not
			// have.
			try (InputStream bytes = path.equals(STANDARD_INPUT) ? System.in : new FileInputStream(path.toFile())) {
				Files.copy(bytes, copy, StandardCopyOption.REPLACE_EXISTING);
			}
			return takeIn(path, copy, intake);
		}
		catch (IOException ex) {
			return new FileResult(path, null, "it cannot be read (" + ex.getMessage() + ")");
		}
		finally {
			delete(copy);
		}
	}

	private static void delete(@Nullable Path copy) {
		try {
			if (copy != null) {
				Files.delete(copy);
			}
		}
		catch (IOException ex) {
			// What was taken in is kept, and the system looks after its folder.
			copy.toFile().deleteOnExit();
		}
	}

	private FileResult takeIn(Path path, Path bytes, ReceiptIntake intake) {
		ReceiptFile file = new ReceiptFile(bytes, this.words);
		try {
			return new FileResult(path, keep(file::readDocuments, intake), null);
		}
		catch (ReceiptFileException ex) {
			return takeInRest(path, file, intake, ex);
		}
	}

	/** The documents that can be read, if there are any. */
	private static FileResult takeInRest(Path path, ReceiptFile file, ReceiptIntake intake,
			ReceiptFileException failure) {
		try {
			ReceiptContent content = keep(file::readLines, intake);
			if (content.isUnderstood()) {
				return new FileResult(path, content, null);
			}
		}
		catch (ReceiptFileException ex) {
			failure.addSuppressed(ex);
		}
		return new FileResult(path, null, failure.getMessage());
	}

	private static ReceiptContent keep(Reading reading, ReceiptIntake intake) {
		try {
			ReceiptContent content = reading.read(new WebhookSink() {

				@Override
				public void receipt(Receipt receipt) {
					intake.add(receipt);
				}

				@Override
				public void wish(OptOutWish wish) {
					intake.add(wish);
				}

			});
			intake.keep();
			return content;
		}
		catch (ReceiptFileException ex) {
			intake.drop();
			throw ex;
		}
	}

	/** A way to read a file. */
	private interface Reading {

		ReceiptContent read(WebhookSink sink);

	}

}
