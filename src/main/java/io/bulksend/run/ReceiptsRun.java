package io.bulksend.run;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

import io.bulksend.campaign.Receipt;
import io.bulksend.ledger.ReceiptIntake;
import io.bulksend.ledger.ReceiptMatch;
import io.bulksend.ledger.database.CampaignLock;
import io.bulksend.receipts.ReceiptContent;
import io.bulksend.receipts.ReceiptFile;
import io.bulksend.receipts.ReceiptFileException;
import io.bulksend.run.ReceiptsResult.FileResult;

/**
 * Takes files with delivery receipts into the ledger: each file whole or not at all. Safe
 * to repeat, with the same files too.
 */
public final class ReceiptsRun {

	private final LedgerAccess ledger;

	private final ZoneId zone;

	private ReceiptsRun(LedgerAccess ledger) {
		this.ledger = ledger;
		this.zone = ledger.settings().receiptZone();
	}

	/**
	 * Takes the files in, and matches what they hold with the campaigns' messages.
	 * @param arguments settings as <code>--name=value</code>; they win over all others
	 * @param files the files
	 * @return what was taken in
	 * @throws NoLedgerException if there is no ledger
	 * @throws io.bulksend.ledger.database.DatabaseHeldException if a run has the embedded
	 * database open
	 * @throws io.bulksend.ledger.database.CampaignLockedException if another process
	 * takes receipts in
	 */
	public static ReceiptsResult run(List<String> arguments, List<Path> files) {
		try (LedgerAccess ledger = LedgerAccess.open(arguments)) {
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
		for (Path file : files) {
			results.add(takeIn(file));
		}
		ReceiptMatch.Matched matched = new ReceiptMatch(this.ledger.dataSource(), this.ledger.campaigns(),
				this.ledger.clock())
			.run();
		return new ReceiptsResult(results, matched.messages(), matched.unknown(), matched.settled(),
				matched.campaigns());
	}

	private FileResult takeIn(Path path) {
		boolean standardInput = path.equals(ReceiptFile.STANDARD_INPUT);
		if (!standardInput && !Files.exists(path)) {
			return new FileResult(path, null, "there is no such file");
		}
		if (!standardInput && Files.isDirectory(path)) {
			return new FileResult(path, null, "this is a folder; give the files in it");
		}
		ReceiptFile file = new ReceiptFile(path);
		try {
			return new FileResult(path, takeIn(file::readDocuments), null);
		}
		catch (ReceiptFileException ex) {
			// What comes out of a pipe cannot be read a second time.
			return !standardInput && Files.isRegularFile(path) ? takeInLines(path, file, ex)
					: new FileResult(path, null, ex.getMessage());
		}
	}

	/** The lines that can be read, if there are any. */
	private FileResult takeInLines(Path path, ReceiptFile file, ReceiptFileException failure) {
		try {
			ReceiptContent content = takeIn(file::readLines);
			if (content.receipts() > 0) {
				return new FileResult(path, content, null);
			}
		}
		catch (ReceiptFileException ex) {
			failure.addSuppressed(ex);
		}
		return new FileResult(path, null, failure.getMessage());
	}

	private ReceiptContent takeIn(Reading reading) {
		try (ReceiptIntake intake = new ReceiptIntake(this.ledger.dataSource(), this.zone)) {
			ReceiptContent content = reading.read(intake::add);
			intake.commit();
			return content;
		}
	}

	/** A way to read a file. */
	private interface Reading {

		ReceiptContent read(Consumer<Receipt> sink);

	}

}
