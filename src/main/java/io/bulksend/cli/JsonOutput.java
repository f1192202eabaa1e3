package io.bulksend.cli;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Consumer;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.json.JsonFactory;

/**
 * Writes one JSON document for scripts. Not for use by several threads.
 */
final class JsonOutput implements AutoCloseable {

	private static final JsonFactory JSON = JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

	private final JsonGenerator json;

	private final PrintWriter out;

	/**
	 * Begins a document, which is an object.
	 * @param out where it goes
	 */
	JsonOutput(PrintWriter out) {
		this.out = out;
		this.json = JSON.createGenerator(ObjectWriteContext.empty(), out);
		this.json.writeStartObject();
	}

	/** Writes a value; nothing where there is none. */
	JsonOutput add(String name, @Nullable Object value) {
		if (value instanceof Long number) {
			this.json.writeNumberProperty(name, number);
		}
		else if (value instanceof Integer number) {
			this.json.writeNumberProperty(name, number);
		}
		else if (value instanceof Double number) {
			this.json.writeNumberProperty(name, number);
		}
		else if (value instanceof Boolean flag) {
			this.json.writeBooleanProperty(name, flag);
		}
		else if (value instanceof Path path) {
			this.json.writeStringProperty(name, path.toAbsolutePath().normalize().toString());
		}
		else if (value != null) {
			this.json.writeStringProperty(name, value.toString());
		}
		return this;
	}

	/** Writes counts as an object. */
	JsonOutput addCounts(String name, Map<?, Long> counts) {
		this.json.writeObjectPropertyStart(name);
		counts.forEach((key, count) -> this.json.writeNumberProperty(key.toString(), count));
		this.json.writeEndObject();
		return this;
	}

	/** Writes numbers as an array. */
	JsonOutput addNumbers(String name, Iterable<Long> numbers) {
		beginArray(name);
		numbers.forEach(this.json::writeNumber);
		return endArray();
	}

	/** Writes objects as an array. */
	<T> JsonOutput addAll(String name, Iterable<T> items, Consumer<T> writer) {
		beginArray(name);
		for (T item : items) {
			addItem(() -> writer.accept(item));
		}
		return endArray();
	}

	JsonOutput beginArray(String name) {
		this.json.writeArrayPropertyStart(name);
		return this;
	}

	/** Writes an object of an array. */
	void addItem(Runnable properties) {
		this.json.writeStartObject();
		properties.run();
		this.json.writeEndObject();
	}

	JsonOutput endArray() {
		this.json.writeEndArray();
		return this;
	}

	/** Ends the document. */
	@Override
	public void close() {
		this.json.writeEndObject();
		this.json.close();
		this.out.println();
		this.out.flush();
	}

}
