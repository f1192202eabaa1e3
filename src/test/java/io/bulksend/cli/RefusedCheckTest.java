package io.bulksend.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A check whose settings cannot be says so in one line, and leaves nothing behind.
 */
class RefusedCheckTest {

	@TempDir
	private Path folder;

	@Test
	void refusesSettingsThatCannotBe() throws IOException {
		Path campaign = Files.writeString(this.folder.resolve("campaign.csv"),
				"recipient_whatsapp,attachment_id\n919833078369,a-1\n");
		assertRefused(campaign, "--window", "9-17");
		assertRefused(campaign, "--zone", "Mars/Olympus", "--window", "09:00-17:00");
		assertRefused(campaign, "--rate", "-1");
		assertRefused(campaign, "--delimiter", "tabs");
		assertRefused(campaign, "--suppress", this.folder.resolve("none.txt").toString());
		assertRefused(campaign, "--column", "recipient=Phone");
	}

	private void assertRefused(Path campaign, String... options) throws IOException {
		Captured refused = Captured
			.run(Stream.concat(Stream.of("check", campaign.toString(), "--bulksend.api.source=s-1", "--data-dir",
					this.folder.resolve("data").toString()), Stream.of(options))
				.toArray(String[]::new));
		assertThat(refused.exitCode()).as(refused.err()).isEqualTo(2);
		assertThat(refused.out()).isEmpty();
		assertThat(refused.err()).hasLineCount(1).startsWith("bulk-send: ");
		try (Stream<Path> files = Files.list(this.folder)) {
			assertThat(files).containsExactly(campaign);
		}
	}

}
