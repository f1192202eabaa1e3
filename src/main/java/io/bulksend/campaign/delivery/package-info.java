/**
 * The words for what comes back: receipts, how far a message got, and people who ask not
 * to be\n * written to. Values that use nothing else.
 */
@NullMarked
package io.bulksend.campaign.delivery;

import org.jspecify.annotations.NullMarked;
