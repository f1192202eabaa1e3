package io.bulksend.input;

/**
 * What spoils a record before its fields are looked at.
 *
 * @param kind what it is
 * @param field the field it was seen in, counted from 1
 * @param character the character that was seen, for the kinds that are about one
 */
record Flaw(Kind kind, int field, char character) {

	enum Kind {

		/** The record is cut off after {@link RecordScanner#MAX_RECORD} characters. */
		ROW_TOO_LONG,

		/** The record is cut off after {@link RecordScanner#MAX_FIELDS} fields. */
		TOO_MANY_FIELDS,

		CONTROL_CHARACTER,

		/** Half of a surrogate pair. */
		HALF_CHARACTER,

		/** A quoted field goes on after its closing quote. */
		TEXT_AFTER_QUOTE

	}

}
