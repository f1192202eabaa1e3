package io.bulksend.campaign;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;

/**
 * Which decisions are taken back, so that their rows are sent again: asked for by name,
 * as it is the one way in which a message may go out twice.
 *
 * @param statuses REJECTED, IN_DOUBT or both; immutable
 * @param failed whether rows whose delivery failed, by their receipts
 * @param codes the error codes of rows that were refused or are in doubt; immutable
 */
public record Retried(Set<Status> statuses, boolean failed, Set<String> codes) {

	/** Nothing is sent again. */
	public static final Retried NONE = new Retried(Set.of(), false, Set.of());

	private static final List<String> WORDS = List.of("rejected", "in-doubt", "failed");

	/** A refusal without a code of the API's own. */
	private static final Pattern HTTP = Pattern.compile("HTTP_[1-5]\\d\\d");

	/** As the API's codes look, those that nobody documented included. */
	private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

	public Retried {
		statuses = Set.copyOf(statuses);
		codes = Set.copyOf(codes);
	}

	/**
	 * Reads what people write.
	 * @param words words and codes, in any case
	 * @return what they say
	 * @throws IllegalArgumentException if one of them is neither; its message names the
	 * nearest
	 */
	public static Retried of(List<String> words) {
		Set<Status> statuses = EnumSet.noneOf(Status.class);
		Set<String> codes = new TreeSet<>();
		boolean failed = false;
		for (String word : words) {
			String name = word.strip().toUpperCase(Locale.ROOT).replace('-', '_');
			switch (name) {
				case "" -> {
					// A comma too many.
				}
				case "REJECTED" -> statuses.add(Status.REJECTED);
				case "IN_DOUBT" -> statuses.add(Status.IN_DOUBT);
				case "FAILED" -> failed = true;
				default -> codes.add(code(word, name));
			}
		}
		return new Retried(statuses, failed, codes);
	}

	private static String code(String word, String name) {
		if (NUMBER.matcher(name).matches() || HTTP.matcher(name).matches() || Code.ofCalls().contains(name)) {
			return name;
		}
		if (Code.isOurs(name)) {
			throw new IllegalArgumentException("retry takes error codes of calls, but " + name
					+ " is one of rows that were never sent: correct these, with --corrections");
		}
		throw new IllegalArgumentException(
				"retry takes rejected, in-doubt, failed or an error code such as 8005 or HTTP_413, but is \"" + word
						+ "\"; the nearest is " + nearest(word));
	}

	/**
	 * The word or documented code that is meant by one that there is not.
	 * @param word what was written
	 * @return the nearest
	 */
	public static String nearest(String word) {
		List<String> names = new ArrayList<>(WORDS);
		names.addAll(Code.ofCalls());
		names.add("HTTP_413");
		return NearestName.of(word, names).orElseThrow();
	}

	/**
	 * The codes that no document knows: only a ledger that has rows with them can say
	 * that they are none that was mistyped.
	 * @return the codes
	 */
	public Set<String> undocumented() {
		Set<String> unknown = new TreeSet<>(this.codes);
		unknown.removeIf((code) -> HTTP.matcher(code).matches() || Code.ofCalls().contains(code));
		return unknown;
	}

	/**
	 * Says whether nothing is sent again.
	 * @return whether it is not
	 */
	public boolean isEmpty() {
		return this.statuses.isEmpty() && !this.failed && this.codes.isEmpty();
	}

}
