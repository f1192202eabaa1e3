package io.bulksend.ledger.shared;

import io.bulksend.campaign.Message;
import io.bulksend.campaign.MessageKey;
import org.jspecify.annotations.Nullable;

/**
 * A checked row that is handed out: all that it takes to send it, wherever that is.
 *
 * @param row the row's number in its file
 * @param message what to send
 * @param key stands for all that it says
 * @param refusedBefore the code that it was refused with before it was asked to be sent
 * again, or {@code null}
 * @param keptId whether its medium's id was given in an earlier run: the API may not know
 * it any more
 */
public record HandedRow(long row, Message message, MessageKey key, @Nullable String refusedBefore, boolean keptId) {
}
