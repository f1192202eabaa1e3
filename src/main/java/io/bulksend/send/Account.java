package io.bulksend.send;

import javax.sql.DataSource;

import io.bulksend.ledger.shared.AccountRate;
import io.bulksend.ledger.shared.Participant;

/**
 * Whose messages are sent: runs and workers of one account share one rate, where the
 * ledger's database is one that they share.
 *
 * @param name the account's name
 * @param shared whether the database is a PostgreSQL
 * @param workers whether rows are handed out to workers too
 */
public record Account(String name, boolean shared, boolean workers) {

	/**
	 * Takes part in the account's rate.
	 * @param dataSource the ledger's database
	 * @param settings say what rate is asked for at first
	 * @return the pace to keep to
	 */
	public Pace pace(DataSource dataSource, SendSettings settings) {
		return this.shared ? new AccountPace(() -> new AccountRate(dataSource, this.name, Participant.run(), null, 0),
				settings.rate(), Ticker.SYSTEM) : Pace.FREE;
	}

}
