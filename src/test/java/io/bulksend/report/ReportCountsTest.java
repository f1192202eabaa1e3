package io.bulksend.report;

import io.bulksend.campaign.CodeCount;
import io.bulksend.campaign.Outcome;
import io.bulksend.campaign.Status;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ReportCountsTest {

	private final ReportCounts counts = new ReportCounts();

	@Test
	void givesTheCommonestCodeOfEachStatusFirst() {
		add(Status.NOT_SENT, null, 1);
		add(Status.REJECTED, "8003", 1);
		add(Status.REJECTED, "8006", 3);
		add(Status.REJECTED, "8002", 1);
		this.counts.add(Outcome.accepted("1"));
		assertThat(this.counts.groups()).containsExactly(new CodeCount(Status.ACCEPTED, null, 1),
				new CodeCount(Status.REJECTED, "8006", 3), new CodeCount(Status.REJECTED, "8002", 1),
				new CodeCount(Status.REJECTED, "8003", 1), new CodeCount(Status.NOT_SENT, null, 1));
		assertThat(this.counts.rows()).isEqualTo(7);
		assertThat(this.counts.of(Status.REJECTED)).isEqualTo(5);
		assertThat(this.counts.of(Status.DUPLICATE)).isZero();
	}

	@Test
	void countsCodesBeyondTheFirstHundredAsOne() {
		for (int code = 0; code < 150; code++) {
			add(Status.REJECTED, Integer.toString(code), 1);
		}
		add(Status.REJECTED, null, 1);
		assertThat(this.counts.groups()).hasSize(102).contains(new CodeCount(Status.REJECTED, "other", 50));
		assertThat(this.counts.of(Status.REJECTED)).isEqualTo(151);
	}

	private void add(Status status, String code, int times) {
		for (int i = 0; i < times; i++) {
			this.counts.add(Outcome.of(status, code, null));
		}
	}

}
