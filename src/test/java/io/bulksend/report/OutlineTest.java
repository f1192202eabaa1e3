package io.bulksend.report;

import java.util.List;
import java.util.Optional;

import io.bulksend.campaign.Code;
import io.bulksend.campaign.Outcome;
import io.bulksend.campaign.Status;
import io.bulksend.campaign.delivery.Delivery;
import io.bulksend.campaign.delivery.DeliveryFunnel;
import io.bulksend.campaign.delivery.DeliveryStatus;
import io.bulksend.report.ReportCounts.FailureCount;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OutlineTest {

	private final ReportCounts counts = new ReportCounts();

	private final Outline outline = new Outline(this.counts, PageFile.subject("Spring", Optional.empty()));

	@Test
	void saysThatAllIsWell() {
		add(Outcome.accepted("1"), 1_300);
		assertThat(this.outline.sentence()).isEqualTo("All 1,300 messages were accepted.");
		assertThat(this.outline.look()).isEqualTo("No row needs a look.");
		assertThat(this.outline.next()).isEmpty();
		assertThat(this.outline.isWell()).isTrue();
	}

	@Test
	void speaksOfOneAsOne() {
		add(Outcome.accepted("1"), 1);
		assertThat(this.outline.sentence()).isEqualTo("The one message was accepted.");
		add(Outcome.of(Status.NOT_SENT, null, null), 1);
		assertThat(this.outline.sentence()).isEqualTo("1 of 2 rows was accepted, 50\u00A0%.");
		assertThat(titles()).containsExactly("1 row is left to send");
		assertThat(this.outline.isWell()).isFalse();
	}

	@Test
	void saysThatNothingWasSent() {
		add(Outcome.of(Status.NOT_SENT, null, null), 12);
		assertThat(this.outline.sentence()).isEqualTo("All 12 messages are still to be sent.");
	}

	@Test
	void saysWhatToDoAboutEachKindOfTrouble() {
		add(Outcome.of(Status.REJECTED, "8003", null), 3);
		add(Outcome.invalid(Code.RECIPIENT_LENGTH, "too short"), 2);
		add(Outcome.invalid(Code.MALFORMED_ROW, "no row"), 1);
		add(Outcome.of(Status.IN_DOUBT, "NO_REPLY", null), 4);
		add(Outcome.of(Status.DUPLICATE, null, null), 1);
		assertThat(this.outline.look()).isEqualTo("10 rows need a look.");
		assertThat(titles()).containsExactly("4 may have arrived", "3 are not on WhatsApp", "2 can be corrected",
				"1 could not be read");
		assertThat(this.outline.next().get(2).text()).contains("in spring-retry.csv");
		assertThat(this.outline.next().get(2).codes()).extracting(Page.Label::code).containsExactly("RECIPIENT_LENGTH");
	}

	@Test
	void saysFirstWhatHasToBeSoBeforeTheRestIsSent() {
		add(Outcome.of(Status.NOT_SENT, null, null), 2);
		Outline stopped = new Outline(this.counts, new ReportSubject("Spring", "spring.csv", "r.csv", "y.csv", false,
				Optional.of("The API refused the account."), "When that is in order"));
		assertThat(stopped.next()).singleElement()
			.extracting(Page.Card::text)
			.asString()
			.startsWith("When that is in order, ask your operator to send these")
			.doesNotContain("same command");
	}

	@Test
	void speaksOfOneRowAsOneInAllThatIsToBeDone() {
		for (String code : List.of("8002", "8003", "8005", "8006", "8007", "9999")) {
			add(Outcome.of(Status.REJECTED, code, null), 1);
		}
		add(Outcome.invalid(Code.MALFORMED_ROW, "no row"), 1);
		add(Outcome.of(Status.IN_DOUBT, "NO_REPLY", null), 1);
		add(Outcome.of(Status.NOT_SENT, null, null), 1);
		add(DeliveryStatus.FAILED, 1);
		assertThat(titles()).hasSize(10).allMatch((title) -> title.startsWith("1"));
		assertThat(this.outline.next()).extracting(Page.Card::text)
			.noneMatch((text) -> text
				.matches("(?s).*\\b(them|these|they|those|customers|numbers|recipients|receipts)\\b.*"));
	}

	private List<String> titles() {
		return this.outline.next().stream().map(Page.Card::title).toList();
	}

	@Test
	void saysHowFarTheAcceptedHaveCome() {
		add(Outcome.accepted("1"), 8);
		assertThat(this.outline.delivered()).isEmpty();
		add(DeliveryStatus.READ, 1);
		assertThat(this.outline.delivered())
			.isEqualTo("Of the accepted, 1 (12.5\u00A0%) was delivered and 1 (12.5\u00A0%) read.");
		add(DeliveryStatus.DELIVERED, 3);
		add(DeliveryStatus.SENT, 1);
		add(DeliveryStatus.FAILED, 2);
		assertThat(this.outline.delivered())
			.isEqualTo("Of the accepted, 4 (50\u00A0%) were delivered and 1 (12.5\u00A0%) read; 2 (25\u00A0%) failed.");
		assertThat(this.counts.funnel()).isEqualTo(new DeliveryFunnel(8, 5, 4, 1, 2));
	}

	@Test
	void countsWhyMessagesFailedWithoutTheirNumbers() {
		this.counts.add(new Delivery(DeliveryStatus.FAILED, "919833078369 is gone", null));
		this.counts.add(new Delivery(DeliveryStatus.FAILED, "blocked", null));
		this.counts.add(new Delivery(DeliveryStatus.FAILED, "blocked", null));
		this.counts.add(new Delivery(DeliveryStatus.FAILED, null, null));
		assertThat(this.counts.failures()).containsExactly(new FailureCount("blocked", 2), new FailureCount("", 1),
				new FailureCount("****8369 is gone", 1));
	}

	private void add(DeliveryStatus status, int times) {
		for (int i = 0; i < times; i++) {
			this.counts.add(new Delivery(status, null, null));
		}
	}

	private void add(Outcome outcome, int times) {
		for (int i = 0; i < times; i++) {
			this.counts.add(outcome);
		}
	}

}
