package io.bulksend.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.bulksend.campaign.Status;
import io.bulksend.check.Notes;
import io.bulksend.progress.RunProgress;
import io.bulksend.send.StopReason;
import io.bulksend.send.StopSwitch;
import io.bulksend.testsupport.MediaServer;
import io.bulksend.testsupport.MediaServer.Answer;
import io.bulksend.testsupport.MediaServer.Sent;
import io.bulksend.testsupport.MediaServer.Upload;
import io.bulksend.testsupport.PostgresServer;
import io.bulksend.testsupport.Results;
import io.bulksend.testsupport.SampleMedia;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchException;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Campaigns whose rows name files, from their preflight to their results.
 */
class MediaRunTest {

	private static final String HEADER = "recipient_whatsapp,attachment_file,attachment_type";

	@TempDir
	private Path folder;

	private final MediaServer server = new MediaServer();

	@AfterEach
	void stopServer() {
		this.server.close();
	}

	@Test
	void filesWithManySpellingsAreUploadedOnceEachAndTheirIdsAreSent() throws IOException {
		manySpellings();
	}

	@Test
	void filesWithManySpellingsAreUploadedOnceEachOnPostgres() throws IOException {
		manySpellings("--spring.datasource.url=" + PostgresServer.url(PostgresServer.newDatabase()));
	}

	private void manySpellings(String... more) throws IOException {
		Files.createDirectories(this.folder.resolve("sub"));
		Files.createSymbolicLink(this.folder.resolve("other"), this.folder.resolve("sub"));
		List<String> paths = new ArrayList<>();
		for (int file = 0; file < 50; file++) {
			write("sub/f" + file + ".pdf", SampleMedia.pdf("number " + file));
			write("copy" + file + ".pdf", SampleMedia.pdf("number " + file));
			Files.createSymbolicLink(this.folder.resolve("link" + file), this.folder.resolve("sub/f" + file + ".pdf"));
			paths.addAll(List.of("sub/f" + file + ".pdf", "./other//f" + file + ".pdf", "sub/../link" + file,
					"copy" + file + ".pdf"));
		}
		List<String> rows = IntStream.range(0, 2_000).mapToObj((row) -> row(row, paths.get(row % 200) + ",")).toList();
		campaign(rows);
		String[] options = Stream.concat(Stream.of("--bulksend.concurrency=32"), Stream.of(more))
			.toArray(String[]::new);
		RunResult result = run(options);
		assertThat(result.summary().counts()).containsOnly(Map.entry(Status.ACCEPTED, 2_000L));
		assertThat(this.server.uploads()).hasSize(50).extracting(Upload::sha256).doesNotHaveDuplicates();
		assertThat(this.server.uploads()).extracting(Upload::contentType).containsOnly("application/pdf");
		assertThat(this.server.messages()).extracting(Sent::recipient).doesNotHaveDuplicates().hasSize(2_000);
		Map<String, Set<String>> filesById = this.server.messages()
			.stream()
			.collect(Collectors.groupingBy(Sent::media,
					Collectors.mapping((sent) -> path(paths, sent).replaceAll("\\D", ""), Collectors.toSet())));
		assertThat(filesById).hasSize(50).allSatisfy((id, numbers) -> assertThat(numbers).hasSize(1));
		assertThat(run(options).sentBefore()).isTrue();
	}

	private static String path(List<String> paths, Sent sent) {
		return paths.get((int) (Long.parseLong(sent.recipient()) - 447_700_900_000L) % 200);
	}

