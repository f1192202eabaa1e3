package io.bulksend;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import io.bulksend.campaign.delivery.Receipt;
import io.bulksend.receipts.OptOutWords;
import io.bulksend.receipts.ReceiptContent;
import io.bulksend.receipts.ReceiptFile;
import io.bulksend.testsupport.Ports;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The sample of a receiver, in a real nginx.
 */
class ReceiverSampleTest {

	private static final String MAIN = """
			daemon off;
			pid %1$s/nginx.pid;
			error_log %1$s/error.log;
			events {}
			http {
			  access_log off;
			  client_body_temp_path %1$s/body;
			  proxy_temp_path %1$s/proxy;
			  fastcgi_temp_path %1$s/fastcgi;
			  uwsgi_temp_path %1$s/uwsgi;
			  scgi_temp_path %1$s/scgi;
			  include %1$s/receipts.conf;
			}
			""";

	private final HttpClient client = HttpClient.newHttpClient();

	@TempDir
	private Path folder;

	private int port;

	private Process nginx;

	@BeforeEach
	void start() throws Exception {
		Assumptions.assumeTrue(isInstalled(), "nginx is not installed here");
		this.port = Ports.free();
		String sample = Files.readString(Path.of("samples/receipts-nginx.conf"));
		assertThat(sample).contains("listen 8080;", "http://127.0.0.1:8080/", "/var/log/nginx/receipts.ndjson");
		Files.writeString(this.folder.resolve("receipts.conf"),
				sample.replace("8080", String.valueOf(this.port)).replace("/var/log/nginx", this.folder.toString()));
		Files.writeString(this.folder.resolve("nginx.conf"), MAIN.formatted(this.folder));
		this.nginx = new ProcessBuilder("nginx", "-p", this.folder.toString(), "-c",
				this.folder.resolve("nginx.conf").toString(), "-e", this.folder.resolve("error.log").toString())
			.redirectErrorStream(true)
			.redirectOutput(this.folder.resolve("out.txt").toFile())
			.start();
	}

	@AfterEach
	void stop() throws InterruptedException {
		if (this.nginx != null) {
			this.nginx.destroy();
			this.nginx.waitFor(10, TimeUnit.SECONDS);
			this.nginx.destroyForcibly();
		}
	}

	@Test
	void writesWhatThisProgramTakesIn() throws Exception {
		String remark = "quoted \\\"number\\\" \\\\ ü \\n gone";
		assertThat(post("""
				{"delivery_status":[{"ncmessage_id":"m-1","status":"failed","status_remark":"%s"}]}"""
			.formatted(remark))).isEqualTo(204);
		String batch = "{\"ncmessage_id\":\"m-2\",\"status\":\"read\"},".repeat(10_000);
		assertThat(post("{\"delivery_status\":[" + batch + "{}]}")).isEqualTo(204);
		assertThat(post("")).isEqualTo(204);
		List<Receipt> receipts = new ArrayList<>();
		ReceiptContent content = new ReceiptFile(this.folder.resolve("receipts.ndjson"), OptOutWords.with(List.of()))
			.readDocuments(receipts::add);
		assertThat(content).isEqualTo(new ReceiptContent(10_001, 0, 1, 0, List.of(), 0, 0));
		assertThat(receipts.get(0).remark()).isEqualTo("quoted \"number\" \\ ü \n gone");
		assertThat(Files.readAllLines(this.folder.resolve("receipts.ndjson"))).hasSize(2);
	}

	/** Its port is open a moment after its process has started. */
	private int post(String body) throws Exception {
		HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + this.port + "/receipts"))
			.POST(BodyPublishers.ofString(body))
			.build();
		while (true) {
			try {
				return this.client.send(request, BodyHandlers.discarding()).statusCode();
			}
			catch (IOException ex) {
				assertThat(this.nginx.isAlive()).as(() -> output()).isTrue();
				Thread.onSpinWait();
			}
		}
	}

	private String output() {
		try {
			return Files.readString(this.folder.resolve("out.txt"));
		}
		catch (IOException ex) {
			return ex.toString();
		}
	}

	private static boolean isInstalled() throws InterruptedException {
		try {
			return new ProcessBuilder("nginx", "-v").redirectErrorStream(true).start().waitFor() == 0;
		}
		catch (IOException ex) {
			return false;
		}
	}

}
