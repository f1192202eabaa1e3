package io.bulksend.check;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PushbackInputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Locale;
import java.util.Set;

import io.bulksend.campaign.KeyVersion;
import io.bulksend.campaign.Person;
import io.bulksend.campaign.RecipientType;
import io.bulksend.input.Column;
import io.bulksend.input.InputException;

/**
 * Reads a suppression list in either of its forms, told apart by the first line: a CSV's
 * names the recipient_whatsapp column.
 */
final class SuppressionFile {

	/** Stands for bytes that are no text; in no text is it. */
	private static final String NO_TEXT = "\uFFFF";

	private final Path file;

	private final PhoneNumbers phoneNumbers;

	private final Set<String> groups = new HashSet<>();

	private long[] numbers = new long[1024];

	private int count;

	SuppressionFile(Path file, Countries countries) {
		this.file = file;
		this.phoneNumbers = new PhoneNumbers(countries, KeyVersion.LATEST);
	}

	SuppressionList read() {
		try {
			readRecipients();
		}
		catch (NoSuchFileException ex) {
			throw new InputException(this.file, "The suppression list does not exist; check its name and folder.");
		}
		catch (IOException ex) {
			throw new InputException(this.file, "The suppression list cannot be read: " + ex.getMessage());
		}
		return new SuppressionList(Arrays.copyOf(this.numbers, this.count), this.groups);
	}

	/**
	 * A column's name with its spellings made one.
	 */
	static String columnName(String name) {
		return Field.trim(name).toLowerCase(Locale.ROOT).replace(' ', '_').replace('-', '_');
	}

	private void readRecipients() throws IOException {
		try (BufferedReader first = open(CodingErrorAction.REPORT);
				BufferedReader reader = open(CodingErrorAction.REPORT)) {
			String firstLine = first.readLine();
			if (firstLine != null && columnName(firstLine).contains(Column.RECIPIENT_WHATSAPP.columnName())) {
				new SuppressionCsv(this.file, reader, firstLine).read(this::add);
			}
			else {
				readLines(reader);
			}
		}
		catch (CharacterCodingException ex) {
			throw notText();
		}
	}

	/** A second look that reads on: the first fails before it comes to the line. */
	private InputException notText() throws IOException {
		long line = 1;
		try (BufferedReader reader = open(CodingErrorAction.REPLACE)) {
			for (String text = reader.readLine(); text != null && !text.contains(NO_TEXT); text = reader.readLine()) {
				line++;
			}
		}
		return new InputException(this.file, line, "The suppression list is not text in UTF-8; save it as UTF-8.");
	}

	private void readLines(BufferedReader reader) throws IOException {
		long line = 1;
		for (String text = reader.readLine(); text != null; text = reader.readLine()) {
			add(line++, "", text);
		}
	}

	private void add(long line, String recipientType, String recipient) {
		String trimmed = Field.trim(recipient);
		if (trimmed.isEmpty() || trimmed.startsWith("#")) {
			return;
		}
		if (Field.trim(recipientType).equalsIgnoreCase(RecipientType.GROUP.apiName())) {
			this.groups.add(trimmed);
			return;
		}
		if (this.count == this.numbers.length) {
			this.numbers = Arrays.copyOf(this.numbers, this.count + (this.count >> 1));
		}
		try {
			this.numbers[this.count++] = Person.of(this.phoneNumbers.normalise(trimmed)).asLong();
		}
		catch (BrokenRuleException ex) {
			throw new InputException(this.file, line, ex.sentence() + " Correct or remove this line.");
		}
	}

	private BufferedReader open(CodingErrorAction onNoText) throws IOException {
		PushbackInputStream bytes = new PushbackInputStream(Files.newInputStream(this.file), 3);
		try {
			// A decoder of its own reports bytes that are no text; a charset would patch
			// them.
			CharsetDecoder decoder = charset(bytes).newDecoder()
				.onMalformedInput(onNoText)
				.onUnmappableCharacter(onNoText)
				.replaceWith(NO_TEXT);
			return new BufferedReader(new InputStreamReader(bytes, decoder));
		}
		catch (IOException ex) {
			bytes.close();
			throw ex;
		}
	}

	private static Charset charset(PushbackInputStream bytes) throws IOException {
		byte[] start = bytes.readNBytes(3);
		if (start.length == 3 && start[0] == (byte) 0xEF && start[1] == (byte) 0xBB && start[2] == (byte) 0xBF) {
			return StandardCharsets.UTF_8;
		}
		bytes.unread(start);
		boolean marked = start.length >= 2 && ((start[0] == (byte) 0xFE && start[1] == (byte) 0xFF)
				|| (start[0] == (byte) 0xFF && start[1] == (byte) 0xFE));
		return marked ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8;
	}

	/**
	 * Takes one recipient.
	 */
	interface Recipients {

		void add(long line, String recipientType, String recipient);

	}

}
