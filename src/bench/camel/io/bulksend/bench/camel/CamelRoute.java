package io.bulksend.bench.camel;

import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;

import com.zaxxer.hikari.HikariDataSource;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.builder.ThreadPoolBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.processor.idempotent.jdbc.JdbcMessageIdRepository;

/**
 * A program of its own: splits a CSV as it is read, and posts each row that the repository
 * of an idempotent consumer has not seen, 64 at a time.
 * <p>
 * Reads lines without quotes, which is what the benchmark gives it. Arguments: the API's address, the CSV, the database's address.
 */
public final class CamelRoute extends RouteBuilder {

	private static final int CONCURRENCY = 64;

	/** As good as none: others are measured without a limit too. */
	private static final int RATE = 1_000_000;

	/** What a row is known by. */
	private static final String ORDER = "order";

	private static final String BODY = "{\"message\":[{\"recipient_whatsapp\":\"%s\",\"message_type\":\"media\","
			+ "\"recipient_type\":\"individual\",\"source\":\"%s\",\"x-apiheader\":\"%s\",\"type_media\":["
			+ "{\"attachments\":[{\"attachment_id\":\"%s\",\"caption\":\"%s\"}]}]}]}";

	private final String api;

	private final JdbcMessageIdRepository sent;

	private CamelRoute(String api, HikariDataSource database) {
		this.api = api;
		this.sent = new JdbcMessageIdRepository(database, "campaign");
	}

	/**
	 * Sends.
	 * @param arguments the API's address, the CSV, the database's address
	 * @throws Exception if a row cannot be sent
	 */
	public static void main(String[] arguments) throws Exception {
		try (HikariDataSource database = new HikariDataSource();
				DefaultCamelContext camel = new DefaultCamelContext();
				InputStream csv = Files.newInputStream(Path.of(arguments[1]))) {
			database.setJdbcUrl(arguments[2]);
			camel.addRoutes(new CamelRoute(arguments[0], database));
			camel.start();
			camel.createProducerTemplate().requestBody("direct:campaign", csv);
		}
	}

	@Override
	public void configure() throws Exception {
		ExecutorService threads = new ThreadPoolBuilder(getContext()).poolSize(CONCURRENCY)
			.maxPoolSize(CONCURRENCY)
			.maxQueueSize(CONCURRENCY)
			.build(this, "rows");
		from("direct:campaign")
			.split(body().tokenize("\n", 1, true))
			.streaming()
			.parallelProcessing()
			.executorService(threads)
			.stopOnException()
			.process(CamelRoute::message)
			.idempotentConsumer(header(ORDER), this.sent)
			.throttle(RATE)
			.removeHeader(ORDER)
			.to(this.api + "message/?connectionsPerRoute=" + CONCURRENCY)
			.end();
	}

	private static void message(Exchange exchange) {
		String[] row = exchange.getMessage().getBody(String.class).split(",");
		exchange.getMessage().setHeader(ORDER, row[4]);
		exchange.getMessage().setHeader(Exchange.HTTP_METHOD, "POST");
		exchange.getMessage().setHeader(Exchange.CONTENT_TYPE, "application/json");
		exchange.getMessage().setHeader("Authorization", "Bearer benchmark");
		exchange.getMessage().setBody(BODY.formatted(row[0], row[1], row[4], row[2], row[3]));
	}

}
