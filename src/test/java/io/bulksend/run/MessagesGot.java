package io.bulksend.run;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

import io.bulksend.campaign.Person;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.ObjectMapper;

/**
 * What each person may have got, and how often they may get it.
 */
final class MessagesGot {

	private static final ObjectMapper JSON = new ObjectMapper();

	private final Map<Text, Integer> texts = new HashMap<>();

	private final Map<Slot, Integer> slots = new HashMap<>();

	private final Map<Text, Integer> mayText = new HashMap<>();

	private final Map<Slot, Integer> maySlot = new HashMap<>();

	private final Set<Text> inDoubt = new HashSet<>();

	private final Set<Slot> called = new HashSet<>();

	private int askedForAll;

	/**
	 * One of a person's independent messages, whatever is changed about it.
	 *
	 * @param person the person's number in the one spelling that is compared
	 * @param attachment the medium
	 */
	record Slot(String person, String attachment) {
	}

	/**
	 * A message in its very words.
	 *
	 * @param slot whose
	 * @param caption the caption, with line breaks of one kind
	 * @param header the caller's own identifier
	 * @param source who sends it: the same text of another sender is another message
	 */
	record Text(Slot slot, String caption, String header, String source) {

		static Text of(String body) {
			JsonNode message = JSON.readTree(body).path("message").path(0);
			JsonNode attachment = message.path("type_media").path(0).path("attachments").path(0);
			return new Text(
					new Slot(Person.of(message.path("recipient_whatsapp").asString()).number(),
							attachment.path("attachment_id").asString()),
					attachment.path("caption").asString("").replace("\r\n", "\n"),
					message.path("x-apiheader").asString(""), message.path("source").asString(""));
		}

	}

	/** Says whether a person is sent this for the first time. */
	boolean isFirstCall(Slot slot) {
		return this.called.add(slot);
	}

	void got(Text text) {
		this.texts.merge(text, 1, Integer::sum);
		this.slots.merge(text.slot(), 1, Integer::sum);
	}

	boolean hasGot(String number, String attachment) {
		return this.slots.containsKey(new Slot(Person.of(number).number(), attachment));
	}

	/** Nobody but the server knows whether it was taken. */
	void doubt(Iterable<Text> calls) {
		calls.forEach(this.inDoubt::add);
	}

	/** What is in doubt may go out once more. */
	void mayRepeatWhatIsInDoubt() {
		this.inDoubt.forEach((text) -> {
			this.mayText.merge(text, 1, Integer::sum);
			this.maySlot.merge(text.slot(), 1, Integer::sum);
		});
		this.inDoubt.clear();
	}

	/** Everything may go out once more. */
	void mayRepeatAll() {
		this.askedForAll++;
	}

	boolean wereAskedForAll() {
		return this.askedForAll > 0;
	}

	/** What was got may come once more in other words. */
	void mayChangeAll() {
		this.slots.keySet().forEach((slot) -> this.maySlot.merge(slot, 1, Integer::sum));
	}

	/** What somebody got more often than anybody asked for. */
	List<String> twice() {
		Set<String> twice = new TreeSet<>(over(this.texts, this.mayText, Text::toString));
		twice.addAll(over(this.slots, this.maySlot, Slot::toString));
		return new ArrayList<>(twice);
	}

	private <T> List<String> over(Map<T, Integer> got, Map<T, Integer> may, Function<T, String> words) {
		return got.entrySet()
			.stream()
			.filter((each) -> each.getValue() > 1 + this.askedForAll + may.getOrDefault(each.getKey(), 0))
			.map((each) -> each.getValue() + " times " + words.apply(each.getKey()))
			.toList();
	}

}
