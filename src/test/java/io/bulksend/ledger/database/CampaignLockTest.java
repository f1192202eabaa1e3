package io.bulksend.ledger.database;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

import javax.sql.DataSource;

import io.bulksend.ledger.LedgerFixture;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/**
 * On PostgreSQL. On H2 the lock on the file keeps others out: see
 * {@link LedgerSchemaTest}.
 */
class CampaignLockTest {

	private final DataSource dataSource = LedgerFixture.onPostgres().dataSource();

	@Test
	void aHeldCampaignIsRefusedAtOnceAndItsHolderNamed() {
		CampaignLock lock = acquire("spring");
		assertThatExceptionOfType(CampaignLockedException.class).isThrownBy(() -> acquire("spring"))
			.withMessageContaining("\"spring\"")
			.withMessageContaining("(database process ")
			.withMessageNotContaining("\n");
		lock.close();
	}

	@Test
	void otherCampaignsAreNotHeld() {
		CampaignLock spring = acquire("spring");
		CampaignLock other = acquire("Spring");
		assertThatExceptionOfType(CampaignLockedException.class).isThrownBy(() -> acquire("Spring"));
		spring.close();
		other.close();
	}

	@Test
	void theSameCampaignInAnotherDatabaseIsNotHeld() {
		DataSource other = LedgerFixture.onPostgres().dataSource();
		CampaignLock here = acquire("spring");
		CampaignLock there = CampaignLock.acquire(other, "spring");
		assertThatExceptionOfType(CampaignLockedException.class)
			.isThrownBy(() -> CampaignLock.acquire(other, "spring"));
		here.close();
		there.close();
	}

	@Test
	void aReleasedCampaignCanBeTakenAgain() {
		acquire("spring").close();
		assertThatCode(() -> acquire("spring").close()).doesNotThrowAnyException();
	}

	@Test
	void aHolderWhoseConnectionBreaksHoldsNothingAndClosesQuietly() throws SQLException {
		CampaignLock lock = acquire("spring");
		try (Connection connection = this.dataSource.getConnection();
				Statement statement = connection.createStatement()) {
			statement.execute("""
					select pg_terminate_backend(pid, 10000) from pg_stat_activity
					where datname = current_database() and pid <> pg_backend_pid()""");
		}
		assertThatCode(() -> acquire("spring").close()).doesNotThrowAnyException();
		assertThatCode(lock::close).doesNotThrowAnyException();
	}

	private CampaignLock acquire(String campaign) {
		return CampaignLock.acquire(this.dataSource, campaign);
	}

}
