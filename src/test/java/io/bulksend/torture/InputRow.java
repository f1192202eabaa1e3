package io.bulksend.torture;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * A row of a round's campaign.
 *
 * @param recipient whom it goes to
 * @param status what the results must say of it, or an empty string where the API's
 * answer decides
 */
record InputRow(String recipient, String status) {

	static List<InputRow> draw(SplittableRandom random, int rows) {
		List<InputRow> drawn = new ArrayList<>();
		for (int row = 0; row < rows; row++) {
			String recipient = Long.toString(919_800_000_000L + row);
			drawn.add(switch (random.nextInt(100)) {
				case 0 -> new InputRow("12", "INVALID");
				case 1 -> new InputRow(recipient, "SUPPRESSED");
				case 2 -> duplicate(drawn, recipient);
				default -> new InputRow(recipient, "");
			});
		}
		return drawn;
	}

	private static InputRow duplicate(List<InputRow> earlier, String recipient) {
		for (InputRow row : earlier) {
			if (row.status().isEmpty()) {
				return new InputRow(row.recipient(), "DUPLICATE");
			}
		}
		return new InputRow(recipient, "");
	}

	boolean isSent() {
		return this.status.isEmpty();
	}

	static String csv(List<InputRow> rows) {
		StringBuilder text = new StringBuilder("recipient_whatsapp,attachment_id,place\n");
		for (int row = 0; row < rows.size(); row++) {
			text.append(rows.get(row).recipient()).append(",a-1,").append(row).append('\n');
		}
		return text.toString();
	}

	static String suppressed(List<InputRow> rows) {
		StringBuilder text = new StringBuilder("recipient_whatsapp\n");
		rows.stream()
			.filter((row) -> row.status().equals("SUPPRESSED"))
			.forEach((row) -> text.append(row.recipient()).append('\n'));
		return text.toString();
	}

}
