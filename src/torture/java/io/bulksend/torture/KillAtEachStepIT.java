package io.bulksend.torture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.bulksend.testsupport.PostgresServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Claim, call, outcome: the packaged jar is killed at each of these steps in turn, in one
 * campaign. The API picks the moments, as it alone sees them: when a connection is opened
 * the claim is committed and the call not made, when a request arrives the call is made,
 * and when the answer has gone out its outcome is about to be booked. The same with a
 * campaign of files: when one was read its id is not known, and when the id has gone out
 * no message that carries it was sent.
 */
class KillAtEachStepIT {

	private static final int ROWS = 200;

	private static final int FILES = 40;

	private static final int CONCURRENCY = 4;

	@TempDir
	private Path folder;

	private final List<Child> runs = new ArrayList<>();

	@Test
	void nothingIsSentTwiceOrLostOnH2() throws IOException, InterruptedException {
		killAtEachStep(Map.of());
	}

	@Test
	void nothingIsSentTwiceOrLostOnPostgres() throws IOException, InterruptedException {
		killAtEachStep(Map.of("SPRING_DATASOURCE_URL", PostgresServer.url(PostgresServer.newDatabase())));
	}

	@Test
	void noFileIsUploadedTwiceInARunAndNothingIsSentTwiceOrLostOnH2() throws IOException, InterruptedException {
		killAtEachStepOfFiles(Map.of());
	}

	@Test
	void noFileIsUploadedTwiceInARunAndNothingIsSentTwiceOrLostOnPostgres() throws IOException, InterruptedException {
		killAtEachStepOfFiles(Map.of("SPRING_DATASOURCE_URL", PostgresServer.url(PostgresServer.newDatabase())));
	}

	private void killAtEachStep(Map<String, String> database) throws IOException, InterruptedException {
		List<InputRow> input = InputRow.draw(new SplittableRandom(1), ROWS);
		Files.writeString(this.folder.resolve("campaign.csv"), InputRow.csv(input));
		try (FaultyApi api = new FaultyApi(Habits.sound())) {
			killAt(Moment.OF_MESSAGES, input, api, database);
		}
	}

	private void killAtEachStepOfFiles(Map<String, String> database) throws IOException, InterruptedException {
		List<InputRow> input = InputRow.draw(new SplittableRandom(2), ROWS);
		StringBuilder rows = new StringBuilder("recipient_whatsapp,attachment_file,place\n");
		for (int row = 0; row < ROWS; row++) {
			String recipient = input.get(row).recipient();
			rows.append(recipient).append(',').append(file(recipient)).append(',').append(row).append('\n');
		}
		Files.writeString(this.folder.resolve("campaign.csv"), rows);
		for (int file = 0; file < FILES; file++) {
			Files.writeString(this.folder.resolve(file(String.valueOf(file))),
					"%PDF-1.4\nnumber " + file + "\n%%EOF\n");
		}
		try (FaultyApi api = new FaultyApi(Habits.sound())) {
			// A connection may be one for a file as well.
			killAt(List.of(Moment.UPLOAD, Moment.UPLOADED, Moment.ARRIVAL, Moment.UPLOADED, Moment.BEFORE_ANSWER,
					Moment.AFTER_ANSWER), input, api, database);
			assertThat(api.uploads()).extracting((upload) -> upload.run() + " " + upload.file())
				.as("a file in a run")
				.doesNotHaveDuplicates();
			Map<String, String> files = api.uploads()
				.stream()
				.collect(Collectors.toMap(FaultyApi.Upload::id, FaultyApi.Upload::file));
			assertThat(api.calls())
				.allSatisfy((call) -> assertThat(files).containsEntry(call.medium(), file(call.recipient())));
		}
	}

	private static String file(String recipient) {
		return "f" + Long.parseLong(recipient) % FILES + ".pdf";
	}

	private void killAt(List<Moment> moments, List<InputRow> input, FaultyApi api, Map<String, String> database)
			throws IOException, InterruptedException {
		Files.writeString(this.folder.resolve("suppressed.csv"), InputRow.suppressed(input));
		for (Moment moment : moments) {
			int number = (moment == Moment.ARRIVAL || moment == Moment.BEFORE_ANSWER || moment == Moment.AFTER_ANSWER)
					? 15 : 2;
			Child killed = run(api, database, (child) -> new Watch(moment, number, child::kill));
			assertThat(killed.exitCode()).as("killed at %s: %s", moment, killed.complaints()).isEqualTo(137);
		}
		Child last = run(api, database, (child) -> Watch.NOTHING);
		assertThat(last.exitCode()).as(last.complaints()).isEqualTo(1);
		List<ResultRow> results = ResultRow.read(this.folder.resolve("campaign-results.csv"));
		Audit audit = Audit.of(Demand.first(input), results, api, this.runs, true);
		assertThat(audit.findings()).isEmpty();
		assertThat(audit.inDoubt()).as("rows in doubt: those whose calls were under way").isBetween(2, 40);
	}

	private Child run(FaultyApi api, Map<String, String> database, Function<Child, Watch> watch)
			throws IOException, InterruptedException {
		Child child = new Child(this.folder, this.runs.size() + 1, CONCURRENCY);
		this.runs.add(child);
		api.watch(watch.apply(child));
		Map<String, String> environment = new HashMap<>(database);
		environment.putAll(api.environment(child.number()));
		child.start(environment, List.of("send", "campaign.csv", "--suppress", "suppressed.csv", "--rate", "0",
				"--concurrency", "" + CONCURRENCY));
		assertThat(child.await()).as("the run ends").isTrue();
		api.awaitQuiet();
		return child;
	}

}
