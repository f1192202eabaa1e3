package io.bulksend.media;

import java.time.Clock;
import java.util.Optional;

import io.bulksend.ledger.KeptMedia;

/**
 * The ids that files were given before, as long as they are used.
 *
 * @param settings says how long that is
 * @param media what the ledger has
 * @param clock tells how old an id is
 */
public record KeptIds(UploadSettings settings, KeptMedia media, Clock clock) {

	/**
	 * The id of a file.
	 * @param sha256 the SHA-256 of its bytes
	 * @return the id with which it need not be uploaded, if it has one
	 */
	public Optional<KeptMedia.Kept> find(String sha256) {
		return this.media.find(sha256)
			.filter((medium) -> medium.at().plus(this.settings.keep()).isAfter(this.clock.instant()));
	}

}
