package io.bulksend.receipts;

import java.util.List;
import java.util.regex.Pattern;

import io.bulksend.campaign.delivery.DeliveryStatus;
import io.bulksend.campaign.delivery.OptOutWish;
import io.bulksend.campaign.delivery.Receipt;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads what the API's webhook posts, document after document: receipts of our messages,
 * and messages that people wrote. What is neither is passed over and counted: the same
 * address may get other things too.
 */
final class ReceiptJson {

	/** No id of the API's is nearly as long. */
	private static final int MAX_ID = 255;

	private static final int MAX_REMARK = 1_000;

	private static final Pattern PERSONS_NUMBER = Pattern.compile("[0-9]{5,18}");

	private final JsonParser json;

	private final OptOutWords words;

	private final WebhookSink sink;

	private long receipts;

	private long incoming;

	private long others;

	private long unreadableTimes;

	/** Something of the webhook's, whether there is a use for it or not. */
	private boolean known;

	ReceiptJson(JsonParser json, OptOutWords words, WebhookSink sink) {
		this.json = json;
		this.words = words;
		this.sink = sink;
	}

	/**
	 * Reads all documents up to the end.
	 * @throws tools.jackson.core.JacksonException if one of them is no JSON
	 */
	void readAll() {
		while (readNext()) {
			// The sink has it.
		}
	}

	/**
	 * Reads one document.
	 * @return whether there was one
	 * @throws tools.jackson.core.JacksonException if it is no JSON
	 */
	boolean readNext() {
		JsonToken token = this.json.nextToken();
		if (token != null) {
			readAny(token, this::readBatch);
		}
		return token != null;
	}

	/** Says what was read so far, all of it in order. */
	ReceiptContent content() {
		return new ReceiptContent(this.receipts, this.incoming, this.others, this.unreadableTimes, List.of(), 0, 0);
	}

	/**
	 * Says whether there was something, and nothing of it the webhook's.
	 * @return whether this was written by something else
	 */
	boolean isForeign() {
		return this.others > 0 && !this.known;
	}

	/** An object, or an array of them. */
	private void readAny(JsonToken token, Runnable object) {
		if (token == JsonToken.START_OBJECT) {
			object.run();
		}
		else if (token == JsonToken.START_ARRAY) {
			for (JsonToken next = this.json.nextToken(); next != JsonToken.END_ARRAY; next = this.json.nextToken()) {
				readAny(next, object);
			}
		}
		else {
			this.others++;
		}
	}

	private void readBatch() {
		boolean batch = false;
		while (this.json.nextToken() == JsonToken.PROPERTY_NAME) {
			String name = this.json.currentName();
			JsonToken token = this.json.nextToken();
			if (name.equals("delivery_status") || name.equals("incoming_message")) {
				batch = true;
				long before = seen();
				readAny(token, name.equals("delivery_status") ? this::readReceipt : this::readMessage);
				// None at all is of the webhook's making too.
				this.known |= seen() == before;
			}
			else {
				this.json.skipChildren();
			}
		}
		if (!batch) {
			this.others++;
		}
	}

	private long seen() {
		return this.receipts + this.incoming + this.others;
	}

	private void readReceipt() {
		String id = null;
		String recipient = null;
		String status = null;
		String remark = null;
		Receipt.Time receivedAt = null;
		String source = null;
		String apiHeader = null;
		while (this.json.nextToken() == JsonToken.PROPERTY_NAME) {
			String name = this.json.currentName();
			JsonToken token = this.json.nextToken();
			switch (name) {
				case "ncmessage_id" -> id = scalar(token);
				case "recipient" -> recipient = scalar(token);
				case "status" -> status = scalar(token);
				case "status_remark" -> remark = scalar(token);
				case "received_at" -> receivedAt = time(token);
				case "source" -> source = scalar(token);
				case "x-apiheader" -> apiHeader = scalar(token);
				default -> this.json.skipChildren();
			}
		}
		// Whatever the webhook may say of a message one day, it is its.
		this.known |= id != null && status != null;
		DeliveryStatus reported = (status != null) ? DeliveryStatus.of(status).orElse(null) : null;
		if (id != null && id.length() <= MAX_ID && reported != null) {
			this.receipts++;
			this.sink.receipt(
					new Receipt(id, number(recipient), source, apiHeader, reported, shortened(remark), receivedAt));
		}
		else {
			this.others++;
		}
	}

	private void readMessage() {
		String from = null;
		Receipt.Time receivedAt = null;
		Said said = new Said();
		while (this.json.nextToken() == JsonToken.PROPERTY_NAME) {
			String name = this.json.currentName();
			JsonToken token = this.json.nextToken();
			switch (name) {
				case "from" -> from = number(scalar(token));
				case "received_at" -> receivedAt = time(token);
				case "text_type" -> readText(token, said);
				default -> this.json.skipChildren();
			}
		}
		if (from == null || !PERSONS_NUMBER.matcher(from).matches()) {
			this.others++;
			return;
		}
		this.known = true;
		this.incoming++;
		OptOutWords.Meaning meaning = said.meaning;
		if (meaning != OptOutWords.Meaning.NONE) {
			this.sink.wish(new OptOutWish(from, meaning == OptOutWords.Meaning.STOP, receivedAt));
		}
	}

	/** A text has its words here, and a quick reply those of its button too. */
	private void readText(JsonToken token, Said said) {
		if (token == JsonToken.START_ARRAY) {
			for (JsonToken next = this.json.nextToken(); next != JsonToken.END_ARRAY; next = this.json.nextToken()) {
				readText(next, said);
			}
		}
		else if (token == JsonToken.START_OBJECT) {
			while (this.json.nextToken() == JsonToken.PROPERTY_NAME) {
				String name = this.json.currentName();
				JsonToken value = this.json.nextToken();
				if (name.equals("text") || name.equals("payload")) {
					said.add(scalar(value));
				}
				else {
					this.json.skipChildren();
				}
			}
		}
		else {
			said.add(scalar(token));
		}
	}

	/** A number counts as its digits; nothing but white space counts as nothing. */
	private @Nullable String scalar(JsonToken token) {
		if (token == JsonToken.VALUE_STRING || token == JsonToken.VALUE_NUMBER_INT) {
			String text = this.json.getString().strip();
			return text.isEmpty() ? null : text;
		}
		this.json.skipChildren();
		return null;
	}

	private Receipt.@Nullable Time time(JsonToken token) {
		String text = token.isScalarValue() && token != JsonToken.VALUE_NULL ? this.json.getString().strip() : "";
		boolean given = !text.isEmpty() || token.isStructStart();
		this.json.skipChildren();
		Receipt.Time time = WebhookTime.parse(text).orElse(null);
		this.unreadableTimes += (given && time == null) ? 1 : 0;
		return time;
	}

	private static @Nullable String number(@Nullable String recipient) {
		return (recipient != null && recipient.startsWith("+")) ? recipient.substring(1) : recipient;
	}

	private static @Nullable String shortened(@Nullable String remark) {
		return (remark != null && remark.length() > MAX_REMARK) ? remark.substring(0, MAX_REMARK) : remark;
	}

	/** What a message says, in whichever of its parts. Stop outweighs start. */
	private final class Said {

		private OptOutWords.Meaning meaning = OptOutWords.Meaning.NONE;

		void add(@Nullable String text) {
			OptOutWords.Meaning found = (text != null) ? ReceiptJson.this.words.meaning(text)
					: OptOutWords.Meaning.NONE;
			this.meaning = (found.compareTo(this.meaning) > 0) ? found : this.meaning;
		}

	}

}
