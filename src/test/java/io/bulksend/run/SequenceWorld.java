package io.bulksend.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import io.bulksend.campaign.Status;
import io.bulksend.cli.output.CommandFailure;
import io.bulksend.progress.RunProgress;
import io.bulksend.run.SequenceStep.End;
import io.bulksend.send.StopReason;
import io.bulksend.send.StopSwitch;
import io.bulksend.testsupport.RecordingServer;
import io.bulksend.testsupport.RecordingServer.Answer;
import io.bulksend.testsupport.Results;
import org.jspecify.annotations.Nullable;

import org.springframework.util.FileSystemUtils;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A folder in which a person works with a campaign in every way that they can think of,
 * the ledger, and a server that holds what came in against what was asked for. A process
 * that is killed leaves the ledger as it was in the middle of a call, and no results;
 * what it does from then on reaches nobody.
 */
final class SequenceWorld implements AutoCloseable {

	private static final String[] NAMES = { "spring (1).csv", "SPRING.csv", "e\u0301te\u0301.csv", "news.csv" };

	private static final String DATABASE = "data/ledger/bulksend.mv.db";

	/** By some of these together results are recognised. */
	private static final List<Set<String>> MARKS = List.of(Set.of("campaign", "line"),
			Set.of("line", "status", "error_code"), Set.of("message_id"));

	private static final Set<String> NEEDED = Set.of("recipient_whatsapp", "attachment_id");

	private final RecordingServer server = new RecordingServer((number, body) -> answer(body));

	private final Path root;

	private final Path folder;

	private final SequenceFile file;

	private final int refusedAtFirst;

	private final MessagesGot got = new MessagesGot();

	private final List<String> log = new ArrayList<>();

	private final List<byte[]> sent = new ArrayList<>();

	private byte[] resultsOf = {};

	private @Nullable Path backup;

	private @Nullable Path newest;

	private int copies;

	// Of the run that is under way.

	private End end = End.WHOLE;

	private int at;

	private int calls;

	private boolean dead;

	private StopSwitch stop = new StopSwitch();

	private final List<MessagesGot.Text> taken = new ArrayList<>();

	private final List<MessagesGot.Text> unanswered = new ArrayList<>();

	/**
	 * A world.
	 * @param root an empty folder
	 * @param file the campaign's file
	 * @param refusedAtFirst a bit for each message that the API refuses the first time
	 */
	SequenceWorld(Path root, SequenceFile file, int refusedAtFirst) {
		this.root = root;
		this.folder = root.resolve("desk");
		this.file = file;
		this.refusedAtFirst = refusedAtFirst;
		make(this.folder);
		save("spring.csv");
	}

	// What a person does.

	void take(SequenceStep step) {
		int which = step.which();
		int how = step.how();
		switch (step.action()) {
			case SEND -> send(step, "spring.csv");
			case SEND_FROM_ANOTHER_FOLDER -> {
				write("other/spring.csv", read("spring.csv"));
				send(step, "other/spring.csv");
			}
			case SEND_WITH_ANOTHER_LEDGER -> {
				if (results("spring-results.csv").stream().anyMatch((row) -> "ACCEPTED".equals(row.get("status")))) {
					send(step, "spring.csv", "--bulksend.data-dir=" + this.folder.resolve("data-2"));
				}
			}
			case SEND_COPY -> copy(step);
			case SEND_COPY_AGAIN -> copy(step, "--bulksend.again=true");
			case SEND_RESULTS -> results(step, false).ifPresent((name) -> send(step, name));
			case AMEND_WITH_RESULTS -> results(step, true)
				.ifPresent((name) -> send(step, name, "--bulksend.campaign=spring", "--bulksend.amend=true"));
			case AMEND -> send(step, "spring.csv", "--bulksend.amend=true");
			case AMEND_SKIPPING_CHANGES -> send(step, "spring.csv", "--bulksend.amend=true", "--bulksend.changed=skip");
			case AMEND_SENDING_CHANGES -> send(step, "spring.csv", "--bulksend.amend=true", "--bulksend.changed=send");
			case CORRECT -> correct(step, "refuse");
			case CORRECT_SKIPPING_CHANGES -> correct(step, "skip");
			case CORRECT_SENDING_CHANGES -> correct(step, "send");
			case RETRY_REJECTED -> send(step, "spring.csv", "--bulksend.retry=rejected");
			case RETRY_IN_DOUBT -> send(step, "spring.csv", "--bulksend.retry=in-doubt");
			case EDIT_CAPTION -> edit(() -> this.file.editCaption(which, how));
			case EDIT_HEADER -> edit(() -> this.file.editHeader(which, how));
			case EDIT_LINE_BREAKS -> edit(this.file::editLineBreaks);
			case EDIT_NUMBER -> edit(() -> this.file.editNumber(which, how));
			case EDIT_SOURCE -> edit(() -> this.file.editSource(how));
			case MOVE_ROW -> edit(() -> this.file.move(which));
			case ADD_ROW -> edit(() -> this.file.add(which, how));
			case REMOVE_ROW -> edit(() -> this.file.remove(which));
			case LOSE_LEDGER -> loseLedger(how);
			case BACK_UP -> backUp();
			case RESTORE -> restore();
			case PUT_BACK -> putBack();
		}
	}

