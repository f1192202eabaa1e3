package io.bulksend.metrics;

import java.util.ArrayList;
import java.util.List;

import io.bulksend.api.CallListener;
import io.bulksend.api.Reply;
import io.bulksend.campaign.Attachment.ById;
import io.bulksend.campaign.Message;
import io.bulksend.campaign.RecipientType;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class MeasuredCallerTest {

	@Test
	void takesTheTimeAndPassesOnAllThatTheCallTells() {
		Timer timer = new SimpleMeterRegistry().timer("calls");
		List<Object> told = new ArrayList<>();
		CallListener listener = new CallListener() {

			@Override
			public void goesOut() {
				told.add("out");
			}

			@Override
			public void replied(Reply reply) {
				told.add(reply);
			}

		};
		new MeasuredCaller((message, measured) -> {
			measured.goesOut();
			measured.replied(new Reply.Accepted("id"));
		}, timer).call(new Message("919833078369", RecipientType.INDIVIDUAL, "s", new ById("a"), null, null), listener);
		assertThat(told).containsExactly("out", new Reply.Accepted("id"));
		assertThat(timer.count()).isOne();
	}

}