	@Test
	void anIdIsUsedAgainUntilItIsOldAndOnceAnewWhereTheApiForgotIt() throws IOException {
		write("a.pdf", SampleMedia.pdf("a"));
		campaign(List.of(row(1, "a.pdf,")));
		run("--bulksend.campaign=one");
		run("--bulksend.campaign=two", "--bulksend.again=true");
		assertThat(this.server.uploads()).hasSize(1);
		assertThat(this.server.messages()).extracting(Sent::media).containsExactly("media-1", "media-1");
		run("--bulksend.campaign=three", "--bulksend.again=true", "--bulksend.media.keep=0s");
		assertThat(this.server.messages().get(2).media()).isEqualTo("media-2");
		this.server.forgetIds();
		campaign(List.of(row(1, "a.pdf,"), row(2, "a.pdf,"), row(3, "a.pdf,")));
		Path metrics = this.folder.resolve("run.prom");
		RunResult result = run("--bulksend.campaign=four", "--bulksend.metrics=" + metrics);
		assertThat(Files.readString(metrics))
			.contains("bulksend_uploads_total{campaign=\"four\",outcome=\"uploaded\"} 1.0");
		assertThat(result.summary().counts()).containsOnly(Map.entry(Status.ACCEPTED, 3L));
		assertThat(this.server.uploads()).hasSize(3);
		assertThat(this.server.messages()).extracting(Sent::media).endsWith("media-3", "media-3", "media-3");
	}

	@Test
	void anIdThatThisRunWasGivenIsNotUploadedForOnceMore() throws IOException {
		write("a.pdf", SampleMedia.pdf("a"));
		campaign(List.of(row(1, "a.pdf,")));
		this.server.onMessage((recipient) -> this.server.forgetIds());
		run();
		assertThat(results("status", "error_code")).containsExactly("REJECTED 8008");
		assertThat(this.server.uploads()).hasSize(1);
	}

	@Test
	void aFileThatIsGoneOrAnotherOneWhenItsTurnComesIsNotSent() throws IOException {
		for (String name : List.of("b", "c", "d")) {
			write(name + ".pdf", SampleMedia.pdf(name));
		}
		campaign(List.of(row(1, ",an-id"), row(2, "b.pdf,"), row(3, "c.pdf,"), row(4, "d.pdf,")),
				"recipient_whatsapp,attachment_file,attachment_id");
		this.server.onMessage((recipient) -> {
			if (recipient.endsWith("1")) {
				write("b.pdf", SampleMedia.pdf("another one"));
				delete("c.pdf");
				// Saved again as it is.
				write("d.pdf", SampleMedia.pdf("d"));
				touch("d.pdf");
			}
		});
		run();
		assertThat(results("status", "error_code")).containsExactly("ACCEPTED ", "INVALID ATTACHMENT_FILE",
				"INVALID ATTACHMENT_FILE", "ACCEPTED ");
		assertThat(results("error_message").get(1)).contains("b.pdf").contains("was changed");
		assertThat(this.server.messages()).extracting(Sent::recipient)
			.containsExactlyInAnyOrder("447700900001", "447700900004");
	}

	@Test
	void aRowWhoseFileWasGoneOrAnotherOneGoesOutAsItLiesWhenItIsGivenBack() throws IOException {
		for (String name : List.of("a", "b", "c")) {
			write(name + ".pdf", SampleMedia.pdf(name));
		}
		campaign(List.of(row(1, "a.pdf,"), row(2, "b.pdf,"), row(3, "c.pdf,"), row(4, "b.pdf,"), row(5, "c.pdf,")));
		run("--bulksend.limit=1");
		write("b.pdf", SampleMedia.pdf("another one"));
		delete("c.pdf");
		run();
		assertThat(results("status", "error_code")).containsExactly("ACCEPTED ", "INVALID ATTACHMENT_FILE",
				"INVALID ATTACHMENT_FILE", "INVALID ATTACHMENT_FILE", "INVALID ATTACHMENT_FILE");
		assertThat(results("error_message").get(1)).contains("b.pdf").contains("give the row back");
		Path retry = this.folder.resolve("spring-retry.csv");
		// Only the second row: what the others name stays what it was.
		write("fixed.csv", (Files.readAllLines(retry).get(0) + "\n" + Files.readAllLines(retry).get(1) + "\n")
			.getBytes(StandardCharsets.UTF_8));
		String fixed = "--bulksend.corrections=" + this.folder.resolve("fixed.csv");
		assertThat(check(fixed).goOut()).isEqualTo(1);
		run(fixed);
		assertThat(results("status")).containsExactly("ACCEPTED", "ACCEPTED", "INVALID", "INVALID", "INVALID");
		assertThat(this.server.uploads()).extracting(Upload::sha256).hasSize(2).doesNotHaveDuplicates();
		assertThat(results("attachment_file").get(1)).isEqualTo("./b.pdf");
		assertThat(run(fixed).summary().counts()).containsEntry(Status.INVALID, 3L);
		assertThat(this.server.messages()).hasSize(2);
		write("b.pdf", SampleMedia.pdf("yet another one"));
		run("--bulksend.corrections=" + retry);
		assertThat(results("status")).containsExactly("ACCEPTED", "ACCEPTED", "INVALID", "ACCEPTED", "INVALID");
		assertThat(this.server.uploads()).extracting(Upload::sha256).hasSize(3).doesNotHaveDuplicates();
		assertThat(results("attachment_file").get(3)).isEqualTo("././b.pdf");
	}

