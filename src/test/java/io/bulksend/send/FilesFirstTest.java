package io.bulksend.send;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.bulksend.campaign.Attachment;
import io.bulksend.campaign.AttachmentType;
import io.bulksend.campaign.Message;
import io.bulksend.campaign.Outcome;
import io.bulksend.campaign.RecipientType;
import io.bulksend.campaign.Status;
import io.bulksend.media.MediaIds.HaltReason;
import io.bulksend.media.MediaIds.Pending;
import io.bulksend.media.MediaIds.RefusedFile;
import io.bulksend.media.MediaIds.Uploaded;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class FilesFirstTest {

	private static final Message WITHOUT = message(new Attachment.ById("an-id"));

	private final FakeMedia media = new FakeMedia();

	private final StopSwitch stop = new StopSwitch();

	private final VirtualTime time = new VirtualTime();

	private final FilesFirst files = new FilesFirst(this.media, this.stop, this.time);

	@Test
	void filesAreUploadedOnceEachBeforeTheirMessagesAreHandedOut() {
		after(1, () -> this.media.end("a", new Uploaded("m-1", false)));
		after(3, () -> this.media.end("b", new Uploaded("m-2", false)));
		this.files.upload(List.of(with("a"), with("b"), with("a"), WITHOUT), () -> {
		});
		assertThat(this.time.nanos()).isGreaterThanOrEqualTo(Duration.ofSeconds(3).toNanos());
		assertThat(this.media.asked()).containsExactly("a", "b");
		assertThat(this.files.withId(with("b"))).isEqualTo(message(new Attachment.ById("m-2")));
		assertThat(this.files.withId(WITHOUT)).isEqualTo(WITHOUT);
		assertThat(List.of(with("a"), with("b"), WITHOUT)).allSatisfy((message) -> {
			assertThat(this.files.decided(message)).isEmpty();
			assertThat(this.files.hasKeptId(message)).isFalse();
		});
	}

	@Test
	void whatHasAnIdIsNotWaitedFor() {
		this.media.end("a", new Uploaded("m-1", true));
		this.files.upload(List.of(with("a"), WITHOUT), () -> {
		});
		assertThat(this.media.asked()).isEmpty();
		assertThat(this.time.nanos()).isZero();
		assertThat(this.files.hasKeptId(with("a"))).isTrue();
	}

	@Test
	void aRefusedFileIsTheRefusalOfItsMessages() {
		after(1, () -> this.media.end("a", new RefusedFile("8008", "no")));
		this.files.upload(List.of(with("a"), with("a")), () -> {
		});
		assertThat(this.files.decided(with("a"))).contains(Outcome.of(Status.REJECTED, "8008", "no"));
	}

	@Test
	void aFileThatIsAnotherOneIsNotAskedForOrNotWaitedForAnyMore() {
		this.media.change("a", "It was changed.");
		after(1, () -> {
			this.media.change("b", "It was changed while it was sent.");
			this.media.end("b", new Pending(false));
		});
		this.files.upload(List.of(with("a"), with("b")), () -> {
		});
		assertThat(this.media.asked()).containsExactly("b");
		assertThat(this.files.decided(with("a")).orElseThrow().errorCode()).isEqualTo("ATTACHMENT_FILE");
		assertThat(this.files.decided(with("b")).orElseThrow().errorMessage())
			.isEqualTo("It was changed while it was sent.");
	}

	@Test
	void aStopEndsTheWait() {
		after(1, () -> this.stop.request(StopReason.SIGNAL, "Stopped."));
		this.files.upload(List.of(with("a")), () -> {
		});
		assertThat(this.time.nanos()).isLessThan(Duration.ofSeconds(2).toNanos());
	}

	@Test
	void whatStopsTheUploadsStopsTheRun() {
		after(1, () -> this.media.halt(HaltReason.WRONG_ADDRESS, "Nothing takes files there."));
		this.files.upload(List.of(with("a")), () -> {
		});
		assertThat(this.stop.requested().orElseThrow().reason()).isEqualTo(StopReason.WRONG_ADDRESS);
	}

	@Test
	void anIdThatTheApiForgotIsRenewed() {
		this.media.end("a", new Uploaded("old", true));
		this.files.renew(with("a"), this.files.withId(with("a")));
		after(1, () -> this.media.end("a", new Uploaded("new", false)));
		this.files.upload(List.of(with("a")), () -> {
		});
		assertThat(this.media.asked()).containsExactly("a");
		assertThat(this.files.withId(with("a"))).isEqualTo(message(new Attachment.ById("new")));
		assertThat(this.files.hasKeptId(with("a"))).isFalse();
	}

	private void after(int seconds, Runnable action) {
		this.time.in(Duration.ofSeconds(seconds), action);
	}

	private static Message with(String content) {
		return message(new Attachment.ByFile(Path.of("/files/a.pdf"), AttachmentType.DOCUMENT, content));
	}

	private static Message message(Attachment attachment) {
		return new Message("447700900001", RecipientType.INDIVIDUAL, "source", attachment, null, null);
	}

}
