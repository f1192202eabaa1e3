package io.bulksend.send;

import java.io.Closeable;

import javax.sql.DataSource;

import io.bulksend.ledger.shared.AccountRate;
import io.bulksend.ledger.shared.Participant;

/**
 * Tells the others that a worker is there, whether it takes part in something or not.
 */
public final class Presence implements Closeable {

	private final AccountPace pace;

	private Presence(AccountPace pace) {
		this.pace = pace;
	}

	/**
	 * From now on it is there.
	 * @param dataSource the ledger's database
	 * @param account whose worker it is
	 * @param who who it is
	 * @return its presence
	 */
	public static Presence of(DataSource dataSource, Account account, Participant who) {
		return new Presence(
				new AccountPace(() -> new AccountRate(dataSource, account.name(), who, null, 0), 0, (rate) -> {
				}, Ticker.SYSTEM));
	}

	@Override
	public void close() {
		this.pace.close();
	}

}
