package io.bulksend.input;

import java.nio.file.Path;
import java.text.Normalizer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import io.bulksend.campaign.Code;
import org.jspecify.annotations.Nullable;

/**
 * Rows that take the place of a campaign's: results, or a part of them, that somebody has
 * corrected. Each row's {@code line} names the row that it replaces. Columns are known by
 * their names, may stand in any order, and may be lacking; those that the results added
 * say nothing here, and others that the campaign lacks come to it. Immutable.
 */
public final class CorrectionsFile {

	private static final Pattern LINE = Pattern.compile("\\d{1,12}");

	private final CampaignFile file;

	private final String campaign;

	private final int line;

	private final int campaignIndex;

	/** By the index of a column here its index there; -1 for what says nothing. */
	private final int[] places;

	private final List<String> added = new ArrayList<>();

	private final Header corrected;

	/** Values for cells that are empty, by their indexes in the corrected header. */
	private final Map<Integer, String> usual;

	private final SortedMap<Column, String> usualByColumn;

	private CorrectionsFile(CampaignFile file, Header campaignsHeader, String campaign, Map<Column, String> given) {
		this.file = file;
		this.campaign = campaign;
		List<String> names = file.header().names();
		List<String> plain = plain(names);
		List<String> campaigns = campaignsHeader.carried()
			.stream()
			.map((index) -> ColumnName.plain(campaignsHeader.names().get(index)))
			.toList();
		this.line = ours(ResultsColumns.LINE, plain, campaigns);
		if (this.line < 0) {
			throw new InputException(file.path(), "there is no column line, by which corrections name the rows that"
					+ " they replace; correct NAME-retry.csv or NAME-results.csv, which have it");
		}
		this.campaignIndex = ours(ResultsColumns.CAMPAIGN, plain, campaigns);
		Set<Integer> ours = new HashSet<>();
		ResultsColumns.all().forEach((name) -> ours.add(ours(name, plain, campaigns)));
		this.places = new int[names.size()];
		Map<String, Deque<Integer>> free = new HashMap<>();
		for (int i = 0; i < campaigns.size(); i++) {
			free.computeIfAbsent(campaigns.get(i), (name) -> new ArrayDeque<>()).add(campaignsHeader.carried().get(i));
		}
		for (int i = 0; i < names.size(); i++) {
			Integer place = ours.contains(i) ? Integer.valueOf(-1)
					: free.getOrDefault(plain.get(i), new ArrayDeque<>()).poll();
			this.places[i] = (place != null) ? place : placeOfMeaning(i, campaignsHeader);
		}
		this.usualByColumn = new TreeMap<>(given);
		// Such a value stands for what is empty in all rows.
		this.usualByColumn.entrySet()
			.removeIf((value) -> value.getValue().equals(campaignsHeader.usual(value.getKey())));
		Header known = campaignsHeader.with(this.added);
		this.usualByColumn.keySet()
			.stream()
			.filter((column) -> known.indexOf(column) < 0)
			.forEach((column) -> this.added.add(column.columnName()));
		this.corrected = campaignsHeader.with(this.added);
		this.usual = this.usualByColumn.entrySet()
			.stream()
			.collect(Collectors.toMap((value) -> this.corrected.indexOf(value.getKey()), Map.Entry::getValue));
	}

	/**
	 * Reads the beginning of the file.
	 * @param path where it is
	 * @param campaignsHeader the campaign's columns as they are now
	 * @param campaign the campaign's name
	 * @param settings how the campaign's file is read; corrections have a delimiter of
	 * their own; and what stands for cells of corrected rows that are empty
	 * @return the corrections, ready to be read
	 * @throws InputException if the file cannot be used, or names no lines
	 */
	public static CorrectionsFile open(Path path, Header campaignsHeader, String campaign, InputSettings settings) {
		return new CorrectionsFile(CampaignFile.openPart(path, settings), campaignsHeader, campaign, settings.usual());
	}

	/** The last of a name, where the campaign has one less of it than is here. */
	private static int ours(String name, List<String> names, List<String> campaigns) {
		long here = names.stream().filter(name::equals).count();
		long there = campaigns.stream().filter(name::equals).count();
		return (here > there) ? names.lastIndexOf(name) : -1;
	}

	private int placeOfMeaning(int index, Header campaignsHeader) {
		String name = this.file.header().names().get(index);
		for (Column column : this.file.header().columns()) {
			if (this.file.header().indexOf(column) == index && campaignsHeader.indexOf(column) >= 0) {
				return campaignsHeader.indexOf(column);
			}
		}
		if (ColumnName.plain(name).isEmpty()) {
			return -1;
		}
		this.added.add(name);
		return campaignsHeader.names().size() + this.added.size() - 1;
	}