	private void edit(Runnable change) {
		change.run();
		save("spring.csv");
		this.log.add("edited: "
				+ new String(this.file.bytes(), StandardCharsets.UTF_8).replace("\n", "\\n").replace("\r", "\\r"));
	}

	private void save(String name) {
		write(name, this.file.bytes());
	}

	private void copy(SequenceStep step, String... options) {
		if (this.sent.isEmpty()) {
			return;
		}
		String name = NAMES[step.how() % NAMES.length];
		write(name, this.sent.get(step.which() % this.sent.size()));
		String campaign = (step.how() % 5 == 4) ? "--bulksend.campaign=other" : "--bulksend.max-failures=10";
		send(step, name, Stream.concat(Stream.of(options), Stream.of(campaign)).toArray(String[]::new));
	}

	/** Saves results under another name, without some of their columns. */
	private Optional<String> results(SequenceStep step, boolean anyColumn) {
		List<Map<String, String>> rows = results((step.how() % 2 == 0) ? "spring-results.csv" : "spring-retry.csv");
		if (rows.isEmpty()) {
			return Optional.empty();
		}
		boolean anyId = rows.stream()
			.anyMatch((row) -> "ACCEPTED".equals(row.get("status")) && !row.get("message_id").isEmpty());
		Set<String> mark = MARKS.get(step.which() % (anyId ? 3 : 2));
		List<String> columns = List.copyOf(rows.get(0).keySet());
		int gone = step.which() << 4 | step.how();
		List<String> kept = IntStream.range(0, columns.size())
			.filter((i) -> (gone >> i % Byte.SIZE & 1) == 0 || NEEDED.contains(columns.get(i))
					|| (!anyColumn && mark.contains(columns.get(i))))
			.mapToObj(columns::get)
			.toList();
		String name = "rest " + step.how() + ".csv";
		write(name, csv(kept, rows));
		return Optional.of(name);
	}

	/** Completes numbers that were cut, and changes what was refused or not sent. */
	private void correct(SequenceStep step, String rule) {
		List<Map<String, String>> rows = results((step.how() % 2 == 0) ? "spring-results.csv" : "spring-retry.csv");
		if (rows.isEmpty() || !Arrays.equals(this.resultsOf, read("spring.csv"))) {
			return;
		}
		Set<String> changed = rows.stream()
			.filter((row) -> step.which() % 2 == 0 && Set.of("REJECTED", "NOT_SENT").contains(row.get("status")))
			.map(SequenceWorld::slot)
			.collect(Collectors.toSet());
		for (Map<String, String> row : rows) {
			row.put("recipient_whatsapp", SequenceFile.meant(row.get("recipient_whatsapp")));
			if (changed.contains(slot(row))) {
				row.put("caption", "Corrected " + step.how() % 3);
			}
		}
		List<String> columns = new ArrayList<>(rows.get(0).keySet());
		if (step.which() % 3 == 1) {
			columns.removeAll(List.of("x-apiheader", "status", "campaign", "message_id"));
		}
		write("corrected.csv", csv(columns, rows));
		send(step, "spring.csv", "--bulksend.corrections=" + this.folder.resolve("corrected.csv"),
				"--bulksend.changed=" + rule);
	}

	private static String slot(Map<String, String> row) {
		return row.get("recipient_whatsapp").replaceAll("\\D", "") + " " + row.get("attachment_id");
	}

	// What becomes of the ledger.

	private Path database() {
		return this.folder.resolve(DATABASE);
	}

