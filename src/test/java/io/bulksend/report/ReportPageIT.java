package io.bulksend.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.regex.Pattern;

import io.bulksend.campaign.Code;
import io.bulksend.campaign.Outcome;
import io.bulksend.campaign.Status;
import io.bulksend.campaign.delivery.Delivery;
import io.bulksend.campaign.delivery.DeliveryStatus;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.openqa.selenium.Keys;
import org.openqa.selenium.WebElement;
import org.openqa.selenium.support.ui.Select;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The report in a real browser. Leaves pictures of it in the build's folder, to be looked
 * at.
 */
@Execution(ExecutionMode.SAME_THREAD)
class ReportPageIT {

	private static final Path PICTURES = Path.of("target", "report-pictures");

	private static final String EVIL = "\"><img src=x onerror=\"document.title='hacked'\"></script>"
			+ "<script>document.title='hacked'</script><!--\u2028\u2029\\u003c ${1} {{campaign}} &lt;";

	private static Browser browser;

	@TempDir
	private Path folder;

	@BeforeAll
	static void start() {
		browser = Browser.start();
	}

	@AfterAll
	static void stop() {
		if (browser != null) {
			browser.close();
		}
	}

	@BeforeEach
	void reset() {
		browser.width(1280).media("screen", "light").script(true);
	}

	@ParameterizedTest
	@CsvSource({ "1280, light", "1280, dark", "768, light", "600, light", "360, light", "360, dark" })
	void hasNoBarrierAndFitsTheScreen(int width, String scheme) throws IOException {
		browser.width(width).media("screen", scheme).open(mixed(80));
		browser.find("figure details summary").click();
		browser.find("#table details summary").click();
		browser.picture(PICTURES.resolve(width + "-" + scheme + ".png"));
		assertThat(browser.barriers()).isEmpty();
		assertThat(browser.<Long>evaluate("document.documentElement.scrollWidth")).isLessThanOrEqualTo(width);
		assertThat(browser.complaints()).isEmpty();
	}

	/** How a campaign may stand, with what stopped it, if anything. */
	enum State {

		NOTHING_SENT(null, (row) -> Outcome.of(Status.NOT_SENT, null, null)),

		ACCOUNT_REFUSED("The API refused the account (HTTP_401). Check BULKSEND_API_TOKEN and the account.",
				(row) -> (row < 3) ? Outcome.accepted("id-" + row)
						: Outcome.of(Status.NOT_SENT, (row == 3) ? "HTTP_401" : null, null)),

		CANARY_FAILED("Only 0 of the first 5 messages were accepted, but --canary asks for 90 %.",
				(row) -> (row <= 5) ? Outcome.of(Status.REJECTED, "8003", "no")
						: Outcome.of(Status.NOT_SENT, null, null)),

		TIME_OVER("Nothing may be sent after 2026-03-02 10:00 Europe/Berlin.",
				(row) -> (row < 9) ? Outcome.accepted("id-" + row) : Outcome.of(Status.NOT_SENT, null, null)),

		IN_DOUBT(null, (row) -> Outcome.of(Status.IN_DOUBT, "NO_REPLY", "No reply came within 30 s.")),

		LEFT_OUT(null, (row) -> Outcome.of((row % 2 == 0) ? Status.DUPLICATE : Status.SUPPRESSED, null, "left out")),

		MANY_CODES(null, (row) -> Outcome.of(Status.REJECTED, "CODE_" + row, "reason " + row)),

		WELL(null, (row) -> Outcome.accepted("id-" + row));

		private final Optional<String> stop;

		private final LongFunction<Outcome> outcomes;

		State(@Nullable String stop, LongFunction<Outcome> outcomes) {
			this.stop = Optional.ofNullable(stop);
			this.outcomes = outcomes;
		}

	}

	@ParameterizedTest
	@EnumSource
	void hasNoBarrierHoweverTheCampaignStands(State state) throws IOException {
		for (int count : new int[] { 1, 40 }) {
			Path page = PageFile.write(this.folder, rows(count), state.outcomes,
					PageFile.subject("Spring", state.stop));
			for (int width : new int[] { 360, 1280 }) {
				browser.width(width).media("screen", (width == 360) ? "dark" : "light").open(page);
				browser.picture(PICTURES.resolve(state + "-" + count + "-" + width + ".png"));
				assertThat(browser.barriers()).as("%d rows, %d wide", count, width).isEmpty();
				assertThat(browser.<Long>evaluate("document.documentElement.scrollWidth")).isLessThanOrEqualTo(width);
				assertThat(browser.complaints()).isEmpty();
			}
		}
	}

