package io.bulksend.send;

import java.time.Duration;
import java.util.Random;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class OutageTest {

	private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

	private final Outage outage = new Outage(Duration.ofMinutes(5), new Random(1));

	@Test
	void beginsWhenSeveralCallsInARowDoNotGetThrough() {
		begin();
		assertThat(this.outage.isOn()).isTrue();
	}

	@Test
	void aStaleConnectionIsNoOutage() {
		this.outage.failed(0, 0);
		this.outage.over();
		this.outage.failed(0, 0);
		this.outage.failed(0, 0);
		assertThat(this.outage.isOn()).isFalse();
	}

	@Test
	void anApiThatOnlyEverSaysTooFastIsHopelessToo() {
		for (long second = 0; second < 300; second++) {
			this.outage.tooFast(second * SECOND, SECOND);
			assertThat(this.outage.isHopeless(second * SECOND)).isFalse();
		}
		assertThat(this.outage.isHopeless(301 * SECOND)).isTrue();
		this.outage.over();
		assertThat(this.outage.isHopeless(301 * SECOND)).isFalse();
	}

	@Test
	void endsWithTheFirstAnswer() {
		begin();
		this.outage.over();
		assertThat(this.outage.isOn()).isFalse();
	}

	@Test
	void probesAtGrowingDistances() {
		begin();
		long now = this.outage.probeAt();
		long last = 0;
		for (int i = 0; i < 4; i++) {
			this.outage.failed(now, 0);
			last = this.outage.probeAt() - now;
			now = this.outage.probeAt();
		}
		assertThat(last).isBetween(4 * SECOND, 12 * SECOND);
		for (int i = 0; i < 10; i++) {
			this.outage.failed(now, 0);
			last = this.outage.probeAt() - now;
			now = this.outage.probeAt();
		}
		assertThat(last).isBetween(7 * SECOND, 23 * SECOND);
	}

	@Test
	void callsThatWereUnderWayWhenItBeganChangeNothing() {
		begin();
		long probe = this.outage.probeAt();
		for (int i = 0; i < 64; i++) {
			this.outage.failed(1, 0);
		}
		assertThat(this.outage.probeAt()).isEqualTo(probe);
	}

	@Test
	void waitsAsLongAsTheApiAsks() {
		this.outage.failed(0, 120 * SECOND);
		assertThat(this.outage.probeAt()).isEqualTo(120 * SECOND);
	}

	@Test
	void isHopelessWhenPatienceEnds() {
		begin();
		assertThat(this.outage.isHopeless(299 * SECOND)).isFalse();
		assertThat(this.outage.isHopeless(300 * SECOND)).isTrue();
		this.outage.over();
		assertThat(this.outage.isHopeless(300 * SECOND)).isFalse();
	}

	private void begin() {
		for (int i = 0; i < 3; i++) {
			this.outage.failed(0, 0);
		}
	}

}
