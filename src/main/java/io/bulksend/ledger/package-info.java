/**
 * What was decided, durably: the one place that knows SQL.
 * <p>
 * SQL is asked by {@code JdbcClient}, which takes a connection of the pool for each
 * statement or transaction. {@code PreparedStatement} stands where that won't do:
 * <ul>
 * <li>what is written for each message, receipt or correction, and what is read page by
 * page with it: one connection for all, statements prepared once, batches, and commits
 * where the caller says ({@code MessageLedger}, {@code Entries}, {@code Deliveries},
 * {@code ReceiptIntake}, {@code MessageIds}, {@code Sources},
 * {@code CorrectionIntake});</li>
 * <li>the lock of a campaign, which is its session's ({@code CampaignLock}).</li>
 * </ul>
 */
@NullMarked
package io.bulksend.ledger;

import org.jspecify.annotations.NullMarked;
