package io.bulksend.endtoend;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;

import io.bulksend.testsupport.JarProcess;
import io.bulksend.testsupport.JarProcess.Ended;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class CheckIT {

	@TempDir
	private Path folder;

	@Test
	void saysWhatWouldHappenAndTouchesNothing() throws IOException {
		write("campaign.csv", """
				recipient_whatsapp,attachment_id,caption
				+91 98330-78369,a-1,one
				4915123456789,a-1,"two
				lines"
				12,a-1,three
				919833078369,a-1,one
				14155550123,a-1,four
				""");
		write("stop.txt", "14155550123\n");
		Ended ended = jar().run("check", "campaign.csv", "--suppress", "stop.txt", "--rate", "0.01", "--window",
				"22:00-06:00", "--zone", "Asia/Kolkata");
		assertThat(ended.err()).isEmpty();
		assertThat(ended.out()).isEqualToNormalizingNewlines("""
				File campaign.csv
				Rows                                        5
				Would be sent                               2

				Would not be sent                        Rows   First lines
				  INVALID RECIPIENT_LENGTH                  1   5
				      The number "12" has 2 digits; it takes 10 to 15, country code first.
				  DUPLICATE                                 1   6
				      Same message as line 2.
				  SUPPRESSED                                1   7
				      The recipient is on the suppression list.

				The suppression list names 1 recipient; 1 row is for it.

				Messages by country
				  +49 (Germany)                             1   50.0 %
				  +91 (India)                               1   50.0 %

				As they will arrive, the first of each kind
				  Line 2, to ****8369: attachment a-1
				    | one

				At 0.01 a second it takes 3m 20s.
				It fits the window 22:00-06:00 (Asia/Kolkata) if it starts by 05:56.
				""");
		assertThat(ended.exitCode()).isEqualTo(1);
		assertNothingElseIsHere("campaign.csv", "stop.txt");
	}

	@Test
	void takesSettingsFromEverywhereInTheUsualOrder() throws IOException {
		write("campaign.csv", "Phone|attachment_id\n919833078369|a-1\n".replace('|', '\t'));
		write("application.properties", "bulksend.rate=10\nbulksend.columns.recipient-whatsapp=Phone\n");
		Ended ended = new JarProcess(this.folder, Map.of("BULKSEND_API_SOURCE", "s-1", "BULKSEND_RATE", "20"))
			.run("check", "campaign.csv", "--delimiter", "tab", "--bulksend.window=10:00-11:00", "--bulksend.zone=UTC");
		assertThat(ended.err()).isEmpty();
		assertThat(ended.out()).contains("At 20 a second", "It fits the window 10:00-11:00 (UTC)");
		assertThat(ended.exitCode()).isZero();
	}

	private void assertNothingElseIsHere(String... names) throws IOException {
		try (Stream<Path> files = Files.list(this.folder)) {
			assertThat(files.map((file) -> file.getFileName().toString())
				.filter((name) -> !name.equals("out.txt") && !name.equals("err.txt"))).containsExactlyInAnyOrder(names);
		}
	}

	private JarProcess jar() {
		return new JarProcess(this.folder, Map.of("BULKSEND_API_SOURCE", "s-1"));
	}

	private void write(String name, String text) throws IOException {
		Files.writeString(this.folder.resolve(name), text);
	}

}
