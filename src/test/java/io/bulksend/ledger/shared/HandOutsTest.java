package io.bulksend.ledger.shared;

import java.sql.Connection;
import java.sql.SQLException;

import io.bulksend.ledger.LedgerFixture;
import io.bulksend.ledger.database.CampaignLock;
import org.junit.jupiter.api.Test;
import org.postgresql.ds.PGSimpleDataSource;

import org.springframework.jdbc.datasource.SingleConnectionDataSource;

import static org.assertj.core.api.Assertions.assertThat;

class HandOutsTest {

	private final LedgerFixture fixture = LedgerFixture.onPostgres();

	private final PGSimpleDataSource dataSource = (PGSimpleDataSource) this.fixture.dataSource();

	private final HandOuts handOuts = new HandOuts(this.dataSource);

	/** How rows are sent. */
	record Terms(int rate) {
	}

	@Test
	void aRunThatHandedOutIsThereWhileItHoldsItsCampaign() {
		this.dataSource.setApplicationName(CampaignLock.applicationName());
		HandOut handOut;
		try (CampaignLock lock = lock()) {
			assertThat(lock).isNotNull();
			handOut = begin();
			assertThat(this.handOuts.isAlive(handOut)).as("before it has said who it is").isTrue();
			try (AccountRate share = share(handOut, Participant.run())) {
				assertThat(share).isNotNull();
				assertThat(this.handOuts.isAlive(handOut)).isTrue();
			}
		}
		assertThat(this.handOuts.isAlive(handOut)).isFalse();
	}

	@Test
	void whoComesLaterHasNotHandedOutWhatItFinds() {
		HandOut handOut = begin();
		try (CampaignLock lock = lock()) {
			assertThat(lock).isNotNull();
			assertThat(this.handOuts.isAlive(handOut)).isFalse();
		}
	}

	@Test
	void norHasWhoWaitedForTheOthersEnd() throws SQLException {
		this.dataSource.setApplicationName("bulk-send, process 4711 on another since 2026-03-01T10:00:00Z");
		try (Connection connected = this.dataSource.getConnection()) {
			HandOut handOut = begin();
			share(handOut, Participant.run()).close();
			try (CampaignLock lock = CampaignLock.acquire(new SingleConnectionDataSource(connected, true), "spring")) {
				assertThat(lock).isNotNull();
				assertThat(this.handOuts.isAlive(handOut)).isFalse();
			}
		}
	}

	private CampaignLock lock() {
		return CampaignLock.acquire(this.dataSource, "spring");
	}

	private HandOut begin() {
		long id = this.handOuts.begin(this.fixture.campaigns().enter("spring", "sha", "file.csv"), "default",
				new Terms(1));
		return this.handOuts.open("default").stream().filter((one) -> one.id() == id).findFirst().orElseThrow();
	}

	private AccountRate share(HandOut handOut, Participant who) {
		return new AccountRate(this.dataSource, "default", who, handOut.id(), 1);
	}

}
