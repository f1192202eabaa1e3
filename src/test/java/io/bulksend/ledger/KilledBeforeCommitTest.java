package io.bulksend.ledger;

import java.io.File;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.time.Clock;
import java.util.List;
import java.util.Map;

import javax.sql.DataSource;

import io.bulksend.campaign.MessageFields;
import io.bulksend.campaign.MessageKey;
import io.bulksend.campaign.Status;
import io.bulksend.testsupport.OtherProcess;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A process that dies just before a claim is committed, and just after, on an H2 file.
 */
class KilledBeforeCommitTest {

	private static final int DEAD = 137;

	@TempDir
	private Path folder;

	@Test
	void aClaimThatWasNotCommittedWasNeverMadeAndOneThatWasIsInDoubt() throws Exception {
		Process process = OtherProcess.running(Victim.class, this.folder)
			.redirectErrorStream(true)
			.redirectOutput(new File(this.folder.toFile(), "out.txt"))
			.start();
		assertThat(process.waitFor()).as(this.folder.resolve("out.txt").toString()).isEqualTo(DEAD);
		DataSource dataSource = dataSource(this.folder);
		FileRecord file = new Campaigns(dataSource, Clock.systemUTC()).currentFile("spring").orElseThrow();
		try (MessageLedger ledger = new MessageLedger(dataSource, Clock.systemUTC(), file)) {
			assertThat(ledger.interruptUnfinished()).isOne();
			assertThat(ledger.count()).isEqualTo(Map.of(Status.IN_DOUBT, 1L));
			assertThat(ledger.find(1, 2)).extracting(Entry::row).containsExactly(1L);
		}
	}

	private static DataSource dataSource(Path folder) {
		return LedgerFixture.file(folder, "");
	}

	/** The process that dies. */
	static final class Victim {

		private Victim() {
		}

		public static void main(String[] arguments) throws IOException {
			LedgerFixture fixture = LedgerFixture.on(dataSource(Path.of(arguments[0])), "h2");
			try (MessageLedger ledger = fixture.plannedFile("spring", 2)) {
				ledger.record(List.of(), List.of(claim(1)));
			}
			FileRecord file = fixture.campaigns().currentFile("spring").orElseThrow();
			DataSource deadly = deadly(DataSource.class, fixture.dataSource());
			try (MessageLedger ledger = new MessageLedger(deadly, Clock.systemUTC(), file)) {
				ledger.record(List.of(), List.of(claim(2)));
			}
		}

		private static Claim claim(long row) {
			return new Claim(row, "919833078001", "source", new MessageKey(row, row), MessageFields.UNKNOWN, false);
		}

		/** Its connections' commits kill the process instead. */
		private static <T> T deadly(Class<T> type, Object target) {
			return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type },
					(self, method, arguments) -> {
						if (method.getName().equals("commit")) {
							Runtime.getRuntime().halt(DEAD);
						}
						try {
							Object result = method.invoke(target, arguments);
							boolean connects = method.getName().equals("getConnection");
							return connects ? deadly(Connection.class, result) : result;
						}
						catch (InvocationTargetException ex) {
							throw ex.getCause();
						}
					}));
		}

	}

}
