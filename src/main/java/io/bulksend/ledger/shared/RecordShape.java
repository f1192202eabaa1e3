package io.bulksend.ledger.shared;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.zip.CRC32;

/**
 * What records are made of, down to the last part, in one mark: two programs that have
 * the same mark for a record write and read it alike.
 */
final class RecordShape {

	private final StringBuilder text = new StringBuilder();

	private final Set<Class<?>> described = new HashSet<>();

	private RecordShape() {
	}

	/** The mark of several records together. */
	static String mark(Class<?>... records) {
		RecordShape shape = new RecordShape();
		for (Class<?> each : records) {
			shape.describe(each);
		}
		CRC32 sum = new CRC32();
		sum.update(shape.text.toString().getBytes(StandardCharsets.UTF_8));
		return "%08x".formatted(sum.getValue());
	}

	private void describe(Type type) {
		if (type instanceof ParameterizedType generic) {
			describe(generic.getRawType());
			for (Type argument : generic.getActualTypeArguments()) {
				describe(argument);
			}
			return;
		}
		Class<?> plain = (Class<?>) type;
		this.text.append(plain.getName()).append(';');
		if (!this.described.add(plain)) {
			return;
		}
		if (plain.isEnum()) {
			for (Object constant : plain.getEnumConstants()) {
				this.text.append(((Enum<?>) constant).name()).append(',');
			}
		}
		else if (plain.isSealed()) {
			for (Class<?> permitted : plain.getPermittedSubclasses()) {
				describe(permitted);
			}
		}
		else if (plain.isRecord()) {
			for (RecordComponent part : plain.getRecordComponents()) {
				this.text.append(part.getName()).append(':');
				describe(part.getGenericType());
			}
		}
	}

}
