package io.bulksend.cli.terminal;

import java.io.File;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import picocli.CommandLine.TypeConversionException;

/**
 * Letters in what the program is given and in what it prints, where the system is told no
 * language (the POSIX locale, which schedulers have): the JVM would take each that is not
 * English for a question mark. What cannot be read is refused, as a campaign's name that
 * has become another one is another campaign.
 */
public final class Letters {

	/** What a byte becomes that is no letter. */
	private static final String UNREADABLE = "\uFFFD";

	private static final Path OWN_COMMAND_LINE = Path.of("/proc/self/cmdline");

	private Letters() {
	}

	/** Says whether the JVM knows no letters but the English ones. */
	private static boolean areUnknown() {
		return StandardCharsets.US_ASCII.equals(charset("sun.jnu.encoding"));
	}

	/**
	 * The letters of a stream.
	 * @param property the name of its encoding, which is known from Java 19 on
	 * @return the encoding that it has, or UTF-8 where it is told none
	 */
	public static Charset of(String property) {
		Charset charset = charset(property);
		return charset.equals(StandardCharsets.US_ASCII) ? StandardCharsets.UTF_8 : charset;
	}

	private static Charset charset(String property) {
		String name = System.getProperty(property);
		return (name != null && Charset.isSupported(name)) ? Charset.forName(name) : Charset.defaultCharset();
	}

	/** Lets standard error have letters; all else asks for them. */
	public static void prepareOutput() {
		if (areUnknown()) {
			System.setErr(new PrintStream(new FileOutputStream(FileDescriptor.err), true, StandardCharsets.UTF_8));
		}
	}

	/**
	 * Reads the command line as it was typed.
	 * @param arguments as the JVM understood them
	 * @return the arguments; what cannot be read has a mark where letters were
	 */
	public static String[] read(String[] arguments) {
		return (areUnknown() && File.separatorChar != '\\') ? read(arguments, typed()) : arguments;
	}

	/**
	 * Reads the command line as it was typed.
	 * @param arguments as a JVM that knows no letters understood them
	 * @param typed all words of the command, of which they are the last
	 */
	static String[] read(String[] arguments, List<byte[]> typed) {
		int before = typed.size() - arguments.length;
		String[] read = new String[arguments.length];
		for (int i = 0; i < read.length; i++) {
			String argument = arguments[i];
			String whole = (before >= 0 && matches(argument, typed.get(before + i))) ? decode(typed.get(before + i))
					: null;
			// Where the system does not tell, a question mark may have been a letter.
			read[i] = (whole != null) ? whole : argument.replace("?", UNREADABLE);
		}
		return read;
	}

	/**
	 * Says whether a word is the one that was understood so: a file of arguments may
	 * stand for several.
	 */
	private static boolean matches(String argument, byte[] word) {
		boolean matches = argument.length() == word.length;
		for (int i = 0; matches && i < word.length; i++) {
			char understood = argument.charAt(i);
			matches = (word[i] >= 0) ? understood == word[i] : understood == '?' || understood == UNREADABLE.charAt(0);
		}
		return matches;
	}

	/** All words of the command that started this process, where the system tells. */
	private static List<byte[]> typed() {
		List<byte[]> words = new ArrayList<>();
		try {
			byte[] line = Files.readAllBytes(OWN_COMMAND_LINE);
			int begin = 0;
			for (int i = 0; i < line.length; i++) {
				if (line[i] == 0) {
					words.add(Arrays.copyOfRange(line, begin, i));
					begin = i + 1;
				}
			}
		}
		catch (IOException ex) {
			return List.of();
		}
		return words;
	}

	private static @Nullable String decode(byte[] bytes) {
		try {
			return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
		}
		catch (CharacterCodingException ex) {
			return null;
		}
	}

	/**
	 * Says what cannot be read of that which the program was given.
	 * @param arguments the command line
	 * @param environment the environment's variables
	 * @return what is wrong and what to do, or null where all can be read
	 */
	public static @Nullable String complaint(Collection<String> arguments, Map<String, String> environment) {
		for (String argument : arguments) {
			if (argument.contains(UNREADABLE)) {
				// Of a setting the name alone, as its value may be a secret.
				String shown = argument.startsWith("--") ? argument.replaceFirst("=.*", "") : argument;
				return "\"" + shown.replace(UNREADABLE, "?") + "\" has letters that cannot be read here." + remedy();
			}
		}
		for (Map.Entry<String, String> variable : environment.entrySet()) {
			String name = variable.getKey();
			if ((name.startsWith("BULKSEND_") || name.startsWith("SPRING_"))
					&& (name + variable.getValue()).contains(UNREADABLE)) {
				return name + " has letters that cannot be read here." + remedy();
			}
		}
		return (areUnknown() && !isHereKnown())
				? "The folder that this runs in has letters in its name that cannot be read here." + remedy() : null;
	}

	/** Where it is not, the ledger would lie in another folder. */
	private static boolean isHereKnown() {
		try {
			return Files.isDirectory(Path.of("").toAbsolutePath());
		}
		catch (InvalidPathException ex) {
			return false;
		}
	}

	/**
	 * A file by the name that was given.
	 * @param name the name
	 * @return the file
	 */
	public static Path file(String name) {
		try {
			return Path.of(name);
		}
		catch (InvalidPathException ex) {
			throw new TypeConversionException(complaint(ex));
		}
	}

	/**
	 * Says why a file's name cannot be used.
	 * @param refused what was thrown
	 * @return what is wrong and what to do
	 */
	public static String complaint(InvalidPathException refused) {
		return areUnknown()
				? "the name \"" + refused.getInput() + "\" has letters that no file can have here." + remedy()
				: refused.getMessage() + ".";
	}

	private static String remedy() {
		return areUnknown() ? " Set LC_ALL=C.UTF-8, or start it by its script, bulk-send." : " Write it in UTF-8.";
	}

}
