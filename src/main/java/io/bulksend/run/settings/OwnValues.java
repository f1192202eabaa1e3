package io.bulksend.run.settings;

import java.time.DateTimeException;
import java.time.Duration;

import org.jspecify.annotations.Nullable;

import org.springframework.core.convert.ConversionService;
import org.springframework.core.convert.TypeDescriptor;

/**
 * Values of settings that are read our way and no other: Spring's would take a number
 * without a unit for milliseconds. What is thrown here is none of Spring's exceptions,
 * after which Spring would try its own way all the same.
 */
final class OwnValues implements ConversionService {

	@Override
	public boolean canConvert(@Nullable Class<?> sourceType, Class<?> targetType) {
		return targetType == Duration.class || targetType == CountOrNone.class;
	}

	@Override
	public boolean canConvert(@Nullable TypeDescriptor sourceType, TypeDescriptor targetType) {
		return canConvert((Class<?>) null, targetType.getType());
	}

	@Override
	public <T> @Nullable T convert(@Nullable Object source, Class<T> targetType) {
		return targetType.cast(converted(source, targetType));
	}

	@Override
	public @Nullable Object convert(@Nullable Object source, @Nullable TypeDescriptor sourceType,
			TypeDescriptor targetType) {
		return converted(source, targetType.getType());
	}

	private static @Nullable Object converted(@Nullable Object source, Class<?> type) {
		if (source == null || type.isInstance(source)) {
			return source;
		}
		// Defaults come as arrays of one.
		String text = (source instanceof String[] texts) ? String.join(",", texts) : String.valueOf(source);
		try {
			return (type == Duration.class) ? DurationText.parse(text) : CountOrNone.parse(text);
		}
		catch (DateTimeException | IllegalArgumentException ex) {
			throw new UnreadableValueException(ex);
		}
	}

	/** A value says nothing that its setting could be. */
	private static final class UnreadableValueException extends RuntimeException {

		private static final long serialVersionUID = 1L;

		UnreadableValueException(RuntimeException cause) {
			super(cause.getMessage());
		}

	}

}
