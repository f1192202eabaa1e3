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

	/**
	 * The file as somebody has edited it: in another order, some rows gone, others new.
	 */
	static List<InputRow> amend(SplittableRandom random, List<InputRow> rows, int edition) {
		List<InputRow> amended = new ArrayList<>();
		for (InputRow row : rows) {
			boolean isKept = !row.status().equals("INVALID") && !row.status().equals("DUPLICATE")
					&& random.nextInt(10) > 0;
			if (isKept) {
				amended.add(random.nextInt(amended.size() + 1), row);
			}
		}
		for (int row = 0; row < rows.size() / 10; row++) {
			String recipient = Long.toString(919_810_000_000L + edition * 10_000L + row);
			InputRow fresh = (row % 50 == 1) ? duplicate(amended, recipient) : new InputRow(recipient, "");
			amended.add((row % 50 == 0) ? new InputRow("12", "INVALID") : fresh);
		}
		return amended;
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
