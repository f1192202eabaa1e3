/**
 * What is personal is taken out of the ledger, campaign by campaign.
 */
@NullMarked
package io.bulksend.run.forget;

import org.jspecify.annotations.NullMarked;
