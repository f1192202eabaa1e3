package io.bulksend.sandbox;

/**
 * Whom a request is for.
 *
 * @param name 10 to 15 digits, or a group's name
 * @param isGroup whether it is a group
 */
record Recipient(String name, boolean isGroup) {
}