	@Test
	void listsTheRowsThatNeedALookWithReasonAndAdvice() throws IOException {
		browser.open(mixed(80));
		assertThat(browser.texts("#table tbody tr")).hasSize(10);
		List<String> cells = browser.texts("#table tbody tr:first-child :is(th, td)");
		assertThat(cells).startsWith("4", "••••••••0002\nCustomer 2", "REJECTED", "8003").hasSize(5);
		assertThat(cells.get(4)).startsWith("The number is not on WhatsApp. The API said: “Not a WhatsApp contact”");
		assertThat(browser.find("#found").getText()).isEqualTo("Rows 1 to 10 of 10.");
		assertThat(browser.find(".pages").isDisplayed()).as("a single page needs no turning").isFalse();
	}

	@Test
	void filtersByStatusAndCodeAndFindsWhatIsSought() throws IOException {
		browser.open(mixed(80));
		Select status = new Select(browser.find("#status"));
		status.selectByValue("NOT_SENT");
		assertThat(browser.texts("#table .status")).containsExactly("NOT_SENT", "NOT_SENT");
		status.selectByValue("all");
		assertThat(browser.texts("#table tbody tr")).hasSize(16);
		new Select(browser.find("#code")).selectByValue("=8007");
		assertThat(browser.texts("#table td:nth-child(4)")).hasSize(4).containsOnly("8007");
		browser.find("#search").sendKeys("customer 44");
		browser.await(() -> browser.texts("#table tbody tr").size() == 1);
		assertThat(browser.find("#table tbody th").getText()).isEqualTo("46");
		browser.find("#search").sendKeys("nobody");
		browser.await(() -> browser.find("#found").getText().equals("No row fits."));
	}

	@Test
	void sortsWithTheKeyboardAlone() throws IOException {
		browser.open(mixed(80));
		WebElement recipient = browser.find("thead [data-sort=recipient]");
		recipient.sendKeys(Keys.ENTER);
		assertThat(browser.find("th:has([data-sort=recipient])").getAttribute("aria-sort")).isEqualTo("ascending");
		recipient.sendKeys(Keys.ENTER);
		assertThat(browser.find("th:has([data-sort=recipient])").getAttribute("aria-sort")).isEqualTo("descending");
		assertThat(browser.texts("#table tbody th").get(0)).isEqualTo("48");
	}

	@Test
	void hidesNumbersWhereverTheyStandUntilTheyAreAskedFor() throws IOException {
		String csv = "recipient_whatsapp,attachment_id,Phone\n+91 98330-78369,a-1,(0091) 98330 78369\n12,a-1,\n";
		browser.open(PageFile.write(this.folder, csv,
				(row) -> Outcome.of(Status.REJECTED, "8003", "no contact 919833078369 at 2026-03-02 09:00:01")));
		browser.find("#table details summary").click();
		assertThat(browser.find("#table").getText())
			.contains("+•• •••••-•8369", "(••••) ••••• •8369", "no contact ••••••••8369 at 2026-03-02 09:00:01")
			.doesNotContain("98330");
		browser.find("#reveal").click();
		browser.find("#table details summary").click();
		assertThat(browser.find("#table").getText()).contains("+91 98330-78369", "(0091) 98330 78369", "919833078369");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|',
			value = { "91x98330o78369 | ••x•••••o•8369", "91/98330/78369 | ••/•••••/•8369",
					"9 1   9 8 3 3 0   7 8 3 6 9 | • •   • • • • •   • 8 3 6 9", "2026-03-02 09:00 | ••••-••-•• 09:00",
					"tel. 919x8330783691 | tel. •••x••••••3691", "9198330[U+200B]78x369 | •••••••[U+200B]•8x369",
					"9198\"330\"78369 | ••••\"•••\"•8369", "٩١٩٨٣٣٠x٧٨٣٦٩ | •••••••x•٨٣٦٩" })
	void hidesTheRecipientWhateverStandsBetweenItsDigits(String number, String hidden) throws IOException {
		String cell = "\"" + number.replace("\"", "\"\"") + "\"";
		String invalid = "The number \"%s\" holds something else than the digits 0 to 9.";
		String rejected = "There is no %s here, said 1 server in 10";
		browser.open(PageFile.write(this.folder,
				"recipient_whatsapp,attachment_id,Phone\n" + (cell + ",a-1," + cell + "\n").repeat(2),
				(row) -> (row == 1) ? Outcome.invalid(Code.RECIPIENT_NOT_DIGITS, invalid.formatted(number))
						: Outcome.of(Status.REJECTED, "8003", rejected.formatted(number))));
		browser.find("#table details summary").click();
		assertThat(browser.texts("#table td:nth-child(2)")).containsOnly(hidden);
		assertThat(browser.texts("#table td:nth-child(5) > div").get(0)).isEqualTo(invalid.formatted(hidden));
		assertThat(browser.texts("#table td:nth-child(5) > div").get(1)).contains(rejected.formatted(hidden));
		assertThat(browser.texts("#table .values dd").get(1)).isEqualTo(hidden);
		browser.find("#reveal").click();
		assertThat(browser.texts("#table td:nth-child(2)")).containsOnly(number);
		assertThat(browser.texts("#table td:nth-child(5) > div").get(0)).isEqualTo(invalid.formatted(number));
		assertThat(browser.texts("#table td:nth-child(5) > div").get(1)).contains(rejected.formatted(number));
	}

