package io.bulksend.bench;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.bulksend.testsupport.Ports;
import io.bulksend.testsupport.Programs;

/**
 * What TLS costs: the same campaign plain and over HTTPS, in turn, to the same nginx.
 */
final class Https {

	private final Settings settings;

	private final Workshop workshop;

	private final Product product;

	Https(Settings settings, Workshop workshop, Product product) {
		this.settings = settings;
		this.workshop = workshop;
		this.product = product;
	}

	/**
	 * Measures.
	 * @return Markdown
	 * @throws Exception if a run failed
	 */
	String measure() throws Exception {
		if (Programs.find("openssl").isEmpty()) {
			return leftOut("openssl is not");
		}
		Certificate certificate = Certificate.make(this.workshop.empty("certificate"));
		int port = Ports.free();
		Optional<Nginx> nginx = Nginx.startWithTls(this.workshop.folder().resolve("nginx-tls"), port,
				certificate.pem());
		if (nginx.isEmpty()) {
			return leftOut("no nginx that speaks TLS is");
		}
		Product trusting = this.product.with(certificate.options());
		Table table = new Table("messages", "plain, s", "HTTPS, s", "plain, CPU s", "HTTPS, CPU s", "CPU, times",
				"machine");
		try (Server server = nginx.get()) {
			URI secure = URI.create("https://127.0.0.1:" + port + "/");
			for (int rows : this.settings.rows()) {
				List<MeteredProcess> plain = new ArrayList<>();
				List<MeteredProcess> https = new ArrayList<>();
				for (int i = 0; i < this.settings.repeats(); i++) {
					plain.add(send(trusting, rows, server, server.address()));
					https.add(send(trusting, rows, server, secure));
				}
				add(table, rows, plain, https);
			}
		}
		return "## Over HTTPS\n\nTLS 1.3, CPU time of bulk-send alone.\n\n" + table;
	}

	private MeteredProcess send(Product product, int rows, Server server, URI api) throws TrialFailure {
		Path folder = this.workshop.empty("trial");
		Path input = this.workshop.campaign(rows, folder);
		long before = server.messages();
		MeteredProcess process = MeteredProcess.run(product.send(input, folder.resolve("data"), 0), folder,
				Product.environment(api));
		long arrived = server.messages() - before;
		if (process.exitCode() != 0 || arrived != rows) {
			throw new TrialFailure(arrived + " of " + rows + " came by " + api + ": " + process.complaint());
		}
		return process;
	}

	private static void add(Table table, int rows, List<MeteredProcess> plain, List<MeteredProcess> https) {
		List<Double> ratios = new ArrayList<>();
		List<Disturbance> disturbances = new ArrayList<>();
		for (int i = 0; i < plain.size(); i++) {
			ratios.add(https.get(i).cpuSeconds() / plain.get(i).cpuSeconds());
			disturbances.add(plain.get(i).disturbance());
			disturbances.add(https.get(i).disturbance());
		}
		String ratio = Figures.of(ratios).median(2);
		table.add(Figures.number(rows, 0), seconds(plain), seconds(https), cpuSeconds(plain), cpuSeconds(https), ratio,
				Disturbance.worst(disturbances).toString());
		Benchmark.print(Figures.number(rows, 0) + " messages over HTTPS take " + ratio + " times the CPU time");
	}

	private static String seconds(List<MeteredProcess> processes) {
		return Figures.of(processes.stream().map(MeteredProcess::seconds).toList()).median(2);
	}

	private static String cpuSeconds(List<MeteredProcess> processes) {
		return Figures.of(processes.stream().map(MeteredProcess::cpuSeconds).toList()).median(2);
	}

	private static String leftOut(String what) {
		String line = "HTTPS is left out: " + what + " here.";
		Benchmark.print(line);
		return line + "\n";
	}

}
