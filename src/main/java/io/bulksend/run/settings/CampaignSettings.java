package io.bulksend.run.settings;

import java.nio.file.Path;

import io.bulksend.campaign.Retried;
import org.jspecify.annotations.Nullable;

/**
 * Which campaign is meant, and what is to be done about what was decided before.
 *
 * @param file its CSV file
 * @param name its name: the file's without its extension unless given; in the one
 * spelling of {@link io.bulksend.campaign.CampaignName}
 * @param amend whether the file replaces the campaign's earlier file
 * @param again whether it is sent although its rows were sent as another campaign
 * @param corrections rows of the campaign to replace, or {@code null} for none
 * @param retry which rows are sent again
 */
public record CampaignSettings(Path file, String name, boolean amend, boolean again, @Nullable Path corrections,
		Retried retry) {

	/**
	 * The file's name, without its folders.
	 * @return the name
	 */
	public String fileName() {
		return String.valueOf(this.file.getFileName());
	}

}