	@Test
	void hidesWhatAReasonQuotesOfALongerRecipient() throws IOException {
		String number = "91 98330 78369x".repeat(4);
		String why = "The number \"" + number.substring(0, 40) + "…\" has 48 digits; it takes 10 to 15.";
		browser.open(PageFile.write(this.folder, "recipient_whatsapp,attachment_id\n" + number + ",a-1\n",
				(row) -> Outcome.invalid(Code.RECIPIENT_LENGTH, why)));
		assertThat(browser.texts("#table td:nth-child(5) > div").get(0)).isEqualTo(
				"The number \"" + "•• ••••• •••••x•• ••••• •••••x•• ••330 7…" + "\" has 48 digits; it takes 10 to 15.");
	}

	@ParameterizedTest
	@CsvSource(delimiter = '|', value = { "+91 98000-00001 | 3", "(9198) 0000.0001 | 3", "98000 | 2,3,4", "00 0001 | 3",
			"022 4000 7777 | 4", "2026-03-02 | 2", "page 1 of 2 | 2", "0000001 - | 3", "- | 2,3,4" })
	void findsNumbersHoweverTheyAreWritten(String sought, String lines) throws IOException {
		String csv = """
				recipient_whatsapp,attachment_id,Phone
				919800000000,a-1,"page 1 of 2, 2026-03-02"
				919800000001,a-1,
				919800000002,a-1,+91 (22) 4000-7777 or 022/4000 7777
				""";
		browser.open(PageFile.write(this.folder, csv, (row) -> Outcome.of(Status.REJECTED, "8003", "no - contact")));
		browser.find("#search").sendKeys(sought);
		browser.await(() -> String.join(",", browser.texts("#table tbody th")).equals(lines));
	}