	@Test
	void theSameCorrectionsTwiceSendWhatWasPutRightInBetween() throws IOException {
		write("a.pdf", SampleMedia.pdf("a"));
		write("b.pdf", SampleMedia.pdf("b"));
		campaign(List.of(row(1, "a.pdf,"), row(2, "b.pdf,"), row(3, "late.pdf,")));
		run("--bulksend.limit=1");
		delete("b.pdf");
		run();
		Path retry = this.folder.resolve("spring-retry.csv");
		String given = Files.readString(retry);
		assertThat(run("--bulksend.corrections=" + retry).summary().counts()).containsEntry(Status.INVALID, 2L);
		assertThat(Files.readString(retry)).isEqualTo(given);
		write("b.pdf", SampleMedia.pdf("b"));
		assertThat(check("--bulksend.corrections=" + retry).goOut()).isEqualTo(1);
		run("--bulksend.corrections=" + retry);
		assertThat(results("status")).containsExactly("ACCEPTED", "ACCEPTED", "INVALID");
		write("late.pdf", SampleMedia.pdf("late"));
		write("again.csv", given.getBytes(StandardCharsets.UTF_8));
		run("--bulksend.corrections=" + this.folder.resolve("again.csv"));
		assertThat(results("status")).containsExactly("ACCEPTED", "ACCEPTED", "ACCEPTED");
		assertThat(this.server.messages()).extracting(Sent::recipient).doesNotHaveDuplicates().hasSize(3);
		assertThat(run("--bulksend.corrections=" + this.folder.resolve("again.csv")).sentBefore()).isTrue();
	}

	@Test
	void correctionsThatCameBeforeDoNotTakeBackLaterOnes() throws IOException {
		write("b.pdf", SampleMedia.pdf("b"));
		write("c.pdf", SampleMedia.pdf("c"));
		campaign(List.of(row(1, "a.pdf,"), row(2, "b.pdf,")));
		String anyShare = "--bulksend.max-invalid=100";
		run(anyShare);
		write("first.csv", "line,attachment_file\n2,gone.pdf\n".getBytes(StandardCharsets.UTF_8));
		write("second.csv", "line,attachment_file\n2,missing.pdf\n".getBytes(StandardCharsets.UTF_8));
		String first = "--bulksend.corrections=" + this.folder.resolve("first.csv");
		run(anyShare, first);
		run(anyShare, "--bulksend.corrections=" + this.folder.resolve("second.csv"));
		write("gone.pdf", SampleMedia.pdf("gone"));
		assertThat(check(anyShare, first).goOut()).isZero();
		run(anyShare, first);
		assertThat(results("status", "attachment_file")).containsExactly("INVALID missing.pdf", "ACCEPTED b.pdf");
		assertThat(this.server.messages()).hasSize(1);
	}

	@Test
	void aFileThatChangedBetweenTwoRunsIsNotSentByTheSecond() throws IOException {
		write("a.pdf", SampleMedia.pdf("a"));
		write("b.pdf", SampleMedia.pdf("b"));
		campaign(List.of(row(1, "a.pdf,"), row(2, "b.pdf,"), row(3, "b.pdf,document")));
		run("--bulksend.limit=1");
		assertThat(this.server.uploads()).hasSizeLessThanOrEqualTo(2);
		write("b.pdf", SampleMedia.pdf("B"));
		run();
		assertThat(results("status", "error_code")).containsExactly("ACCEPTED ", "INVALID ATTACHMENT_FILE",
				"INVALID ATTACHMENT_FILE");
		assertThat(this.server.messages()).hasSize(1);
	}

