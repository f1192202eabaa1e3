package io.bulksend.run;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.util.List;
import java.util.stream.Stream;

import javax.sql.DataSource;

import io.bulksend.campaign.Status;
import io.bulksend.input.CampaignFile;
import io.bulksend.ledger.Campaigns;
import io.bulksend.ledger.FileRecord;
import io.bulksend.media.AttachmentFolder;
import io.bulksend.media.FileInspector;
import io.bulksend.progress.RunProgress;
import io.bulksend.run.ledger.LedgerSource;
import io.bulksend.run.settings.RunSettings;
import io.bulksend.run.settings.SettingsReader;
import io.bulksend.send.StopSwitch;
import io.bulksend.testsupport.OtherProcess;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import org.springframework.core.env.ConfigurableEnvironment;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A process that dies while it takes corrections in: just before they are committed, and
 * just after, on an H2 file. The same command goes on.
 */
class CorrectionKillTest {

	private static final int DEAD = 137;

	@TempDir
	private Path folder;

	@ParameterizedTest
	@ValueSource(classes = { DiesBeforeCommit.class, DiesAfterCommit.class })
	void theSameCommandSendsWhatWasCorrectedOnce(Class<?> victim) throws Exception {
		try (CampaignRuns runs = new CampaignRuns(this.folder)) {
			runs.write("recipient_whatsapp,attachment_id", "447700900501,a", "4477,a", "447700900503,a");
			runs.run();
			runs.decide(3, "REJECTED");
			String corrections = "--bulksend.corrections=" + runs.writeFile("corrected.csv",
					"line,recipient_whatsapp,attachment_id,note", "3,447700900502,a,", "4,447700900503,b,seen");
			die(victim);
			boolean kept = victim == DiesAfterCommit.class;
			assertThat(runs.number("select count(*) from bulksend_corrected_cell")).isEqualTo(kept ? 3 : 0);
			assertThat(runs.number("select count(*) from bulksend_message where status = 'NOT_SENT'"))
				.isEqualTo(kept ? 2 : 0);
			RunResult result = runs.run(corrections);
			assertThat(result.corrections().orElseThrow().before()).isEqualTo(kept);
			assertThat(result.summary().count(Status.ACCEPTED)).isEqualTo(3);
			assertThat(runs.results("attachment_id")).containsExactly("a", "a", "b");
			assertThat(runs.results("note")).containsExactly("", "", "seen");
			runs.run(corrections);
			assertThat(runs.recipients()).containsExactly("447700900501", "447700900503", "447700900502",
					"447700900503");
		}
	}

	private void die(Class<?> victim) throws IOException, InterruptedException {
		Process process = OtherProcess.running(victim, this.folder)
			.redirectErrorStream(true)
			.redirectOutput(new File(this.folder.toFile(), "out.txt"))
			.start();
		assertThat(process.waitFor()).as(this.folder.resolve("out.txt").toString()).isEqualTo(DEAD);
	}

	/** A process that dies with everything written and nothing committed. */
	static final class DiesBeforeCommit {

		private DiesBeforeCommit() {
		}

		public static void main(String[] arguments) {
			takeIn(Path.of(arguments[0]), (commit) -> Runtime.getRuntime().halt(DEAD));
		}

	}

	/** A process that dies as soon as everything is committed. */
	static final class DiesAfterCommit {

		private DiesAfterCommit() {
		}

		public static void main(String[] arguments) {
			takeIn(Path.of(arguments[0]), (commit) -> {
				commit.call();
				Runtime.getRuntime().halt(DEAD);
			});
		}

	}

	private static void takeIn(Path folder, Death death) {
		ConfigurableEnvironment environment = SettingsReader
			.environment(List.of("--bulksend.file=" + folder.resolve("spring.csv"), "--bulksend.data-dir=" + folder,
					"--bulksend.api.source=source"));
		RunSettings settings = SettingsReader.read(environment);
		DataSource dataSource = new LedgerSource(settings.ledger(), environment).connect();
		CampaignFile file = CampaignFile.open(settings.campaign().file(), settings.input());
		FileRecord record = new Campaigns(dataSource, Clock.systemUTC()).currentFile("spring").orElseThrow();
		FileInspector files = new FileInspector(new AttachmentFolder(folder));
		new CorrectionsRun(settings.corrections(), settings.check().oncePer(), settings.changed(), file,
				settings.results().retry(), RowChecks.of(settings, files), files,
				deadly(DataSource.class, dataSource, death), Clock.systemUTC(), new StopSwitch(), new RunProgress())
			.takeIn(folder.resolve("corrected.csv"), record);
	}

	/** The connection that corrections are written to dies with its commit. */
	private static <T> T deadly(Class<T> type, Object target, Death death) {
		boolean[] written = new boolean[1];
		return type
			.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type }, (self, method, arguments) -> {
				if (method.getName().equals("commit") && written[0]) {
					death.instead(() -> call(method, target));
				}
				written[0] |= arguments != null && Stream.of(arguments)
					.anyMatch((argument) -> argument.toString().startsWith("insert into bulksend_correction "));
				Object result = call(method, target, arguments);
				return (method.getName().equals("getConnection") && result instanceof Connection connection)
						? deadly(Connection.class, connection, death) : result;
			}));
	}

	private static Object call(Method method, Object target, Object... arguments) throws Exception {
		try {
			return method.invoke(target, arguments);
		}
		catch (InvocationTargetException ex) {
			throw (ex.getCause() instanceof Exception cause) ? cause : ex;
		}
	}

	private interface Death {

		void instead(Call commit) throws Exception;

	}

	private interface Call {

		Object call() throws Exception;

	}

}
