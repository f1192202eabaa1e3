package io.bulksend.ledger;

import io.bulksend.campaign.KeyVersion;

/**
 * A campaign's file, as the ledger knows it.
 *
 * @param id the file's id
 * @param campaign the campaign's name
 * @param sha256 the SHA-256 of the file's bytes, in lower-case hex
 * @param name the file's name when it was first seen
 * @param pass counts from 1 how often the file's rows were gone through; grows when rows
 * are sent again on request
 * @param retrying whether a pass that sends rows again was begun and has not ended
 * @param rows how many rows the file has; 0 until it is planned
 * @param planned whether all rows were read and those that won't be sent are recorded
 * @param keyVersion the campaign's rule to read numbers and compare messages by
 */
public record FileRecord(long id, String campaign, String sha256, String name, int pass, boolean retrying, long rows,
		boolean planned, KeyVersion keyVersion) {

	/** The file once all its rows were read. */
	FileRecord planned(long allRows, boolean again) {
		return new FileRecord(this.id, this.campaign, this.sha256, this.name, this.pass, again, allRows, true,
				this.keyVersion);
	}

	/** The file in the pass that sends rows again. */
	FileRecord retried() {
		return new FileRecord(this.id, this.campaign, this.sha256, this.name, this.pass + 1, true, this.rows,
				this.planned, this.keyVersion);
	}

}
