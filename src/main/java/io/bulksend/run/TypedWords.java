package io.bulksend.run;

/**
 * The command that was typed, without secrets.
 *
 * @param text its words, quoted for a POSIX shell; empty where none was typed
 */
record TypedWords(String text) {

}
