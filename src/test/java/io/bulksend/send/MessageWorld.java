package io.bulksend.send;

import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Objects;

import javax.sql.DataSource;

import io.bulksend.campaign.Attachment.ById;
import io.bulksend.campaign.KeyVersion;
import io.bulksend.campaign.Message;
import io.bulksend.campaign.MessageKey;
import io.bulksend.campaign.OncePer;
import io.bulksend.campaign.RecipientType;
import io.bulksend.check.Checked.Sendable;
import io.bulksend.input.CampaignFile;
import io.bulksend.input.InputSettings;
import io.bulksend.input.Row;
import io.bulksend.input.Rows;
import io.bulksend.ledger.FileRecord;
import io.bulksend.ledger.LedgerFixture;

/**
 * A database for many messages, each a row of a file, and the place where a commit can be
 * held up.
 */
final class MessageWorld {

	/** Few, as a restart looks at all of them. */
	private static final int ROWS_PER_FILE = 100;

	private final LedgerFixture fixture = LedgerFixture.inMemory();

	private final Connection connection;

	private final Row template;

	private long row;

	private FileRecord file;

	MessageWorld(Path csv) throws SQLException {
		this.connection = this.fixture.dataSource().getConnection();
		try (Rows rows = CampaignFile.open(csv, InputSettings.defaults()).rows()) {
			this.template = Objects.requireNonNull(rows.next());
		}
		this.file = newFile();
	}

	/** Commits, or does not. */
	interface Committer {

		void commit(Connection connection) throws SQLException;

	}

	long newRow() {
		if (++this.row % ROWS_PER_FILE == 0) {
			this.file = newFile();
		}
		return this.row;
	}

	private FileRecord newFile() {
		FileRecord entered = this.fixture.campaigns().enter("campaign of " + this.row, "sha of it", "file.csv");
		this.fixture.campaigns().planned(entered, Long.MAX_VALUE, false);
		return entered;
	}

	FileRecord file() {
		return this.file;
	}

	Sendable message(long number) {
		Message message = new Message(Long.toString(910_000_000_000L + number), RecipientType.INDIVIDUAL, "source",
				new ById("id"), null, null);
		return new Sendable(new Row(this.template.header(), number, number + 1, this.template.fields(), null), message,
				MessageKey.of(message, OncePer.MESSAGE, KeyVersion.LATEST));
	}

	/**
	 * The database, with a hand on its commits. All ledgers share one connection, which
	 * is rolled back when a ledger ends: what a dead process had not committed is gone.
	 */
	DataSource dataSource(Committer committer) {
		return proxy(DataSource.class,
				(method, arguments) -> proxy(Connection.class, (called, values) -> switch (called.getName()) {
					case "commit" -> {
						committer.commit(this.connection);
						yield null;
					}
					case "close" -> {
						this.connection.rollback();
						yield null;
					}
					default -> called.invoke(this.connection, values);
				}));
	}

	/** Looks at a row as a transaction sees it that is not committed. */
	boolean isInFlight(Connection connection, long number) throws SQLException {
		try (PreparedStatement select = connection
			.prepareStatement("select status from bulksend_message where id = ?")) {
			select.setLong(1, this.file.id() * 1_000_000_000_000L + number);
			try (ResultSet found = select.executeQuery()) {
				return found.next() && found.getString(1).equals("IN_FLIGHT");
			}
		}
	}

	private static <T> T proxy(Class<T> type, Handling handler) {
		return type.cast(Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] { type },
				(self, method, arguments) -> handler.invoke(method, arguments)));
	}

	private interface Handling {

		Object invoke(Method method, Object[] arguments) throws Throwable;

	}

}
