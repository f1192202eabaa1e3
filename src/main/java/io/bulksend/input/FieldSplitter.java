package io.bulksend.input;

import java.io.IOException;
import java.io.UncheckedIOException;

import com.opencsv.RFC4180Parser;
import com.opencsv.RFC4180ParserBuilder;

/**
 * Splits the text of one record into its fields and takes off their quotes. Not
 * thread-safe.
 */
final class FieldSplitter {

	private final RFC4180Parser parser;

	FieldSplitter(char delimiter) {
		this.parser = new RFC4180ParserBuilder().withSeparator(delimiter).build();
	}

	/**
	 * Splits a record that is whole, with all its lines.
	 */
	String[] split(String text) {
		try {
			return this.parser.parseLine(text);
		}
		catch (IOException ex) {
			throw new UncheckedIOException("Nothing is read here", ex);
		}
	}

}
