package io.bulksend.ledger;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

import javax.sql.DataSource;

import io.bulksend.campaign.CodeCount;
import io.bulksend.campaign.Status;
import io.bulksend.campaign.delivery.DeliveryStatus;
import io.bulksend.ledger.database.CampaignLock;
import org.jspecify.annotations.Nullable;

import org.springframework.jdbc.core.simple.JdbcClient;

/**
 * Tells how campaigns stand, while they are being sent too. Changes nothing.
 */
public final class CampaignOverview {

	private static final String SELECT = "select name, created_at, forgotten_at, changed_at from bulksend_campaign ";

	private static final String FINDINGS = """
			select status, error_code, count(*), max(completed_at), max(claimed_at) from bulksend_message
			where id between ? and ? group by status, error_code order by count(*) desc, status, error_code""";

	private static final String DELIVERIES = """
			select r.status, count(*) from bulksend_message m join bulksend_receipt r on r.message_id = m.message_id
			where m.id between ? and ? and m.status = 'ACCEPTED' group by r.status""";

	private static final String FORGOTTEN = """
			select f.status, f.error_code, f.messages from bulksend_forgotten f
			join bulksend_campaign c on c.id = f.campaign_id where c.name = ? and f.delivery = ?
			order by f.messages desc, f.status, f.error_code""";

	private final DataSource dataSource;

	private final JdbcClient jdbc;

	private final Campaigns campaigns;

	/**
	 * An overview of a ledger.
	 * @param dataSource the ledger's database
	 * @param campaigns its campaigns
	 */
	public CampaignOverview(DataSource dataSource, Campaigns campaigns) {
		this.dataSource = dataSource;
		this.jdbc = JdbcClient.create(dataSource);
		this.campaigns = campaigns;
	}

	/**
	 * Tells how each campaign stands, one after the other: counting takes its time.
	 * @param consumer takes them, the one begun last first
	 */
	public void forEach(Consumer<CampaignStanding> consumer) {
		for (Begun begun : this.jdbc.sql(SELECT + "order by created_at desc, id desc")
			.query(CampaignOverview::begun)
			.list()) {
			consumer.accept(standing(begun));
		}
	}

	/**
	 * Tells how one campaign stands.
	 * @param campaign its name
	 * @return how it stands, or empty if there is none of that name
	 */
	public Optional<CampaignStanding> find(String campaign) {
		return this.jdbc.sql(SELECT + "where name = ?")
			.param(this.campaigns.stored(campaign))
			.query(CampaignOverview::begun)
			.optional()
			.map(this::standing);
	}

	/**
	 * The names of the campaigns begun last.
	 * @param most how many at the most
	 * @return the names, the latest first
	 */
	public List<String> latest(int most) {
		return this.jdbc.sql(SELECT + "order by created_at desc, id desc fetch first ? rows only")
			.param(most)
			.query((row, number) -> row.getString(1))
			.list();
	}

	/**
	 * How far the messages of a campaign have come, by their receipts.
	 * @param file the campaign's file
	 * @return how many messages have come how far; a status without messages is absent
	 */
	public Map<DeliveryStatus, Long> deliveries(FileRecord file) {
		Map<DeliveryStatus, Long> deliveries = new EnumMap<>(DeliveryStatus.class);
		this.jdbc.sql(DELIVERIES)
			.params(MessageLedger.id(file.id(), 0), MessageLedger.lastId(file.id()))
			.query((ResultSet row) -> {
				deliveries.put(DeliveryStatus.valueOf(row.getString(1)), row.getLong(2));
			});
		return deliveries;
	}

	/**
	 * How far the messages of a campaign had come when it was forgotten.
	 * @param campaign its name, as the ledger has it
	 * @return how many messages had come how far; a status without messages is absent
	 */
	public Map<DeliveryStatus, Long> forgottenDeliveries(String campaign) {
		Map<DeliveryStatus, Long> deliveries = new EnumMap<>(DeliveryStatus.class);
		this.jdbc.sql(FORGOTTEN).params(campaign, true).query((ResultSet row) -> {
			deliveries.put(DeliveryStatus.valueOf(row.getString(1)), row.getLong(3));
		});
		return deliveries;
	}

	private CampaignStanding standing(Begun begun) {
		if (begun.forgotten() != null) {
			List<CodeCount> findings = this.jdbc.sql(FORGOTTEN)
				.params(begun.campaign(), false)
				.query((row, number) -> new CodeCount(Status.valueOf(row.getString(1)), row.getString(2),
						row.getLong(3)))
				.list();
			return new CampaignStanding(begun.campaign(), begun.at(), begun.changed(),
					this.campaigns.currentFile(begun.campaign()).orElse(null), findings, 0, Optional.empty(),
					Optional.of(begun.forgotten()));
		}
		// Asked before the rows are counted: what a run does meanwhile is its own.
		Optional<String> holder = CampaignLock.holder(this.dataSource, begun.campaign());
		FileRecord file = this.campaigns.currentFile(begun.campaign()).orElse(null);
		Count count = new Count(holder.isPresent());
		if (file != null) {
			this.jdbc.sql(FINDINGS)
				.params(MessageLedger.id(file.id(), 0), MessageLedger.lastId(file.id()))
				.query(count::add);
		}
		return new CampaignStanding(begun.campaign(), begun.at(), count.lastChange, file, count.findings,
				count.underWay, holder, Optional.empty());
	}

	private static Begun begun(ResultSet row, int number) throws SQLException {
		return new Begun(row.getString(1), row.getObject(2, OffsetDateTime.class),
				row.getObject(3, OffsetDateTime.class), row.getObject(4, OffsetDateTime.class));
	}

	/**
	 * A campaign and when it was first sent; and when it was last, where it is forgotten.
	 */
	private record Begun(String campaign, OffsetDateTime at, @Nullable OffsetDateTime forgotten,
			@Nullable OffsetDateTime changed) {
	}

	/** What the rows of one campaign came to. */
	private static final class Count {

		private final boolean held;

		private final List<CodeCount> findings = new ArrayList<>();

		private @Nullable OffsetDateTime lastChange;

		private long underWay;

		Count(boolean held) {
			this.held = held;
		}

		void add(ResultSet row) throws SQLException {
			String state = row.getString(1);
			long count = row.getLong(3);
			if (this.held && MessageLedger.IN_FLIGHT.equals(state)) {
				this.underWay += count;
			}
			else {
				this.findings.add(new CodeCount(MessageLedger.status(state), code(state, row.getString(2)), count));
			}
			changed(row.getObject(4, OffsetDateTime.class));
			changed(row.getObject(5, OffsetDateTime.class));
		}

		private static @Nullable String code(String state, @Nullable String code) {
			if (MessageLedger.IN_FLIGHT.equals(state)) {
				return MessageLedger.INTERRUPTED.errorCode();
			}
			return (MessageLedger.status(state) == Status.NOT_SENT) ? null : code;
		}

		private void changed(@Nullable OffsetDateTime at) {
			OffsetDateTime last = this.lastChange;
			if (at != null && (last == null || at.isAfter(last))) {
				this.lastChange = at;
			}
		}

	}

}