	private void loseLedger(int how) {
		if (this.newest != null || !Files.exists(database())) {
			return;
		}
		try {
			this.newest = another(database());
			switch (how % 3) {
				case 0 -> Files.delete(database());
				case 1 -> Files.write(database(), new byte[0]);
				default -> {
					byte[] all = Files.readAllBytes(database());
					Files.write(database(), Arrays.copyOf(all, all.length / 2));
				}
			}
			this.log.add("ledger lost, in way " + how % 3);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private void backUp() {
		if (this.newest == null && Files.exists(database())) {
			this.backup = another(database());
			this.log.add("ledger backed up");
		}
	}

	private void restore() {
		if (this.newest == null && this.backup != null) {
			this.newest = another(database());
			replace(this.backup, database());
			this.log.add("older ledger restored");
		}
	}

	void putBack() {
		if (this.newest != null) {
			replace(this.newest, database());
			this.newest = null;
			this.log.add("newest ledger put back");
		}
	}

	// What a command does.

	private Optional<RunResult> send(SequenceStep step, String name, String... options) {
		boolean atAChange = step.end() == End.KILLED_AT_A_CHANGE;
		return send(step.end(), 1 + (atAChange ? step.how() : step.how() % 2), name, options);
	}

	Optional<RunResult> send(End how, int at, String name, String... options) {
		begin(how, at);
		byte[] bytes = read(name);
		Path before = this.root.resolve("before");
		if (how == End.KILLED || how == End.KILLED_AT_A_CHANGE) {
			copy(this.folder, before);
		}
		if (how == End.KILLED_AT_A_CHANGE) {
			dieAtAChange();
		}
		List<String> arguments = new ArrayList<>(
				List.of("--bulksend.file=" + this.folder.resolve(name), "--bulksend.rate=0", "--bulksend.concurrency=1",
						"--bulksend.api.token=token", "--bulksend.api.source=source", "--bulksend.max-invalid=100",
						"--bulksend.api.url=" + this.server.url()));
		if (how == End.LIMIT) {
			arguments.add("--bulksend.limit=" + at);
		}
		arguments.addAll(List.of(options));
		if (Stream.of(options).noneMatch((option) -> option.contains(".data-dir"))) {
			arguments.add("--bulksend.data-dir=" + this.folder.resolve("data"));
		}
		Optional<RunResult> result = Optional.empty();
		String end;
		try {
			result = Optional.of(Launcher.send(arguments, "", this.stop, new RunProgress(), (settings) -> {
			}));
			end = result.get().summary().counts().toString();
		}
		catch (RuntimeException ex) {
			CommandFailure failure = CommandFailure.of(ex);
			end = failure.exitCode() + " " + failure.message();
			if (!this.dead) {
				assertThat(failure.message()).as(this + "\n" + name).contains(" ").doesNotContain("--debug");
			}
		}
		BeforeEachChange.doesNothing();
		this.log.add("send " + name + " " + String.join(" ", options) + " " + how + " " + at + " " + this.taken + ": "
				+ (this.dead ? "killed" : end));
		remember(name, bytes, result, List.of(options));
		if (this.dead) {
			FileSystemUtils.deleteRecursively(this.folder.toFile());
			copy(before, this.folder);
			FileSystemUtils.deleteRecursively(this.folder.resolve("data").toFile());
			copy(this.root.resolve("dead"), this.folder.resolve("data"));
			result = Optional.empty();
		}
		assertThat(this.got.twice()).as(toString()).isEmpty();
		return result;
	}

	/** Where there is a ledger to change. */
	private void dieAtAChange() {
		if (this.newest != null || !Files.exists(database())) {
			return;
		}
		try {
			BeforeEachChange.watch(database().getParent());
		}
		catch (SQLException ex) {
			throw new AssertionError(toString(), ex);
		}
		AtomicInteger changes = new AtomicInteger();
		BeforeEachChange.does(() -> {
			if (changes.incrementAndGet() == this.at) {
				die();
			}
		});
	}

	private synchronized void die() {
		if (!this.dead) {
			copy(this.folder.resolve("data"), this.root.resolve("dead"));
			this.dead = true;
		}
	}

	private synchronized void begin(End how, int at) {
		this.end = how;
		this.at = at;
		this.calls = 0;
		this.dead = false;
		this.stop = new StopSwitch();
		this.taken.clear();
		this.unanswered.clear();
	}

	/** What the run means for those that follow. */
	private synchronized void remember(String name, byte[] bytes, Optional<RunResult> result, List<String> options) {
		if (result.isEmpty() && this.calls == 0) {
			return;
		}
		this.newest = null;
		if (options.contains("--bulksend.retry=in-doubt")) {
			this.got.mayRepeatWhatIsInDoubt();
		}
		if (options.contains("--bulksend.again=true")) {
			this.got.mayRepeatAll();
		}
		if (options.contains("--bulksend.changed=send")) {
			this.got.mayChangeAll();
		}
		this.got.doubt(this.dead ? this.taken : this.unanswered);
		if (this.dead) {
			// How far it was may have been written a moment before.
			this.backup = null;
		}
		else if (name.equals("spring.csv") && result.isPresent()) {
			this.resultsOf = bytes;
		}
		boolean any = !this.taken.isEmpty() || result
			.map((ended) -> ended.summary().count(Status.ACCEPTED) + ended.summary().count(Status.IN_DOUBT) > 0)
			.orElse(false);
		if (any && this.sent.stream().noneMatch((each) -> Arrays.equals(each, bytes))) {
			this.sent.add(bytes);
		}
		this.taken.forEach(this.got::got);
	}

	private synchronized Answer answer(String body) {
		if (this.dead) {
			return Answer.refused(403, "8004");
		}
		this.calls++;
		MessagesGot.Text text = MessagesGot.Text.of(body);
		boolean now = this.calls == this.at;
		boolean refused = this.got.isFirstCall(text.slot())
				&& (this.refusedAtFirst >> Math.floorMod(text.slot().hashCode(), 4) & 1) == 1;
		if (!refused) {
			this.taken.add(text);
		}
		if (now && this.end == End.KILLED) {
			die();
			return Answer.refused(403, "8004");
		}
		if (now && this.end == End.STOPPED) {
			this.stop.request(StopReason.SIGNAL, "Stopped.");
		}
		if (refused) {
			return Answer.refused(400, "8003");
		}
		if (now && this.end == End.ANSWER_LOST) {
			this.unanswered.add(text);
			return new Answer(502, "<html></html>", 0, "");
		}
		this.copies++;
		return Answer.accepted(this.copies, 0);
	}

	// What must hold in the end.

	/** The right command finishes the campaign, or says why it does not. */
	void finish() {
		putBack();
		send(End.WHOLE, 0, "spring.csv").ifPresent(this::requireDone);
		send(End.WHOLE, 0, "spring.csv", "--bulksend.amend=true", "--bulksend.changed=skip")
			.ifPresent(this::requireDone);
		Optional<RunResult> last = send(End.WHOLE, 0, "spring.csv");
		last.ifPresent(this::requireDone);
		// What went out again by that word may be another campaign's by now.
		assertThat(last.isPresent() || this.got.wereAskedForAll()).as(toString()).isTrue();
	}

	private void requireDone(RunResult result) {
		assertThat(result.summary().count(Status.NOT_SENT)).as(toString()).isZero();
		for (Map<String, String> row : results("spring-results.csv")) {
			if ("ACCEPTED".equals(row.get("status"))) {
				String number = SequenceFile.meant(row.get("recipient_whatsapp")).replaceAll("\\(0\\)|\\D", "");
				assertThat(this.got.hasGot(number, row.get("attachment_id"))).as(row + " in " + this).isTrue();
			}
		}
	}

	@Override
	public String toString() {
		return this.log.stream().collect(Collectors.joining("\n", "\n", "\n"));
	}

	// Files.

	private List<Map<String, String>> results(String name) {
		Path results = this.folder.resolve(name);
		return Files.exists(results) ? Results.read(results) : List.of();
	}

	private static byte[] csv(List<String> columns, List<Map<String, String>> rows) {
		StringBuilder text = new StringBuilder(String.join(",", columns)).append('\n');
		for (Map<String, String> row : rows) {
			text.append(columns.stream()
				.map((column) -> '"' + row.get(column).replace("\"", "\"\"") + '"')
				.collect(Collectors.joining(","))).append('\n');
		}
		return text.toString().getBytes(StandardCharsets.UTF_8);
	}

	private void write(String name, byte[] bytes) {
		try {
			Path path = this.folder.resolve(name);
			Files.createDirectories(path.getParent());
			Files.write(path, bytes);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private byte[] read(String name) {
		try {
			return Files.readAllBytes(this.folder.resolve(name));
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void make(Path folder) {
		try {
			Files.createDirectories(folder);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private Path another(Path file) {
		Path copy = this.root.resolve("copy-" + ++this.copies);
		replace(file, copy);
		return copy;
	}

	private static void replace(Path from, Path to) {
		try {
			Files.copy(from, to, StandardCopyOption.REPLACE_EXISTING);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	private static void copy(Path from, Path to) {
		try {
			FileSystemUtils.deleteRecursively(to);
			FileSystemUtils.copyRecursively(from, to);
		}
		catch (IOException ex) {
			throw new UncheckedIOException(ex);
		}
	}

	@Override
	public void close() {
		this.server.close();
	}

}