	@ParameterizedTest
	@ValueSource(ints = { 1280, 961, 360, 320 })
	void codesBreakAfterAnUnderscoreAtMostAndNotAtAllWhereThereIsRoom(int width) throws IOException {
		List<Code> codes = List.of(Code.values());
		browser.width(width)
			.open(PageFile.write(this.folder, rows(codes.size()),
					(row) -> Outcome.invalid(codes.get((int) row - 1), "no")));
		assertThat(browser.texts("#table td[data-label=Code]")).contains("ATTACHMENT_AMBIGUOUS");
		assertThat(browser.<List<?>>evaluate("""
				[...document.querySelectorAll("td[data-label=Code] bdi")].flatMap((code) => {
					const range = document.createRange();
					const places = [...code.childNodes].flatMap((node) => [...node.data || ""].map((character, i) => {
						range.setStart(node, i);
						range.setEnd(node, i + 1);
						return { character, top: range.getBoundingClientRect().top };
					}));
					return places.filter((place, i) => i > 0 && place.top > places[i - 1].top
						&& (arguments[0] || places[i - 1].character !== "_")).map(() => code.textContent);
				})""", width > 960)).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(ints = { 1280, 961, 360 })
	void fitsTheScreenHoweverLongACodeIs(int width) throws IOException {
		browser.width(width)
			.open(PageFile.write(this.folder, rows(1), (row) -> Outcome.of(Status.REJECTED, "x".repeat(190), "no")));
		assertThat(browser.<Long>evaluate("document.documentElement.scrollWidth")).isLessThanOrEqualTo(width);
	}

	@Test
	void nothingFromOutsideBecomesMarkupOrScript() throws IOException {
		String cell = "\"" + EVIL.replace("\"", "\"\"") + "\"";
		String csv = "recipient_whatsapp,attachment_id," + cell + ",__proto__\n" + cell + ",a-1," + cell + "," + cell
				+ "\n9198,a-1,x,constructor\n";
		ReportSubject subject = new ReportSubject(EVIL, "a.csv", EVIL, EVIL, true, Optional.of(EVIL), "");
		browser.open(PageFile.write(this.folder, csv,
				(row) -> Outcome.of(Status.REJECTED, (row == 1) ? EVIL : "__proto__", EVIL), subject));
		browser.find("#table details summary").click();
		assertThat(browser.<String>evaluate("document.title")).isEqualTo(EVIL + ": campaign report");
		assertThat(browser.<Long>evaluate("document.querySelectorAll('img').length")).isZero();
		assertThat(browser.<Long>evaluate("document.scripts.length")).isEqualTo(3);
		assertThat(browser.<String>evaluate("document.querySelector('h1').textContent")).isEqualTo(EVIL);
		assertThat(browser.<String>evaluate("document.querySelector('#table tbody td').textContent")).isEqualTo(EVIL);
		assertThat(browser.<String>evaluate("document.querySelector('#table .values dd').textContent"))
			.isEqualTo("a-1");
		assertThat(browser.<String>evaluate("document.querySelectorAll('#table .values dt')[1].textContent"))
			.isEqualTo(EVIL);
		assertThat(browser.complaints()).isEmpty();
	}

	@Test
	void loadsNothingAndMayNot() throws IOException {
		browser.open(mixed(40));
		assertThat(browser.<Long>evaluate("performance.getEntriesByType('resource').length")).isZero();
		browser.evaluate("document.body.append(Object.assign(new Image(), { src: 'http://127.0.0.1:9/a.png' }))");
		browser.await(() -> browser.complaints().stream().anyMatch((line) -> line.contains("Content Security Policy")));
	}

	@Test
	void staysUsableWithAHundredThousandRows() throws IOException {
		Path page = PageFile.write(this.folder, rows(100_000),
				(row) -> Outcome.of(Status.REJECTED, (row % 2 == 0) ? "8003" : "8007", "Outside window " + row));
		assertThat(Files.size(page)).isLessThan(15_000_000);
		browser.open(page);
		assertThat(browser.find("#found").getText()).isEqualTo("Rows 1 to 100 of 100,000.");
		assertThat(browser.find(".pages").isDisplayed()).isTrue();
		browser.find("#last").click();
		assertThat(browser.texts("#table tbody th")).hasSize(100).endsWith("100,001");
		new Select(browser.find("#code")).selectByValue("=8003");
		assertThat(browser.find("#found").getText()).isEqualTo("Rows 1 to 100 of 50,000.");
		browser.find("#search").sendKeys("Customer 77777");
		browser.await(() -> browser.find("#found").getText().equals("1 row."));
	}

	@Test
	void listsWhatWasAcceptedAndThenNotDelivered() throws IOException {
		browser.open(PageFile.write(this.folder, rows(3), (row) -> Outcome.accepted("id-" + row),
				PageFile.subject("Spring", Optional.empty()),
				(row) -> new Delivery((row == 2) ? DeliveryStatus.FAILED : DeliveryStatus.READ,
						(row == 2) ? "blocked <b>" : null, null)));
		assertThat(browser.find(".outcome").getText())
			.isEqualTo("All 3 messages were accepted. Of the accepted, 2 (66.7 %) were delivered and 2 (66.7 %) read;"
					+ " 1 (33.3 %) failed. 1 row needs a look.");
		assertThat(browser.texts(".delivery .number")).containsExactly("3", "2", "2", "2", "1");
		assertThat(browser.texts(".delivery dt")).containsExactly("accepted", "sent", "delivered", "read", "failed");
		assertThat(browser.texts("section[aria-labelledby=counts] li")).containsExactly("1 (33.3\u00A0%): blocked <b>");
		assertThat(browser.texts("#table tbody th")).containsExactly("3");
		assertThat(browser.find("#table tbody").getText()).contains("The reason given: “blocked <b>”");
		assertThat(browser.texts(".todo h3")).containsExactly("1 was accepted but not delivered");
		assertThat(browser.barriers()).isEmpty();
	}

	@Test
	void saysWhatMattersWithoutScript() throws IOException {
		browser.script(false).open(mixed(80));
		String text = browser.find("body").getText();
		assertThat(text).contains("64 of 80 rows were accepted", "10 rows need a look", Code.explain("8007").advice(),
				"spring-results.csv, which has the same rows");
		assertThat(browser.find("#list").isDisplayed()).isFalse();
	}

	@Test
	void printsTheRowsAndNotTheControls() throws IOException {
		browser.media("print", "light").open(mixed(2_000));
		assertThat(browser.find(".controls").isDisplayed()).isFalse();
		assertThat(browser.find(".pages").isDisplayed()).isFalse();
		browser.evaluate("dispatchEvent(new Event('beforeprint'))");
		assertThat(browser.find("#table").isDisplayed()).isFalse();
		assertThat(browser.texts("#paper li")).hasSize(250).contains("4 ••••••••0002 Customer 2");
		assertThat(browser.texts("#paper h3")).startsWith("REJECTED 8007: 100 rows");
	}

	@Test
	void twoThousandRowsArePrintedOnTwelvePagesAndMoreAreNot() throws IOException {
		browser.media("print", "light");
		browser.open(PageFile.write(this.folder, rows(2_000),
				(row) -> Outcome.of(Status.REJECTED, (row % 3 == 0) ? "8003" : "8007", "Outside window " + row)));
		browser.print(PICTURES.resolve("print.pdf"));
		assertThat(pages(PICTURES.resolve("print.pdf"))).isBetween(8L, 12L);
		assertThat(browser.texts("#paper li")).hasSize(2_000);
		browser.open(PageFile.write(this.folder, rows(200_000),
				(row) -> Outcome.of(Status.REJECTED, (row % 2 == 0) ? "8003" : "8007", "Outside window " + row)));
		long ready = browser.<Number>evaluate("performance.getEntriesByType('navigation')[0].domContentLoadedEventEnd")
			.longValue();
		System.out.println("200,000 rows were open after " + ready + " ms");
		browser.print(PICTURES.resolve("print-long.pdf"));
		assertThat(browser.find(".onscreen").isDisplayed()).as("what the page leaves out is no matter on paper")
			.isFalse();
		assertThat(pages(PICTURES.resolve("print-long.pdf"))).isLessThanOrEqualTo(2);
		assertThat(browser.find("#paper").getAttribute("textContent")).isEqualTo("The list of 200,000 rows is too long"
				+ " for paper. All of them are in spring-results.csv; a filter in this page makes the list shorter.");
	}

	@ParameterizedTest
	@ValueSource(ints = { 8, 25, 45, 90 })
	void howeverManyReasonsThereAreTwelvePagesAreEnough(int codes) throws IOException {
		browser.media("print", "light");
		browser.open(PageFile.write(this.folder, rows(2_000), (row) -> Outcome.of(Status.REJECTED,
				Long.toString(9000 + row % codes), "A reason of some length that is another one in each row: " + row)));
		Path pdf = PICTURES.resolve("print-" + codes + "-codes.pdf");
		browser.print(pdf);
		assertThat(pages(pdf)).isLessThanOrEqualTo(12);
		assertThat(browser.texts("#paper li")).hasSize(2_000);
	}

	@Test
	void whatTheApiDidNotSayIsNotPutIntoItsMouth() throws IOException {
		browser.open(PageFile.write(this.folder, rows(2),
				(row) -> (row == 1)
						? Outcome.of(Status.REJECTED, "HTTP_413", "The API found the message too large (HTTP 413).")
						: Outcome.of(Status.REJECTED, "HTTP_400", "no such field")));
		assertThat(browser.texts("#table td:nth-child(5) > div")).containsExactly(Code.explain("HTTP_413").meaning(),
				Code.explain("HTTP_400").meaning() + " The API said: “no such field”");
	}

	@Test
	void fewRowsArePrintedWithTheirReasons() throws IOException {
		browser.media("print", "light");
		browser.open(PageFile.write(this.folder, rows(3),
				(row) -> Outcome.of(Status.REJECTED, "8006", "caption is invalid in row " + row)));
		browser.evaluate("dispatchEvent(new Event('beforeprint'))");
		assertThat(browser.texts("#paper li").get(1)).contains("Customer 1", "caption is invalid in row 2");
	}

	private static long pages(Path pdf) throws IOException {
		return Pattern.compile("/Type\\s*/Page\\b(?!s)")
			.matcher(Files.readString(pdf, StandardCharsets.ISO_8859_1))
			.results()
			.count();
	}

	@Test
	void whatToDoIsGroupedAndSavesJustItsRows() throws IOException {
		String csv = "Phone Number,attachment_id,First name,note\n919800000001,a-1,Ana,\"=1+1, \"\n919800000002,a-1,Bo,"
				+ "x".repeat(300) + "\n12,a-1,\"Cy \"\"C\"\"\",'0123\n919800000004,a-1,Di,\n";
		browser.open(PageFile.write(this.folder, csv.replace("Phone Number", "recipient_whatsapp"),
				(row) -> switch ((int) row) {
					case 1 -> Outcome.of(Status.REJECTED, "8002", "no");
					case 3 -> Outcome.invalid(Code.RECIPIENT_LENGTH, "too short");
					case 4 -> Outcome.of(Status.REJECTED, "8005", "later");
					default -> Outcome.of(Status.REJECTED, "8006", "no");
				}));
		assertThat(browser.texts(".todo h3")).containsExactlyInAnyOrder("2 can be corrected", "1 needs to opt in",
				"1: send again later");
		assertThat(browser.texts("#table .who")).containsExactly("Ana", "Bo", "Cy \"C\"", "Di");
		browser.find("[data-show=correct]").click();
		assertThat(browser.texts("#table tbody th")).containsExactly("3", "4");
		browser.find("#do-opt_in a[data-code]").click();
		assertThat(browser.texts("#table tbody th")).containsExactly("2");
		browser.evaluate("(URL.createObjectURL = (blob) => { new Response(blob).arrayBuffer().then((bytes) =>"
				+ " window.saved = new TextDecoder('utf-8', { ignoreBOM: true }).decode(bytes)); return '#'; })");
		browser.find("[data-save=opt_in]").click();
		browser.await(() -> browser.evaluate("window.saved") != null);
		// On its way from the browser a line break loses a part.
		assertThat(browser.<String>evaluate("window.saved.replaceAll('\\r\\n', '|')"))
			.isEqualTo("\ufeffrecipient_whatsapp,attachment_id,First name,note,line,status,error_code,error_message,"
					+ "advice,campaign|919800000001,a-1,Ana,\"'=1+1, \",2,REJECTED,8002,no,"
					+ Code.explain("8002").advice() + ",Spring|");
		browser.evaluate("(window.saved = null)");
		browser.find("[data-save=correct]").click();
		browser.await(() -> browser.evaluate("window.saved") != null);
		Path saved = Files.writeString(this.folder.resolve("saved.csv"), browser.<String>evaluate("window.saved"));
		assertThat(Files.readString(saved)).as("cut cells stay out").doesNotContain("note", "xxx", "…");
		assertThat(browser.complaints()).isEmpty();
	}

	@ParameterizedTest
	@ValueSource(ints = { 600, 768, 1280 })
	void isATableWhereThereIsRoom(int width) throws IOException {
		browser.width(width).open(mixed(80));
		assertThat(browser.<String>evaluate("getComputedStyle(document.querySelector('#table tbody tr')).display"))
			.isEqualTo("table-row");
		assertThat(browser.<Long>evaluate("document.documentElement.scrollWidth")).isLessThanOrEqualTo(width);
	}

	@Test
	void theListBeginsWithinTwoScreensOfAPhone() throws IOException {
		browser.width(360).open(mixed(80));
		assertThat(browser.<Number>evaluate("document.querySelector('#all').getBoundingClientRect().top").intValue())
			.isLessThan(2 * 640);
		assertThat(browser.<Number>evaluate("document.querySelector('#table').getBoundingClientRect().top").intValue())
			.isLessThan(2 * 800);
	}

	@Test
	void theListBeginsWithinTwoScreensOfAPhoneHoweverMuchThereIsToDo() throws IOException {
		List<String> codes = List.of("8002", "8003", "8005", "8006", "8007", "9999");
		browser.width(360).open(PageFile.write(this.folder, rows(90), (row) -> switch ((int) row % 9) {
			case 6 -> Outcome.of(Status.IN_DOUBT, "NO_REPLY", "no reply");
			case 7 -> Outcome.of(Status.NOT_SENT, null, null);
			case 8 -> Outcome.invalid(Code.MALFORMED_ROW, "no row");
			default -> Outcome.of(Status.REJECTED, codes.get((int) row % 9), "no");
		}, PageFile.subject("Spring catalogue", Optional.of("The window closed. Run the same command to go on."))));
		assertThat(browser.texts(".todo h3")).hasSize(9);
		browser.picture(PICTURES.resolve("much-360.png"));
		assertThat(browser.<Number>evaluate("document.querySelector('#all').getBoundingClientRect().top").intValue())
			.isLessThan(2 * 800);
	}

	@Test
	void allIsWellLooksLikeIt() throws IOException {
		browser.open(PageFile.write(this.folder, rows(3), (row) -> Outcome.accepted("id-" + row)));
		assertThat(browser.find(".well").getText()).contains("All is well.");
		assertThat(browser.texts(".todo, #table")).isEmpty();
		browser.picture(PICTURES.resolve("well.png"));
		assertThat(browser.barriers()).isEmpty();
	}

	@Test
	void takesTheOddestRows() throws IOException {
		StringBuilder csv = new StringBuilder("recipient_whatsapp,attachment_id,caption");
		for (int i = 0; i < 997; i++) {
			csv.append(",column ").append(i);
		}
		csv.append("\n919800000001,a-1,\u202eمرحبا بالعالم 🎉👩‍👩‍👧").append(",x".repeat(997)).append('\n');
		csv.append("919800000002,a-1,").append("long".repeat(8_000)).append(",".repeat(997)).append('\n');
		browser.width(360).open(PageFile.write(this.folder, csv, (row) -> Outcome.of(Status.REJECTED, "8006", " no ")));
		browser.find("#table details summary").click();
		assertThat(browser.texts("#table tbody th")).containsExactly("2", "3");
		assertThat(browser.<Long>evaluate("document.documentElement.scrollWidth")).isLessThanOrEqualTo(360);
		assertThat(browser.find("#table .values").getText()).contains("🎉👩‍👩‍👧");
		browser.picture(PICTURES.resolve("odd.png"));
	}

	private Path mixed(int count) throws IOException {
		return PageFile.write(this.folder, rows(count), ReportPageIT::outcome,
				PageFile.subject("Spring catalogue", Optional.of("The window closed. Run the same command to go on.")));
	}

	private static CharSequence rows(int count) {
		StringBuilder csv = new StringBuilder("recipient_whatsapp,source,attachment_id,caption,Name\n");
		for (int i = 0; i < count; i++) {
			csv.append(919_800_000_000L + i)
				.append(",source-1,a-1,\"Hello, your order is on its way\",Customer ")
				.append(i)
				.append('\n');
		}
		return csv;
	}

	private static Outcome outcome(long row) {
		return switch ((int) (row % 40)) {
			case 3 -> Outcome.of(Status.REJECTED, "8003", "Not a WhatsApp contact");
			case 4, 5 -> Outcome.of(Status.REJECTED, "8007", "Outside support window.");
			case 6 ->
				Outcome.invalid(Code.RECIPIENT_LENGTH, "The recipient \"9198333\" has 7 digits; it takes 10 to 15.");
			case 7 -> Outcome.of(Status.IN_DOUBT, "NO_REPLY", "No reply came within 30 s: it may have arrived.");
			case 8 -> Outcome.of(Status.DUPLICATE, null, "The same message as line 5.");
			case 9 -> Outcome.of(Status.SUPPRESSED, null, "The recipient is on the suppression list.");
			case 10 -> Outcome.of(Status.NOT_SENT, null, null);
			default -> Outcome.accepted("id-" + row);
		};
	}

}