	@Test
	void aFinishedCampaignNeedsItsFilesNoMore() throws IOException {
		write("a.pdf", SampleMedia.pdf("a"));
		campaign(List.of(row(1, "a.pdf,"), row(2, "missing.pdf,")));
		run();
		String before = Files.readString(this.folder.resolve("spring-results.csv"));
		delete("a.pdf");
		assertThat(run().sentBefore()).isTrue();
		assertThat(Files.readString(this.folder.resolve("spring-results.csv"))).isEqualTo(before);
		assertThat(this.server.messages()).hasSize(1);
		CheckResult check = check();
		assertThat(check.goOut()).isZero();
		assertThat(check.notes().files()).isNull();
	}

	@Test
	void checkCountsTheFilesOfThoseMessagesThatGoOut() throws IOException {
		for (String name : List.of("a", "b", "c", "d", "e")) {
			write(name + ".pdf", SampleMedia.pdf(name));
		}
		write("stop.csv", "447700900003\n".getBytes(StandardCharsets.UTF_8));
		campaign(List.of("447700900001,a.pdf,", "447700900002,b.pdf,", "447700900003,c.pdf,",
				"447700900004,d.pdf," + "x".repeat(1_025)), "recipient_whatsapp,attachment_file,caption");
		String suppress = "--bulksend.suppress=" + this.folder.resolve("stop.csv");
		assertThat(files(check(suppress))).isEqualTo(2);
		run(suppress, "--bulksend.limit=1");
		assertThat(files(check(suppress))).isEqualTo(1);
		run(suppress);
		write("fixed.csv", "line,attachment_file,caption\n5,e.pdf,short\n".getBytes(StandardCharsets.UTF_8));
		assertThat(files(check(suppress, "--bulksend.corrections=" + this.folder.resolve("fixed.csv")))).isEqualTo(1);
	}

	@Test
	void checkSaysWhatHasToBeUploadedAndWhatWasBefore() throws IOException {
		write("a.pdf", SampleMedia.pdf("a"));
		write("b.pdf", SampleMedia.pdf("longer than a"));
		campaign(List.of(row(1, "a.pdf,")));
		run();
		campaign(List.of(row(2, "a.pdf,"), row(3, "b.pdf,"), row(4, "b.pdf,")));
		String next = "--bulksend.campaign=next";
		String rate = "--bulksend.media.rate=1";
		long a = SampleMedia.pdf("a").length;
		long b = SampleMedia.pdf("longer than a").length;
		assertThat(check(next, rate).notes().files()).isEqualTo(new Notes.Files(2, a + b, 1, b, 1));
		assertThat(check(next, rate, "--bulksend.api.url=http://127.0.0.1:1/").notes().files()).as("at another address")
			.isEqualTo(new Notes.Files(2, a + b, 2, a + b, 1));
		assertThat(check(next, rate, "--bulksend.media.keep=0s").notes().files()).as("too old")
			.isEqualTo(new Notes.Files(2, a + b, 2, a + b, 1));
		assertThat(check(next, rate, "--bulksend.sandbox=true").notes().files())
			.isEqualTo(new Notes.Files(2, a + b, 2, a + b, 1));
	}

	private static long files(CheckResult check) {
		return Objects.requireNonNull(check.notes().files()).count();
	}

	@Test
	void theSameContentUnderAnotherNameIsTheSameMessage() throws IOException {
		write("a.pdf", SampleMedia.pdf("a"));
		write("copy.pdf", SampleMedia.pdf("a"));
		campaign(List.of(row(1, "a.pdf,"), row(1, "copy.pdf,document")));
		run();
		assertThat(results("status")).containsExactly("ACCEPTED", "DUPLICATE");
		campaign(List.of(row(1, "copy.pdf,"), row(2, "copy.pdf,")));
		delete("a.pdf");
		run("--bulksend.amend=true");
		assertThat(results("status")).containsExactly("ACCEPTED", "ACCEPTED");
		assertThat(this.server.messages()).extracting(Sent::recipient).containsExactly("447700900001", "447700900002");
		assertThat(this.server.uploads()).hasSize(1);
	}

