package io.bulksend.ledger;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;

import io.bulksend.campaign.KeyVersion;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What is known of campaigns and their files, on every database.
 */
abstract class CampaignsContract {

	private LedgerFixture fixture;

	private Campaigns campaigns;

	abstract LedgerFixture newLedger();

	@BeforeEach
	void open() {
		this.fixture = newLedger();
		this.campaigns = this.fixture.campaigns();
	}

	@Test
	void aFileThatWasNeverSeenIsUnknown() {
		assertThat(this.campaigns.file("spring", "a")).isEmpty();
		assertThat(this.campaigns.currentFile("spring")).isEmpty();
	}

	@Test
	void anEnteredFileBindsItsCampaignOnceItIsPlanned() {
		FileRecord entered = this.campaigns.enter("spring", "a", "file.csv");
		assertThat(entered).isEqualTo(
				new FileRecord(entered.id(), "spring", "a", "file.csv", 1, false, 0, false, KeyVersion.BY_PERSON));
		assertThat(this.campaigns.currentFile("spring")).isEmpty();
		this.campaigns.planned(entered, 12, false);
		assertThat(this.campaigns.currentFile("spring")).contains(
				new FileRecord(entered.id(), "spring", "a", "file.csv", 1, false, 12, true, KeyVersion.BY_PERSON));
	}

	@Test
	void enteringAFileAgainChangesNothing() {
		FileRecord entered = this.campaigns.enter("spring", "a", "file.csv");
		assertThat(this.campaigns.enter("spring", "a", "renamed.csv")).isEqualTo(entered);
	}

	@Test
	void theFilePlannedLastIsTheCampaignsFile() {
		FileRecord first = this.campaigns.enter("spring", "a", "first.csv");
		FileRecord second = this.campaigns.enter("spring", "b", "second.csv");
		Instant now = Instant.parse("2026-03-01T10:00:00Z");
		at(now).planned(second, 2, false);
		at(now.plus(Duration.ofSeconds(1))).planned(first, 1, false);
		assertThat(this.campaigns.currentFile("spring")).map(FileRecord::name).contains("first.csv");
	}

	@Test
	void theFilePlannedLastIsTheCampaignsFileThoughAClockIsWrong() {
		FileRecord first = this.campaigns.enter("spring", "a", "first.csv");
		Instant now = Instant.parse("2026-03-01T10:00:00Z");
		at(now).planned(first, 1, false);
		FileRecord second = this.campaigns.enter("spring", "b", "second.csv");
		at(now.minus(Duration.ofHours(1))).planned(second, 2, false);
		assertThat(this.campaigns.currentFile("spring")).map(FileRecord::name).contains("second.csv");
		FileRecord third = this.campaigns.enter("spring", "c", "third.csv");
		at(now).planned(third, 3, false);
		assertThat(this.campaigns.currentFile("spring")).map(FileRecord::name).contains("third.csv");
	}

	@Test
	void campaignsOfTheSameFileAreApart() {
		FileRecord spring = this.campaigns.enter("spring", "a", "file.csv");
		FileRecord summer = this.campaigns.enter("Spring", "a", "file.csv");
		assertThat(spring.id()).isNotEqualTo(summer.id());
		this.campaigns.planned(spring, 1, false);
		assertThat(this.campaigns.currentFile("Spring")).isEmpty();
	}

	@Test
	void anotherPassIsCountedForThatFileAlone() {
		FileRecord first = this.campaigns.enter("spring", "a", "first.csv");
		FileRecord second = this.campaigns.enter("spring", "b", "second.csv");
		assertThat(this.campaigns.nextPass(first).pass()).isEqualTo(2);
		assertThat(this.campaigns.nextPass(first).pass()).isEqualTo(3);
		assertThat(this.campaigns.file("spring", "a")).map(FileRecord::pass).contains(3);
		assertThat(this.campaigns.file("spring", "b")).contains(second);
	}

	@Test
	void namesMayHoldAnything() {
		String name = "'; drop table bulksend_file; -- Frühling \uD83C\uDF37";
		FileRecord file = this.campaigns.enter(name, "a", name);
		assertThat(this.campaigns.file(name, "a")).contains(file);
	}

	@Test
	void aSettingOfAnyFileIsTheCampaigns() {
		FileRecord first = this.campaigns.enter("spring", "a", "first.csv");
		assertThat(this.campaigns.bound().had("spring", "kept=yes\n")).isFalse();
		this.campaigns.bound().bind(first, "source=kept=yes\n");
		assertThat(this.campaigns.bound().had("spring", "kept=yes\n")).isFalse();
		this.campaigns.bound().bind(first, "source=a\nkept=yes\n");
		this.campaigns.bound().bind(this.campaigns.enter("spring", "b", "second.csv"), "source=a\n");
		assertThat(this.campaigns.bound().had("spring", "kept=yes\n")).isTrue();
		assertThat(this.campaigns.bound().had("summer", "kept=yes\n")).isFalse();
	}

	private Campaigns at(Instant now) {
		return new Campaigns(this.fixture.dataSource(), Clock.fixed(now, ZoneOffset.UTC));
	}

}
