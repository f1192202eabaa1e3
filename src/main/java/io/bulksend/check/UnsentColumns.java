package io.bulksend.check;

import java.util.EnumMap;
import java.util.Map;
import java.util.function.Predicate;

import io.bulksend.campaign.MessageType;
import io.bulksend.input.Column;

/**
 * The columns that messages of a type have no place for, although somebody who fills them
 * in most likely expects to see them.
 */
final class UnsentColumns {

	private static final Map<MessageType, Predicate<Column>> UNSENT = new EnumMap<>(Map.of(MessageType.MEDIA,
			(column) -> column == Column.TEXT || isTemplates(column), MessageType.TEMPLATE,
			(column) -> column == Column.TEXT || Column.TEMPLATE_BUTTONS.contains(column), MessageType.MEDIA_TEMPLATE,
			(column) -> column == Column.TEXT, MessageType.TEXT, UnsentColumns::isTemplates));

	private UnsentColumns() {
	}

	static boolean has(MessageType type, Column column) {
		Predicate<Column> unsent = UNSENT.get(type);
		return unsent != null && unsent.test(column);
	}

	private static boolean isTemplates(Column column) {
		return column.columnName().startsWith("template_");
	}

}
