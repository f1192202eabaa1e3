package io.bulksend.bench;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import io.bulksend.testsupport.Ports;
import io.bulksend.testsupport.Programs;

/**
 * nginx, with a configuration of ours.
 */
final class Nginx implements Server {

	private static final int ATTEMPTS = 200;

	private static final int REQUESTS = 2;

	private final Process process;

	private final Thread atExit;

	private final URI address;

	private long asked;

	private Nginx(Process process, URI address) {
		this.process = process;
		this.address = address;
		// It would outlive this process, and keep its port.
		this.atExit = new Thread(process::destroy);
		Runtime.getRuntime().addShutdownHook(this.atExit);
	}

	/**
	 * Starts it, where it is installed and does what it is asked to.
	 * @param folder where it keeps its files
	 */
	static Optional<Server> start(Path folder) throws IOException, InterruptedException {
		return start(folder, "").map((nginx) -> nginx);
	}

	/**
	 * Starts one that is reached by TLS 1.3 too, and nothing older.
	 * @param folder where it keeps its files
	 * @param port where
	 * @param certificate a PEM file with a certificate and its key
	 */
	static Optional<Nginx> startWithTls(Path folder, int port, Path certificate)
			throws IOException, InterruptedException {
		return start(folder, "listen 127.0.0.1:" + port + " ssl backlog=1024; ssl_protocols TLSv1.3; ssl_certificate "
				+ certificate + "; ssl_certificate_key " + certificate + ";");
	}

	private static Optional<Nginx> start(Path folder, String tls) throws IOException, InterruptedException {
		Optional<Path> program = Programs.find("nginx");
		if (program.isEmpty()) {
			return Optional.empty();
		}
		int port = Ports.free();
		Path configuration = Files.createDirectories(folder).resolve("nginx.conf");
		Files.writeString(configuration,
				Resources.text("nginx.conf").replace("@port@", String.valueOf(port)).replace("@tls@", tls));
		Process process = new ProcessBuilder(List.of(program.get().toString(), "-p", folder.toString(), "-c",
				configuration.toString(), "-e", folder.resolve("error.log").toString()))
			.redirectErrorStream(true)
			.redirectOutput(folder.resolve("out.txt").toFile())
			.start();
		Nginx nginx = new Nginx(process, URI.create("http://127.0.0.1:" + port + "/"));
		if (nginx.listens(port)) {
			return Optional.of(nginx);
		}
		nginx.close();
		return Optional.empty();
	}

	private boolean listens(int port) throws InterruptedException {
		for (int i = 0; i < ATTEMPTS && this.process.isAlive(); i++) {
			try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
				return socket.isConnected();
			}
			catch (IOException ex) {
				Thread.sleep(10);
			}
		}
		return false;
	}

	@Override
	public URI address() {
		return this.address;
	}

	// Its third line: connections accepted, handled, and requests, this one too.
	@Override
	public long messages() {
		this.asked++;
		String counts = get("status").lines().skip(REQUESTS).findFirst().orElseThrow();
		return Long.parseLong(counts.strip().split(" ")[REQUESTS]) - this.asked;
	}

	@Override
	public void close() {
		this.process.destroy();
		this.process.onExit().join();
		Runtime.getRuntime().removeShutdownHook(this.atExit);
	}

}
