/**
 * The ledger's database: opening it, its schema, its lock and its compaction.
 */
@NullMarked
package io.bulksend.ledger.database;

import org.jspecify.annotations.NullMarked;