	private static List<String> plain(List<String> names) {
		return names.stream().map(ColumnName::plain).toList();
	}

	/**
	 * The file's name, without its folders.
	 * @return the name
	 */
	public String name() {
		return String.valueOf(this.file.path().getFileName());
	}

	/**
	 * Stands for the file, and for what its empty cells stand for.
	 * @return 64 hexadecimal digits, in lower case; the SHA-256 of the file where empty
	 * is empty
	 */
	public String fingerprint() {
		String sha256 = this.file.fingerprint();
		return this.usualByColumn.isEmpty() ? sha256 : FileBytes.sha256(sha256 + this.usualByColumn);
	}

	/**
	 * The columns that the campaign lacks.
	 * @return their names, in the order in which they come to it; immutable
	 */
	public List<String> added() {
		return List.copyOf(this.added);
	}

	/**
	 * The campaign's columns, and those that are added.
	 * @return the header of corrected rows
	 */
	public Header header() {
		return this.corrected;
	}

	/**
	 * Makes sure that nobody has written to the file since it was opened.
	 * @throws InputException if somebody has
	 */
	public void requireUnchanged() {
		this.file.requireUnchanged();
	}

	/**
	 * Reads the whole file, and starts a pass over its corrections.
	 * @return the corrections by their lines, to be closed by the caller
	 * @throws InputException if a row cannot be used, names no line or one that another
	 * row names, or is another campaign's
	 */
	public CorrectionsPass byLine() {
		long[] lines = new long[1_000];
		int count = 0;
		boolean ascending = true;
		try (Rows rows = this.file.rows()) {
			for (Row row = rows.next(); row != null; row = rows.next()) {
				Long named = lineOf(row);
				if (named == null) {
					continue;
				}
				requireOwnCampaign(row);
				ascending &= count == 0 || lines[count - 1] < named;
				lines = (count == lines.length) ? Arrays.copyOf(lines, 2 * count) : lines;
				lines[count++] = named;
			}
		}
		long[] sorted = Arrays.copyOf(lines, count);
		Arrays.sort(sorted);
		for (int i = 1; i < count; i++) {
			if (sorted[i] == sorted[i - 1]) {
				throw new InputException(this.file.path(), "two rows have the line " + sorted[i]
						+ ": leave the one that is to replace the campaign's row");
			}
		}
		return new CorrectionsPass(this, sorted, ascending);
	}

	/**
	 * Says that the campaign has no such row.
	 * @param unknown a line that starts none
	 * @return what is wrong, and what to do
	 */
	public InputException unknownLine(long unknown) {
		return new InputException(this.file.path(), "no row of the campaign starts in line " + unknown
				+ ": leave the column line as the campaign's results have it");
	}

	Rows rows() {
		return this.file.rows();
	}

	/** What a row corrects, or nothing where it was not read whole. */
	@Nullable Correction correction(Row row) {
		Long named = lineOf(row);
		if (named == null) {
			return null;
		}
		Map<Integer, String> cells = new HashMap<>();
		for (int i = 0; i < this.places.length; i++) {
			if (this.places[i] >= 0) {
				cells.put(this.places[i], row.fields().get(i));
			}
		}
		return new Correction(named, cells, this.usual);
	}

	/**
	 * The line that a row names. A row that the campaign's own reading could not use, and
	 * that stands here as the results had it, corrects nothing.
	 */
	private @Nullable Long lineOf(Row row) {
		if (row.defect() != null) {
			int code = row.header().errorCodeIndex();
			if (code >= 0 && code < row.fields().size() && row.fields().get(code).equals(Code.MALFORMED_ROW.name())) {
				return null;
			}
			throw new InputException(this.file.path(), row.line(), row.defect());
		}
		String named = row.fields().get(this.line).strip();
		if (!LINE.matcher(named).matches()) {
			throw new InputException(this.file.path(), row.line(),
					"the column line holds " + ColumnName.quoted(named) + " in place of a whole number: it has to name"
							+ " the line of the campaign's row, as the campaign's results have it");
		}
		return Long.valueOf(named);
	}

	private void requireOwnCampaign(Row row) {
		if (this.campaignIndex < 0) {
			return;
		}
		String named = plainCampaign(row.fields().get(this.campaignIndex));
		if (!named.isEmpty() && !named.equals(plainCampaign(this.campaign))) {
			throw new InputException(this.file.path(), row.line(),
					"this row is of the campaign " + ColumnName.quoted(named) + " and not of "
							+ ColumnName.quoted(this.campaign) + ": give each campaign its own corrections");
		}
	}

	private static String plainCampaign(String name) {
		return Normalizer.normalize(name, Normalizer.Form.NFC).strip();
	}

}
