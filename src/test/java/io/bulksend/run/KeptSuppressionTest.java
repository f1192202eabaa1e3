package io.bulksend.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import io.bulksend.campaign.Status;
import io.bulksend.run.settings.ConfigurationException;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * A campaign that had a list of recipients never to send to does not go on without it.
 */
class KeptSuppressionTest {

	@TempDir
	private Path folder;

	@AutoClose
	private CampaignRuns runs;

	private String list;

	@BeforeEach
	void startServer() throws IOException {
		this.runs = new CampaignRuns(this.folder);
		this.list = "--bulksend.suppress="
				+ Files.writeString(this.folder.resolve("stop.txt"), "919833078003\n919833078005\n");
	}

	@Test
	void isRefusedWithoutItWhileRowsAreLeft() {
		this.runs.writeRows(1, 2, 3);
		this.runs.run(this.list, "--bulksend.limit=1");
		assertRefused();
		assertRefused("--bulksend.limit=1");
		assertThat(this.runs.calls()).isEqualTo(1);
		assertThat(this.runs.run(this.list).summary().count(Status.SUPPRESSED)).isEqualTo(1);
		assertThat(this.runs.calls()).isEqualTo(2);
	}

	@Test
	void goesOnWithoutItWhereThatIsMeant() {
		this.runs.writeRows(1, 2, 3);
		this.runs.run(this.list, "--bulksend.limit=1");
		assertThat(this.runs.run("--bulksend.suppress=none").summary().count(Status.ACCEPTED)).isEqualTo(2);
		assertThat(this.runs.calls()).isEqualTo(2);
	}

	@Test
	void writesItsResultsWithoutItWhenAllIsDecided() {
		this.runs.writeRows(1, 2, 3);
		this.runs.run(this.list);
		assertThat(this.runs.run().summary().count(Status.SUPPRESSED)).isEqualTo(1);
		assertThat(this.runs.run("--bulksend.retry=rejected").summary().count(Status.ACCEPTED)).isEqualTo(2);
		assertThat(this.runs.calls()).isEqualTo(2);
	}

	@Test
	void isRefusedWithoutItWhereRowsAreSentAgain() throws Exception {
		this.runs.writeRows(1, 2, 3);
		this.runs.run(this.list);
		this.runs.decideFirstRow("REJECTED");
		assertRefused("--bulksend.retry=rejected");
		assertThat(this.runs.run().summary().count(Status.REJECTED)).isEqualTo(1);
		assertThat(this.runs.calls()).isEqualTo(2);
	}

	@Test
	void isRefusedWithoutItWithAnotherFileOrOtherSettingsToo() {
		this.runs.writeRows(1, 2, 3);
		this.runs.run(this.list);
		assertRefused("--bulksend.amend=true", "--bulksend.once-per=recipient");
		this.runs.writeRows(1, 2, 3, 4, 5);
		assertRefused("--bulksend.amend=true");
		assertThat(this.runs.run("--bulksend.amend=true", this.list).summary().count(Status.SUPPRESSED)).isEqualTo(2);
		this.runs.writeRows(1, 2, 3, 4, 5, 6);
		assertThat(this.runs.run("--bulksend.amend=true", "--bulksend.suppress=none", "--bulksend.limit=1")
			.summary()
			.count(Status.NOT_SENT)).isEqualTo(2);
		assertRefused();
	}

	@Test
	void isRefusedWithoutAListThatCameOnTheWay() {
		this.runs.writeRows(1, 2, 3, 4);
		this.runs.run("--bulksend.limit=1");
		this.runs.run("--bulksend.limit=1", this.list);
		assertRefused();
		assertThat(this.runs.calls()).isEqualTo(2);
	}

	@Test
	void needsNoneThatHadNone() {
		this.runs.writeRows(1, 2);
		this.runs.run("--bulksend.limit=1", "--bulksend.suppress=none");
		assertThat(this.runs.run().summary().count(Status.ACCEPTED)).isEqualTo(2);
	}

	private void assertRefused(String... more) {
		int calls = this.runs.calls();
		assertThatExceptionOfType(ConfigurationException.class).isThrownBy(() -> this.runs.run(more))
			.withMessageContaining("was begun with a suppression list")
			.withMessageContaining("--suppress none");
		assertThat(this.runs.calls()).isEqualTo(calls);
	}

}