	@Test
	void anotherContentUnderTheSameNameIsAnotherMessage() throws IOException {
		write("a.pdf", SampleMedia.pdf("a"));
		campaign(List.of(row(1, "a.pdf,")));
		run();
		write("a.pdf", SampleMedia.pdf("b"));
		campaign(List.of(row(1, "a.pdf,"), row(2, "a.pdf,")));
		assertThat(catchException(() -> run("--bulksend.amend=true")))
			.hasMessageContaining("1 message was changed after it was sent, in attachment");
		assertThat(this.server.messages()).hasSize(1);
	}

	@Test
	void noMoreFilesAreUploadedThanMessagesMayGoOut() throws IOException {
		List<String> rows = new ArrayList<>();
		for (int file = 0; file < 30; file++) {
			write("f" + file + ".pdf", SampleMedia.pdf("f" + file));
			rows.add(row(file, "f" + file + ".pdf,"));
		}
		campaign(rows);
		RunResult result = run("--bulksend.limit=3");
		assertThat(result.stop().orElseThrow().reason()).isEqualTo(StopReason.LIMIT);
		assertThat(this.server.uploads()).hasSize(3);
		run("--bulksend.window=00:00-00:01", "--bulksend.zone=" + farFromMidnight());
		assertThat(this.server.uploads()).hasSize(3);
		run();
		assertThat(this.server.uploads()).hasSize(30);
		assertThat(this.server.messages()).hasSize(30);
	}

	@Test
	void noMoreFilesAreUploadedThanRecipientsMayGetOneThatDay() throws IOException {
		List<String> rows = new ArrayList<>();
		for (int file = 0; file < 30; file++) {
			write("f" + file + ".pdf", SampleMedia.pdf("f" + file));
			rows.add(row(file, "f" + file + ".pdf,"));
		}
		write("more.pdf", SampleMedia.pdf("more"));
		rows.add(row(0, "more.pdf,"));
		campaign(rows);
		RunResult result = run("--bulksend.per-day=3");
		assertThat(result.stop().orElseThrow().reason()).isEqualTo(StopReason.PER_DAY);
		assertThat(this.server.messages()).extracting(Sent::recipient)
			.containsExactlyInAnyOrder("447700900000", "447700900001", "447700900002", "447700900000");
		assertThat(this.server.uploads()).hasSize(4);
		run("--bulksend.per-day=5");
		assertThat(this.server.messages()).hasSize(6);
		assertThat(this.server.uploads()).hasSize(6);
		run();
		assertThat(this.server.messages()).hasSize(31);
	}

	private static String farFromMidnight() {
		int hour = Instant.now().atOffset(ZoneOffset.UTC).getHour();
		return "UTC" + ((hour < 12) ? "+6" : "-6");
	}

	static Stream<Arguments> faults() {
		return Stream.of(arguments("once 503", once(Answer.of(503, "away")), "ACCEPTED ", 2),
				arguments("once 500 as a page", once(Answer.of(500, "<html>")), "ACCEPTED ", 2),
				arguments("once 500 with a failure that nobody documented",
						once(Answer.of(500, Answer.refused("500").body())), "ACCEPTED ", 2),
				arguments("once no answer", once(Answer.CUT), "ACCEPTED ", 2),
				arguments("once success without an id", once(Answer.of(200, "{\"status\":\"success\",\"data\":{}}")),
						"ACCEPTED ", 2),
				arguments("once 429", once(new Answer(429, "", Map.of("Retry-After", "0"))), "ACCEPTED ", 2),
				arguments("once 8005", once(Answer.refused("8005")), "ACCEPTED ", 2),
				arguments("8005 for ever", always(Answer.refused("8005")), "REJECTED 8005", 3),
				arguments("8008", always(Answer.refused("8008")), "REJECTED 8008", 1),
				arguments("413", always(Answer.of(413, "too large")), "REJECTED HTTP_413", 1));
	}

	private static MediaServer.Answers once(Answer answer) {
		return (name, attempt) -> (attempt == 1) ? answer : Answer.TAKEN;
	}

