package io.bulksend.send;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import io.bulksend.api.Reply;
import io.bulksend.campaign.Attachment;
import io.bulksend.campaign.AttachmentType;
import io.bulksend.campaign.KeyVersion;
import io.bulksend.campaign.Message;
import io.bulksend.campaign.MessageKey;
import io.bulksend.campaign.OncePer;
import io.bulksend.campaign.RecipientType;
import io.bulksend.ledger.LedgerFixture;
import io.bulksend.ledger.MessageLedger;
import io.bulksend.media.MediaIds.Uploaded;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Uploads and calls beside each other, in virtual time.
 */
class DispatcherMediaTest {

	private static final long SECOND = Duration.ofSeconds(1).toNanos();

	private static final int RATE = 400;

	private static final int FILES = 20;

	private final VirtualTime time = new VirtualTime();

	private final FakeMedia media = new FakeMedia();

	private final MessageLedger ledger = LedgerFixture.inMemory().plannedFile("campaign", 10_000);

	private final FakeApi api = new FakeApi(this.time, Duration.ofMillis(50),
			(recipient, call) -> new Reply.Accepted("id"));

	@Test
	void theRateHoldsAndIsReachedThoughManyUploadsEndAtOnce() {
		this.time.in(Duration.ofMillis(1_234), () -> end(0, FILES / 2));
		this.time.in(Duration.ofMillis(7_890), () -> end(FILES / 2, FILES));
		Dispatcher dispatcher = new Dispatcher(this.api, this.media, this.ledger,
				new SendSettings(RATE, 64, 50, Duration.ofMinutes(5), 0, null, null, null, 0, 100), new StopSwitch(),
				Canary.none(), DailyLimit.none(), new ProgressBoard(), this.time, new Random(1));
		for (int chunk = 0; chunk < 4; chunk++) {
			dispatcher.send(messages(chunk * 500 + 1, 500));
		}
		dispatcher.settle();
		List<Long> starts = this.api.starts();
		assertThat(starts).hasSize(2_000).isSorted();
		for (int first = 0; first + RATE * 102 / 100 < starts.size(); first++) {
			assertThat(starts.get(first + RATE * 102 / 100) - starts.get(first)).isGreaterThanOrEqualTo(SECOND);
		}
		// A run begins a little slower: with its first call alone, and below its rate.
		assertThat(starts.get(999) - starts.get(0)).isLessThan(1_000 * SECOND / RATE + SECOND / 5);
		assertThat(starts.get(1_999) - starts.get(1_000)).isLessThan(1_000 * SECOND / RATE * 103 / 100);
	}

	private void end(int from, int to) {
		for (int file = from; file < to; file++) {
			this.media.end("content " + file, new Uploaded("m-" + file, false));
		}
	}

	private static List<Outbound> messages(int first, int count) {
		List<Outbound> messages = new ArrayList<>();
		for (int row = first; row < first + count; row++) {
			int file = row % FILES;
			Message message = new Message(Long.toString(447_700_900_000L + row), RecipientType.INDIVIDUAL, "source",
					new Attachment.ByFile(Path.of("/files/f" + file), AttachmentType.DOCUMENT, "content " + file), null,
					null);
			messages.add(new Outbound(row, message, MessageKey.of(message, OncePer.MESSAGE, KeyVersion.LATEST), false));
		}
		return messages;
	}

}
