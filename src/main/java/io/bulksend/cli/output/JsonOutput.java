package io.bulksend.cli.output;

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
public final class JsonOutput implements AutoCloseable {

	private static final JsonFactory JSON = JsonFactory.builder().disable(StreamWriteFeature.AUTO_CLOSE_TARGET).build();

	private final JsonGenerator json;

	private final PrintWriter out;

	/**
	 * Begins a document, which is an object, with what all commands tell.
	 * @param out where it goes
	 * @param command the command's name
	 * @param exitCode its exit code
	 */
	public JsonOutput(PrintWriter out, String command, int exitCode) {
		this.out = out;
		this.json = JSON.createGenerator(ObjectWriteContext.empty(), out);
		this.json.writeStartObject();
		add("command", command).add("exit_code", exitCode).add("outcome", ExitCode.word(exitCode));
	}

	/** Writes a value; nothing where there is none. */
	public JsonOutput add(String name, @Nullable Object value) {
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
	public JsonOutput addCounts(String name, Map<?, Long> counts) {
		this.json.writeObjectPropertyStart(name);
		counts.forEach((key, count) -> this.json.writeNumberProperty(key.toString(), count));
		this.json.writeEndObject();
		return this;
	}

	/** Writes numbers as an array. */
	public JsonOutput addNumbers(String name, Iterable<Long> numbers) {
		this.json.writeArrayPropertyStart(name);
		numbers.forEach(this.json::writeNumber);
		this.json.writeEndArray();
		return this;
	}

	/** Writes texts as an array. */
	public JsonOutput addTexts(String name, Iterable<String> texts) {
		this.json.writeArrayPropertyStart(name);
		texts.forEach(this.json::writeString);
		this.json.writeEndArray();
		return this;
	}

	/** Writes objects as an array. */
	public <T> JsonOutput addAll(String name, Iterable<T> items, Consumer<T> properties) {
		this.json.writeArrayPropertyStart(name);
		for (T item : items) {
			this.json.writeStartObject();
			properties.accept(item);
			this.json.writeEndObject();
		}
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