	private static MediaServer.Answers always(Answer answer) {
		return (name, attempt) -> answer;
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("faults")
	void whatIsNoAnswerIsTriedAgainAndARefusalIsThatOfTheRows(String fault, MediaServer.Answers answers, String row,
			int uploads) throws IOException {
		write("a.pdf", SampleMedia.pdf("a"));
		campaign(List.of(row(1, "a.pdf,"), row(2, "a.pdf,"), "447700900003,,"));
		this.server.answer(answers);
		RunResult result = run();
		assertThat(results("status", "error_code")).startsWith(row, row);
		assertThat(result.stop()).isEmpty();
		assertThat(this.server.uploads()).hasSize(uploads);
	}

	static Stream<Arguments> ends() {
		return Stream.of(arguments("401", Answer.of(401, "{}"), StopReason.ACCOUNT_REFUSED),
				arguments("403", Answer.of(403, ""), StopReason.ACCOUNT_REFUSED),
				arguments("8004", Answer.refused("8004"), StopReason.ACCOUNT_REFUSED),
				arguments("404", Answer.of(404, ""), StopReason.WRONG_ADDRESS),
				arguments("405", Answer.of(405, "<html>"), StopReason.WRONG_ADDRESS),
				arguments("410", Answer.of(410, ""), StopReason.WRONG_ADDRESS),
				arguments("a redirect", new Answer(302, "", Map.of("Location", "https://example.com/")),
						StopReason.WRONG_ADDRESS),
				arguments("a page", Answer.of(200, "<html>"), StopReason.WRONG_ADDRESS),
				arguments("503 for ever", Answer.of(503, ""), StopReason.UNREACHABLE),
				arguments("no answer ever", Answer.CUT, StopReason.UNREACHABLE), arguments("a long wait",
						new Answer(429, "", Map.of("Retry-After", "3600")), StopReason.API_ASKS_TO_WAIT));
	}

	@ParameterizedTest(name = "{0}")
	@MethodSource("ends")
	void whatStopsARunOfMessagesStopsItsUploads(String fault, Answer answer, StopReason reason) throws IOException {
		write("a.pdf", SampleMedia.pdf("a"));
		campaign(List.of(row(1, "a.pdf,"), row(2, "a.pdf,")));
		this.server.answer((name, attempt) -> answer);
		RunResult result = run("--bulksend.give-up-after=1s");
		assertThat(result.stop()).hasValueSatisfying((stop) -> assertThat(stop.reason()).isEqualTo(reason));
		assertThat(results("status")).containsOnly("NOT_SENT");
		this.server.answer((name, attempt) -> Answer.TAKEN);
		assertThat(run().summary().counts()).containsOnly(Map.entry(Status.ACCEPTED, 2L));
	}

	@Test
	void aMessageWithoutAFilePassesThoseThatWaitForTheirs() throws IOException {
		write("a.pdf", SampleMedia.pdf("a"));
		campaign(List.of(row(1, "a.pdf,"), "447700900002,,"), "recipient_whatsapp,attachment_file,attachment_id");
		AtomicBoolean passed = new AtomicBoolean();
		this.server.onMessage((recipient) -> passed.compareAndSet(false, true));
		this.server.answer((name, attempt) -> passed.get() ? Answer.TAKEN : Answer.of(503, ""));
		write("spring.csv",
				("recipient_whatsapp,attachment_file,attachment_id\n447700900001,a.pdf,\n" + "447700900002,,an-id\n")
					.getBytes(StandardCharsets.UTF_8));
		run();
		assertThat(this.server.messages()).extracting(Sent::recipient).containsExactly("447700900002", "447700900001");
	}

	@Test
	void namesThatAreNotAsciiArriveAsTheyAre() throws IOException {
		write("Preise \u00E4\u20AC \u092A\u0943.pdf", SampleMedia.pdf("a"));
		campaign(List.of(row(1, "Preise \u00E4\u20AC \u092A\u0943.pdf,")));
		run();
		assertThat(this.server.uploads()).extracting(Upload::name)
			.containsExactly("Preise \u00E4\u20AC \u092A\u0943.pdf");
	}

	@Test
	void correctionsMayNameFilesAsWell() throws IOException {
		write("a.pdf", SampleMedia.pdf("a"));
		write("b.pdf", SampleMedia.pdf("b"));
		campaign(List.of(row(1, "a.pdf,"), row(2, "missing.pdf,")));
		run();
		Path retry = this.folder.resolve("spring-retry.csv");
		Files.writeString(retry, Files.readString(retry).replace("missing.pdf", "b.pdf"));
		delete("a.pdf");
		run("--bulksend.corrections=" + retry);
		assertThat(results("status")).containsExactly("ACCEPTED", "ACCEPTED");
		assertThat(this.server.messages()).extracting(Sent::media).containsExactly("media-1", "media-2");
	}

	@Test
	void aRowWhoseFileWasPutRightGoesOutWhenItIsGivenBackAsItStands() throws IOException {
		write("a.pdf", SampleMedia.pdf("a"));
		write("large.jpg", SampleMedia.jpeg(5 * 1024 * 1024 + 1));
		write("film.mp4", SampleMedia.png("no film"));
		campaign(List.of(row(1, "a.pdf,"), row(2, "late.pdf,"), row(3, "large.jpg,"), row(4, "film.mp4,video"),
				row(5, "still-missing.pdf,")));
		String anyShare = "--bulksend.max-invalid=100";
		run(anyShare);
		assertThat(results("error_code")).containsExactly("", "ATTACHMENT_FILE", "ATTACHMENT_SIZE", "ATTACHMENT_TYPE",
				"ATTACHMENT_FILE");
		write("late.pdf", SampleMedia.pdf("late"));
		write("large.jpg", SampleMedia.jpeg(1_000));
		write("film.mp4", SampleMedia.mp4("isom", "vide"));
		assertThat(run(anyShare).sentBefore()).isTrue();
		assertThat(this.server.messages()).hasSize(1);
		Path retry = this.folder.resolve("spring-retry.csv");
		assertThat(check(anyShare, "--bulksend.corrections=" + retry).goOut()).isEqualTo(3);
		run(anyShare, "--bulksend.corrections=" + retry);
		assertThat(results("status")).containsExactly("ACCEPTED", "ACCEPTED", "ACCEPTED", "ACCEPTED", "INVALID");
		assertThat(this.server.messages()).extracting(Sent::recipient).doesNotHaveDuplicates().hasSize(4);
	}

	private RunResult run(String... more) {
		List<String> arguments = given(more);
		return Launcher.send(arguments, "", new StopSwitch(), new RunProgress(), (settings) -> {
		});
	}

	private CheckResult check(String... more) {
		return CheckRun.run(given(more));
	}

	private List<String> given(String... more) {
		List<String> arguments = new ArrayList<>(List.of("--bulksend.file=" + this.folder.resolve("spring.csv"),
				"--bulksend.data-dir=" + this.folder, "--bulksend.rate=0", "--bulksend.concurrency=1",
				"--bulksend.api.token=token", "--bulksend.api.source=source", "--bulksend.media.rate=0",
				"--bulksend.api.response-timeout=5s", "--bulksend.api.url=" + this.server.url()));
		for (String setting : more) {
			String name = setting.substring(0, setting.indexOf('=') + 1);
			arguments.removeIf((argument) -> argument.startsWith(name));
			arguments.add(setting);
		}
		return arguments;
	}

	private static String row(int recipient, String rest) {
		return (447_700_900_000L + recipient) + "," + rest;
	}

	private void campaign(List<String> rows) {
		campaign(rows, HEADER);
	}

	private void campaign(List<String> rows, String header) {
		write("spring.csv", (header + "\n" + String.join("\n", rows) + "\n").getBytes(StandardCharsets.UTF_8));
	}

	private void write(String name, byte[] content) {
		try {
			Files.write(this.folder.resolve(name), content);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void delete(String name) {
		assertThat(this.folder.resolve(name).toFile().delete()).isTrue();
	}

	private void touch(String name) {
		try {
			Files.setLastModifiedTime(this.folder.resolve(name), FileTime.from(Instant.now().plusSeconds(10)));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private List<String> results(String... columns) {
		return Results.read(this.folder.resolve("spring-results.csv"))
			.stream()
			.map((row) -> Stream.of(columns).map(row::get).collect(Collectors.joining(" ")))
			.toList();
	}

}
