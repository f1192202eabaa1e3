package io.bulksend.report;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

import io.bulksend.campaign.Code;
import io.bulksend.campaign.Outcome;
import io.bulksend.campaign.Status;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The report in a real browser.
 */
class ReportPageIT {

	private static final Path PICTURES = Path.of("target", "report-pictures");

	private static Browser browser;

	@TempDir
	private Path folder;

	@BeforeAll
	static void start() {
		browser = Browser.start();
	}

	@AfterAll
	static void stop() {
		if (browser != null) {
			browser.close();
		}
	}

	@ParameterizedTest
	@CsvSource({ "1280, light", "1280, dark", "360, light", "360, dark" })
	void hasNoSeriousBarrierAndFitsTheScreen(int width, String scheme) throws IOException {
		Path page = PageFile.write(this.folder, rows(600), ReportPageIT::mixed,
				PageFile.subject("Spring catalogue", Optional.of("The window closed. Run the same command to go on.")));
		browser.width(width).media("screen", scheme).open(page);
		browser.picture(PICTURES.resolve(width + "-" + scheme + ".png"));
		assertThat(browser.seriousBarriers()).containsExactly("");
		assertThat(browser.<Long>evaluate("document.documentElement.scrollWidth")).isLessThanOrEqualTo(width);
		assertThat(browser.complaints()).isEmpty();
	}

	private static CharSequence rows(int count) {
		StringBuilder csv = new StringBuilder("recipient_whatsapp,source,attachment_id,caption,Name\n");
		for (int i = 0; i < count; i++) {
			csv.append(919_800_000_000L + i)
				.append(",source-1,a-1,\"Hello, your order is on its way\",Customer ")
				.append(i)
				.append('\n');
		}
		return csv;
	}

	private static Outcome mixed(long row) {
		return switch ((int) (row % 40)) {
			case 3 -> Outcome.of(Status.REJECTED, "8003", "Not a WhatsApp contact");
			case 4, 5 -> Outcome.of(Status.REJECTED, "8007", "Outside support window.");
			case 6 ->
				Outcome.invalid(Code.RECIPIENT_LENGTH, "The recipient \"9198333\" has 7 digits; it takes 10 to 15.");
			case 7 -> Outcome.of(Status.IN_DOUBT, "NO_REPLY", "No reply came within 30 s: it may have arrived.");
			case 8 -> Outcome.of(Status.DUPLICATE, null, "The same message as line 5.");
			case 9 -> Outcome.of(Status.SUPPRESSED, null, "The recipient is on the suppression list.");
			case 10 -> Outcome.of(Status.NOT_SENT, null, null);
			default -> Outcome.accepted("id-" + row);
		};
	}

}
