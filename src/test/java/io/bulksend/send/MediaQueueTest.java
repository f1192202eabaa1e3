package io.bulksend.send;

import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

import io.bulksend.api.Reply;
import io.bulksend.campaign.Attachment;
import io.bulksend.campaign.AttachmentType;
import io.bulksend.campaign.KeyVersion;
import io.bulksend.campaign.Message;
import io.bulksend.campaign.MessageKey;
import io.bulksend.campaign.OncePer;
import io.bulksend.campaign.RecipientType;
import io.bulksend.campaign.Status;
import io.bulksend.media.MediaIds.RefusedFile;
import io.bulksend.media.MediaIds.Uploaded;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MediaQueueTest {

	private final FakeMedia media = new FakeMedia();

	private final MediaQueue queue = new MediaQueue(this.media);

	private final Deque<Outbound> ready = new ArrayDeque<>();

	private final List<Outbound> again = new ArrayList<>();

	@Test
	void aMessageWaitsForItsFileAndThenGoesBeforeOthers() {
		Outbound withFile = outbound(1, "a");
		Outbound without = outbound(2, null);
		assertThat(this.queue.keeps(withFile)).isTrue();
		assertThat(this.queue.keeps(without)).isFalse();
		this.ready.add(without);
		advance(Long.MAX_VALUE);
		assertThat(this.media.asked()).containsExactly("a");
		assertThat(this.ready).containsExactly(without);
		assertThat(this.queue.firstRow()).isEqualTo(1);
		this.media.end("a", new Uploaded("m-1", false));
		advance(Long.MAX_VALUE);
		assertThat(this.ready).containsExactly(withFile, without);
		assertThat(this.queue.mayGo(withFile)).isTrue();
		assertThat(withFile.message().content().attachment()).isEqualTo(new Attachment.ById("m-1"));
		assertThat(withFile.claim().key()).isEqualTo(outbound(1, "a").claim().key());
		assertThat(this.queue.isEmpty()).isTrue();
	}

	@Test
	void allMessagesWithOneContentShareItsUpload() {
		for (int row = 1; row <= 3; row++) {
			assertThat(this.queue.keeps(outbound(row, "a"))).isTrue();
		}
		advance(Long.MAX_VALUE);
		assertThat(this.queue.keeps(outbound(4, "a"))).isTrue();
		this.media.end("a", new Uploaded("m-1", false));
		advance(Long.MAX_VALUE);
		assertThat(this.media.asked()).containsExactly("a");
		assertThat(this.ready).extracting(Outbound::row).containsExactly(1L, 2L, 3L, 4L);
	}

	@Test
	void noMoreFilesAreAskedForThanMessagesMayGoOut() {
		for (int row = 1; row <= 5; row++) {
			this.queue.keeps(outbound(row, "file " + row));
		}
		advance(2);
		assertThat(this.media.asked()).hasSize(2);
		this.media.end("file 1", new Uploaded("m-1", false));
		advance(2);
		assertThat(this.media.asked()).hasSize(2);
		this.ready.clear();
		advance(2);
		assertThat(this.media.asked()).hasSize(3);
		advance(0);
		assertThat(this.media.asked()).hasSize(3);
	}

	@Test
	void aRefusedFileRefusesItsMessagesAndAChangedOneMakesThemInvalid() {
		Outbound refused = outbound(1, "a");
		Outbound changed = outbound(2, "b");
		this.queue.keeps(refused);
		advance(Long.MAX_VALUE);
		this.media.end("a", new RefusedFile("8008", "no"));
		assertThat(advance(Long.MAX_VALUE)).containsExactly(new RefusedFile("8008", "no"));
		this.media.change("b", "It is another one.");
		assertThat(this.queue.mayGo(refused)).isFalse();
		assertThat(this.queue.mayGo(changed)).isFalse();
		assertThat(this.queue.takeDecided()).extracting((decided) -> decided.outcome().status())
			.containsExactly(Status.REJECTED, Status.INVALID);
		assertThat(this.queue.takeDecided()).isEmpty();
	}

	@Test
	void anIdOfAnEarlierRunThatTheApiForgotIsRenewedOnce() {
		Outbound outbound = outbound(1, "a");
		this.media.end("a", new Uploaded("old", true));
		assertThat(this.queue.mayGo(outbound)).isTrue();
		outbound.called();
		assertThat(this.queue.renews(outbound, new Reply.Refused("8003", "no"))).isFalse();
		assertThat(this.queue.renews(outbound, new Reply.Refused("8008", "no"))).isTrue();
		assertThat(this.queue.mayGo(outbound)).isFalse();
		assertThat(this.media.asked()).containsExactly("a");
		this.media.end("a", new Uploaded("new", false));
		advance(0);
		assertThat(this.again).containsExactly(outbound);
		assertThat(this.queue.mayGo(outbound)).isTrue();
		assertThat(this.queue.renews(outbound, new Reply.Refused("8008", "no"))).isFalse();
	}

	@Test
	void noMoreThanTwoThousandMessagesWait() {
		for (int row = 1; row < 2_000; row++) {
			this.queue.keeps(outbound(row, "file " + row));
		}
		advance(1_000);
		assertThat(this.queue.isFull()).isFalse();
		this.queue.keeps(outbound(2_000, "a"));
		assertThat(this.queue.isFull()).isTrue();
		assertThat(this.queue.progress().waiting()).isEqualTo(2_000);
	}

	private List<RefusedFile> advance(long mayTake) {
		return this.queue.advance(mayTake, this.ready, this.again);
	}

	private static Outbound outbound(long row, @Nullable String content) {
		Attachment attachment = (content != null)
				? new Attachment.ByFile(Path.of("/files/a.pdf"), AttachmentType.DOCUMENT, content)
				: new Attachment.ById("an-id");
		Message message = new Message(Long.toString(447_700_900_000L + row), RecipientType.INDIVIDUAL, "source",
				attachment, null, null);
		return new Outbound(row, message, MessageKey.of(message, OncePer.MESSAGE, KeyVersion.LATEST), false);
	}

}
