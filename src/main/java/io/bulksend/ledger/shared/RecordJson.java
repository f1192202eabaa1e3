package io.bulksend.ledger.shared;

import java.io.ByteArrayOutputStream;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/**
 * Records as JSON, whatever they are made of: texts, numbers, switches, times, lists, and
 * other records, of which one that stands for a sealed interface says which it is. So
 * what is handed out is all that a message has, also when there is more to it one day.
 * <p>
 * Own code, as the JSON library's core is all of it that is shipped.
 */
final class RecordJson {

	/** Which record it is, where several can stand there. */
	private static final String KIND = "@";

	private static final JsonFactory JSON = new JsonFactory();

	private static final Map<Class<?>, Shape> SHAPES = new ConcurrentHashMap<>();

	/** Written as texts. */
	private static final Map<Class<?>, Function<String, Object>> TEXTS = Map.of(String.class, (text) -> text,
			Path.class, Path::of, Duration.class, Duration::parse, LocalTime.class, LocalTime::parse, ZoneId.class,
			ZoneId::of, ZonedDateTime.class, ZonedDateTime::parse);

	private RecordJson() {
	}

	/** A record's parts, and how it is made of them. */
	private record Shape(List<RecordComponent> parts, Constructor<?> constructor) {

		static Shape of(Class<?> type) {
			RecordComponent[] parts = type.getRecordComponents();
			Class<?>[] types = new Class<?>[parts.length];
			for (int i = 0; i < parts.length; i++) {
				types[i] = parts[i].getType();
				parts[i].getAccessor().setAccessible(true);
			}
			try {
				Constructor<?> constructor = type.getDeclaredConstructor(types);
				constructor.setAccessible(true);
				return new Shape(List.of(parts), constructor);
			}
			catch (NoSuchMethodException ex) {
				throw new IllegalStateException(ex);
			}
		}
	}

	static byte[] write(Record value) {
		ByteArrayOutputStream bytes = new ByteArrayOutputStream(1024);
		try (JsonGenerator json = JSON.createGenerator(ObjectWriteContext.empty(), bytes)) {
			write(json, value, value.getClass());
		}
		return bytes.toByteArray();
	}

	static <T extends Record> T read(byte[] bytes, Class<T> type) {
		try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), bytes)) {
			json.nextToken();
			return type.cast(read(json, type));
		}
	}

	private static void write(JsonGenerator json, Object value, Class<?> declared) {
		if (value instanceof Record) {
			json.writeStartObject();
			if (declared.isInterface()) {
				json.writeStringProperty(KIND, value.getClass().getSimpleName());
			}
			for (RecordComponent part : shape(value.getClass()).parts()) {
				Object field = get(part, value);
				if (field != null) {
					json.writeName(part.getName());
					write(json, field, part.getType());
				}
			}
			json.writeEndObject();
		}
		else if (value instanceof List<?> list) {
			json.writeStartArray();
			for (Object element : list) {
				write(json, element, element.getClass());
			}
			json.writeEndArray();
		}
		else if (value instanceof Long || value instanceof Integer) {
			json.writeNumber(((Number) value).longValue());
		}
		else if (value instanceof Double number) {
			json.writeNumber(number);
		}
		else if (value instanceof Boolean flag) {
			json.writeBoolean(flag);
		}
		else if (value instanceof Enum<?> constant) {
			json.writeString(constant.name());
		}
		else {
			json.writeString(value.toString());
		}
	}

	private static @Nullable Object read(JsonParser json, Type declared) {
		Class<?> type = (Class<?>) ((declared instanceof ParameterizedType generic) ? generic.getRawType() : declared);
		JsonToken token = json.currentToken();
		if (token == JsonToken.START_OBJECT) {
			return readRecord(json, type);
		}
		if (token == JsonToken.START_ARRAY && declared instanceof ParameterizedType generic) {
			List<Object> list = new ArrayList<>();
			while (json.nextToken() != JsonToken.END_ARRAY) {
				list.add(Objects.requireNonNull(read(json, generic.getActualTypeArguments()[0])));
			}
			return list;
		}
		if (type == long.class || type == Long.class) {
			return json.getLongValue();
		}
		if (type == int.class || type == Integer.class) {
			return json.getIntValue();
		}
		if (type == double.class || type == Double.class) {
			return json.getDoubleValue();
		}
		if (type == boolean.class || type == Boolean.class) {
			return json.getBooleanValue();
		}
		String text = json.getString();
		if (type.isEnum()) {
			return constant(type, text);
		}
		Function<String, Object> reader = TEXTS.get(type);
		if (reader == null) {
			throw new IllegalStateException("Nobody knows how to read a " + type.getName());
		}
		return reader.apply(text);
	}

	private static Object readRecord(JsonParser json, Class<?> declared) {
		Class<?> type = declared;
		Map<String, Object> fields = new HashMap<>();
		while (json.nextToken() != JsonToken.END_OBJECT) {
			String name = json.currentName();
			json.nextToken();
			if (name.equals(KIND)) {
				type = kind(declared, json.getString());
				continue;
			}
			fields.put(name, Objects.requireNonNull(read(json, part(type, name).getGenericType())));
		}
		Shape shape = shape(type);
		try {
			return shape.constructor()
				.newInstance(shape.parts().stream().map((part) -> fields.get(part.getName())).toArray());
		}
		catch (InvocationTargetException ex) {
			throw new IllegalStateException("A record that was handed out cannot be made: " + ex.getCause(), ex);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

	/** What this program does not know would be lost, and another message go out. */
	private static RecordComponent part(Class<?> type, String name) {
		for (RecordComponent part : shape(type).parts()) {
			if (part.getName().equals(name)) {
				return part;
			}
		}
		throw new IllegalStateException("There is no " + name + " in a " + type.getSimpleName());
	}

	private static Class<?> kind(Class<?> declared, String name) {
		for (Class<?> permitted : declared.getPermittedSubclasses()) {
			if (permitted.getSimpleName().equals(name)) {
				return permitted;
			}
		}
		throw new IllegalStateException("There is no " + name + " among " + declared.getName());
	}

	private static Object constant(Class<?> type, String name) {
		for (Object constant : type.getEnumConstants()) {
			if (((Enum<?>) constant).name().equals(name)) {
				return constant;
			}
		}
		throw new IllegalStateException("There is no " + name + " among " + type.getName());
	}

	private static Shape shape(Class<?> type) {
		return SHAPES.computeIfAbsent(type, Shape::of);
	}

	private static @Nullable Object get(RecordComponent part, Object value) {
		try {
			return part.getAccessor().invoke(value);
		}
		catch (ReflectiveOperationException ex) {
			throw new IllegalStateException(ex);
		}
	}

}
