package io.bulksend.sandbox;

/**
 * A request to send a message that breaks no rule, as far as it decides how it ends.
 *
 * @param recipient whom the message is for
 * @param isTemplate whether it is a template's, which may be sent at any time
 * @param hasMedium whether it carries a medium
 */
record CheckedMessage(Recipient recipient, boolean isTemplate, boolean hasMedium) {
}
