package io.bulksend.run.forget;

import java.time.Duration;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.bulksend.ledger.CampaignOverview;
import io.bulksend.ledger.CampaignStanding;
import io.bulksend.ledger.CampaignStanding.State;
import io.bulksend.ledger.Forgetting;
import io.bulksend.ledger.database.CampaignLock;
import io.bulksend.ledger.database.CampaignLockedException;
import io.bulksend.ledger.database.LedgerRewrite;
import io.bulksend.ledger.shared.HandOuts;
import io.bulksend.run.StatusRun;
import io.bulksend.run.ledger.LedgerAccess;
import io.bulksend.run.ledger.NoLedgerException;
import io.bulksend.run.settings.ConfigurationException;
import io.bulksend.run.settings.SettingsReader;

/**
 * Forgets campaigns that are finished: by name, or all about which nothing was decided
 * for some time. Safe to repeat, and to be killed: what was begun the next one ends.
 */
public final class ForgetRun {

	private final LedgerAccess ledger;

	private final CampaignOverview overview;

	private final Optional<LedgerRewrite> rewrite;

	private final List<CampaignStanding> forgotten = new ArrayList<>();

	private final List<String> unfinished = new ArrayList<>();

	private ForgetRun(LedgerAccess ledger) {
		this.ledger = ledger;
		this.overview = new CampaignOverview(ledger.dataSource(), ledger.campaigns());
		this.rewrite = LedgerRewrite.of(ledger.dataSource().getJdbcUrl());
	}

	/**
	 * Forgets.
	 * @param arguments settings as <code>--name=value</code>; they win over all others
	 * @param campaign the name of the one that is meant, or empty for all of an age
	 * @return what was forgotten
	 * @throws ConfigurationException if there is none of that name or it is not finished,
	 * neither a name nor an age was given, or a name and there is no ledger
	 * @throws CampaignLockedException if a run holds the campaign that was named
	 * @throws io.bulksend.ledger.database.DatabaseHeldException if a run has the embedded
	 * database open
	 */
	public static ForgetResult run(List<String> arguments, Optional<String> campaign) {
		Optional<Duration> age = SettingsReader.read(SettingsReader.environment(arguments)).olderThan();
		if (campaign.isEmpty() && age.isEmpty()) {
			throw new ConfigurationException(
					"What is to be forgotten? Name a campaign, as status lists them, or say with --older-than 90d for"
							+ " how long nothing may have been decided about it.");
		}
		try (LedgerAccess ledger = LedgerAccess.open(arguments)) {
			CampaignLock lock = CampaignLock.acquireForReceipts(ledger.dataSource());
			try {
				ForgetRun run = new ForgetRun(ledger);
				campaign.ifPresentOrElse(run::forget, () -> run.forgetOlderThan(age.orElseThrow()));
				lock.close();
				return run.end();
			}
			finally {
				lock.close();
			}
		}
		catch (NoLedgerException ex) {
			if (campaign.isPresent()) {
				throw ex;
			}
			return new ForgetResult(List.of(), List.of());
		}
	}

	private void forget(String campaign) {
		CampaignStanding standing = this.overview.find(campaign)
			.orElseThrow(() -> StatusRun.unknown(campaign, this.overview));
		CampaignLock lock = CampaignLock.acquire(this.ledger.dataSource(), standing.campaign());
		try {
			forget(this.overview.find(campaign).orElseThrow());
		}
		finally {
			lock.close();
		}
		if (!this.unfinished.isEmpty()) {
			throw new ConfigurationException("The campaign \"" + standing.campaign() + "\" is not finished: "
					+ ((standing.file() != null) ? "%,d of its rows are left to send".formatted(standing.left())
							: "its file was not read to its end")
					+ ". Nothing was forgotten: without it nobody would know who got it already.");
		}
	}

	private void forgetOlderThan(Duration age) {
		OffsetDateTime latest = OffsetDateTime.now(this.ledger.clock()).minus(age);
		List<CampaignStanding> old = new ArrayList<>();
		this.overview.forEach((standing) -> {
			OffsetDateTime last = (standing.lastChange() != null) ? standing.lastChange() : standing.begun();
			if (!last.isAfter(latest)) {
				old.add(standing);
			}
		});
		for (CampaignStanding standing : old) {
			try {
				CampaignLock lock = CampaignLock.acquire(this.ledger.dataSource(), standing.campaign());
				try {
					forget(this.overview.find(standing.campaign()).orElseThrow());
				}
				finally {
					lock.close();
				}
			}
			catch (CampaignLockedException ex) {
				this.unfinished.add(standing.campaign());
			}
		}
	}

	/** With the campaign's lock: while it is held, nobody sends any of it. */
	private void forget(CampaignStanding held) {
		CampaignStanding standing = held.withoutHolder();
		if (standing.state() == State.UNFINISHED) {
			this.unfinished.add(standing.campaign());
		}
		else if (standing.state() == State.DONE) {
			this.rewrite.ifPresent(LedgerRewrite::announce);
			endHandOut(standing.campaign());
			new Forgetting(this.ledger.dataSource(), this.ledger.campaigns(), this.ledger.clock()).forget(standing);
			this.forgotten.add(standing);
		}
	}

	/** Rows may still lie where workers take them, though all are decided. */
	private void endHandOut(String campaign) {
		if (this.ledger.settings().ledger().server() != null) {
			new HandOuts(this.ledger.dataSource()).end(campaign, () -> false, () -> {
			});
		}
	}

	private ForgetResult end() {
		this.rewrite.filter(LedgerRewrite::isPending).ifPresent((pending) -> pending.run(this.ledger.dataSource()));
		return new ForgetResult(this.forgotten, this.unfinished);
	}

}
