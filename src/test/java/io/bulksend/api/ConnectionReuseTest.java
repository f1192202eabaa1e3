package io.bulksend.api;

import java.util.concurrent.atomic.AtomicLong;

import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.http.message.BasicHttpResponse;
import org.apache.hc.core5.util.TimeValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class ConnectionReuseTest {

	private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);

	private final ConnectionReuse reuse = new ConnectionReuse(this.nanos::get);

	@Test
	void pausesAfterALossAndThenGoesOn() {
		assertThat(isKeptAlive()).isTrue();
		this.reuse.connectionLost();
		assertThat(isKeptAlive()).isFalse();
		this.nanos.addAndGet(ConnectionReuse.PAUSE.toNanos() - 1);
		assertThat(isKeptAlive()).isFalse();
		this.nanos.addAndGet(1);
		assertThat(isKeptAlive()).isTrue();
	}

	@Test
	void aLossMakesConnectionsUntriedAgain() {
		assertThat(this.reuse.isTried()).isFalse();
		this.reuse.tried();
		assertThat(this.reuse.isTried()).isTrue();
		this.reuse.connectionLost();
		assertThat(this.reuse.isTried()).isFalse();
	}

	@ParameterizedTest
	@CsvSource({ "timeout=75,4000", "timeout=3,2000", "'max=5, timeout=1',500", "timeout=0,1", "max=7,900",
			"timeout=x,900" })
	void endsAnIdleConnectionBeforeTheServerDoes(String header, long millis) {
		HttpResponse response = new BasicHttpResponse(200);
		response.addHeader("Keep-Alive", header);
		assertThat(HttpClients.keepAlive().getKeepAliveDuration(response, HttpClientContext.create()))
			.isEqualTo(TimeValue.ofMilliseconds(millis));
	}

	private boolean isKeptAlive() {
		HttpResponse response = new BasicHttpResponse(200);
		response.addHeader("Content-Length", "0");
		return this.reuse.keepAlive(new BasicHttpRequest("POST", "/"), response, HttpClientContext.create());
	}

}
