package io.bulksend.bench.tutorial;

import java.util.List;
import java.util.Map;

import org.springframework.batch.core.job.Job;
import org.springframework.batch.core.job.builder.JobBuilder;
import org.springframework.batch.core.launch.JobOperator;
import org.springframework.batch.core.repository.JobRepository;
import org.springframework.batch.core.step.Step;
import org.springframework.batch.core.step.builder.StepBuilder;
import org.springframework.batch.infrastructure.item.ItemWriter;
import org.springframework.batch.infrastructure.item.file.FlatFileItemReader;
import org.springframework.batch.infrastructure.item.file.builder.FlatFileItemReaderBuilder;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.core.io.FileSystemResource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.web.client.RestClient;

/**
 * Reads a flat file, calls the API from the writer one row after the other, and inserts a
 * row for each; a transaction every hundred.
 */
@SpringBootApplication
public class TutorialJob {

	/**
	 * Runs the job.
	 * @param arguments the properties {@code tutorial.file} and {@code tutorial.api}
	 */
	public static void main(String[] arguments) {
		System.exit(SpringApplication.exit(SpringApplication.run(TutorialJob.class, arguments)));
	}

	@Bean
	FlatFileItemReader<Row> reader(@Value("${tutorial.file}") String file) {
		return new FlatFileItemReaderBuilder<Row>().name("reader")
			.resource(new FileSystemResource(file))
			.linesToSkip(1)
			.delimited()
			.names("recipient", "source", "attachmentId", "caption", "apiHeader")
			.targetType(Row.class)
			.build();
	}

	@Bean
	ItemWriter<Row> writer(@Value("${tutorial.api}") String api, JdbcTemplate jdbc) {
		jdbc.execute("CREATE TABLE IF NOT EXISTS message (recipient VARCHAR, status VARCHAR, message_id VARCHAR)");
		RestClient client = RestClient.builder()
			.baseUrl(api)
			.defaultHeader(HttpHeaders.AUTHORIZATION, "Bearer benchmark")
			.build();
		return (rows) -> {
			for (Row row : rows) {
				Reply reply = client.post()
					.uri("message/")
					.contentType(MediaType.APPLICATION_JSON)
					.body(row.body())
					.retrieve()
					.body(Reply.class);
				jdbc.update("INSERT INTO message VALUES (?, ?, ?)", row.recipient(), reply.status(), reply.data().id());
			}
		};
	}

	@Bean
	Step send(JobRepository repository, PlatformTransactionManager transactions, FlatFileItemReader<Row> reader,
			ItemWriter<Row> writer) {
		return new StepBuilder("send", repository).<Row, Row>chunk(100)
			.transactionManager(transactions)
			.reader(reader)
			.writer(writer)
			.build();
	}

	@Bean
	Job job(JobRepository repository, Step send) {
		return new JobBuilder("tutorial", repository).start(send).build();
	}

	/**
	 * A job that was killed counts as running until somebody says that it is not; then it
	 * can be started again.
	 */
	@Bean
	@Order(Ordered.HIGHEST_PRECEDENCE)
	ApplicationRunner recovery(JobOperator operator, JobRepository repository) {
		return (arguments) -> repository.findRunningJobExecutions("tutorial").forEach(operator::recover);
	}

	record Row(String recipient, String source, String attachmentId, String caption, String apiHeader) {

		Map<String, Object> body() {
			Map<String, Object> attachment = Map.of("attachment_id", this.attachmentId, "caption", this.caption);
			return Map.of("message",
					List.of(Map.of("recipient_whatsapp", this.recipient, "message_type", "media", "recipient_type",
							"individual", "source", this.source, "x-apiheader", this.apiHeader, "type_media",
							List.of(Map.of("attachments", List.of(attachment))))));
		}

	}

	record Reply(String status, String message, Data data) {

		record Data(String id) {
		}

	}

}
