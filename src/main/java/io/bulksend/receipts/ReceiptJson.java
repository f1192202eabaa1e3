package io.bulksend.receipts;

import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.util.function.Consumer;

import io.bulksend.campaign.DeliveryStatus;
import io.bulksend.campaign.Receipt;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Reads what the API's delivery webhook posts, document after document. What is not a
 * receipt is passed over and counted: the same address may get other things too.
 */
final class ReceiptJson {

	/** No id of the API's is nearly as long. */
	private static final int MAX_ID = 255;

	private static final int MAX_REMARK = 1_000;

	private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd['T'][ ]HH:mm:ss")
		.withResolverStyle(ResolverStyle.STRICT);

	private final JsonParser json;

	private final Consumer<Receipt> sink;

	private long receipts;

	private long others;

	/** Something of the webhook's, whether there is a use for it or not. */
	private boolean known;

	ReceiptJson(JsonParser json, Consumer<Receipt> sink) {
		this.json = json;
		this.sink = sink;
	}

	/**
	 * Reads all documents up to the end.
	 * @throws tools.jackson.core.JacksonException if one of them is no JSON
	 */
	void readAll() {
		for (JsonToken token = this.json.nextToken(); token != null; token = this.json.nextToken()) {
			readAny(token, this::readBatch);
		}
	}

	long receipts() {
		return this.receipts;
	}

	long others() {
		return this.others;
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
			if (name.equals("delivery_status")) {
				batch = true;
				this.known = true;
				readAny(token, this::readReceipt);
			}
			else {
				this.known |= name.equals("incoming_message");
				this.json.skipChildren();
			}
		}
		if (!batch) {
			this.others++;
		}
	}

	private void readReceipt() {
		String id = null;
		String recipient = null;
		String status = null;
		String remark = null;
		String receivedAt = null;
		String source = null;
		while (this.json.nextToken() == JsonToken.PROPERTY_NAME) {
			String name = this.json.currentName();
			JsonToken token = this.json.nextToken();
			switch (name) {
				case "ncmessage_id" -> id = scalar(token);
				case "recipient" -> recipient = scalar(token);
				case "status" -> status = scalar(token);
				case "status_remark" -> remark = scalar(token);
				case "received_at" -> receivedAt = scalar(token);
				case "source" -> source = scalar(token);
				default -> this.json.skipChildren();
			}
		}
		DeliveryStatus known = (status != null) ? DeliveryStatus.of(status).orElse(null) : null;
		if (id != null && id.length() <= MAX_ID && known != null) {
			this.receipts++;
			this.sink.accept(new Receipt(id, number(recipient), source, known, shortened(remark), time(receivedAt)));
		}
		else {
			this.others++;
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

	private static @Nullable String number(@Nullable String recipient) {
		return (recipient != null && recipient.startsWith("+")) ? recipient.substring(1) : recipient;
	}

	private static @Nullable String shortened(@Nullable String remark) {
		return (remark != null && remark.length() > MAX_REMARK) ? remark.substring(0, MAX_REMARK) : remark;
	}

	private static @Nullable LocalDateTime time(@Nullable String text) {
		try {
			return (text != null) ? LocalDateTime.parse(text, TIME) : null;
		}
		catch (DateTimeParseException ex) {
			return null;
		}
	}

}
