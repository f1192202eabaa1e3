package io.bulksend.bench;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A certificate that the server signs itself, for this machine alone.
 *
 * @param pem it and its key, for the server
 * @param trusted it, for who trusts nobody else
 */
record Certificate(Path pem, Path trusted) {

	private static final String PASSWORD = "benchmark";

	/** Makes one: keytool is part of the JDK, and openssl writes its key as text. */
	static Certificate make(Path folder) throws TrialFailure {
		String keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
		run(folder, keytool, "-genkeypair", "-keyalg", "EC", "-groupname", "secp256r1", "-alias", "server", "-dname",
				"CN=localhost", "-ext", "san=ip:127.0.0.1", "-validity", "2", "-storetype", "PKCS12", "-keystore",
				"server.p12", "-storepass", PASSWORD);
		run(folder, "openssl", "pkcs12", "-in", "server.p12", "-passin", "pass:" + PASSWORD, "-nodes", "-out",
				"server.pem");
		run(folder, keytool, "-exportcert", "-rfc", "-alias", "server", "-keystore", "server.p12", "-storepass",
				PASSWORD, "-file", "server.crt");
		run(folder, keytool, "-importcert", "-noprompt", "-alias", "server", "-file", "server.crt", "-storetype",
				"PKCS12", "-keystore", "trusted.p12", "-storepass", PASSWORD);
		return new Certificate(folder.resolve("server.pem"), folder.resolve("trusted.p12"));
	}

	/** What makes a JVM trust it. */
	String options() {
		return "-Djavax.net.ssl.trustStore=" + this.trusted + " -Djavax.net.ssl.trustStorePassword=" + PASSWORD;
	}

	private static void run(Path folder, String... command) throws TrialFailure {
		MeteredProcess process = MeteredProcess.run(List.of(command), folder, Map.of());
		if (process.exitCode() != 0) {
			throw new TrialFailure("No certificate can be made: " + process.complaint());
		}
	}

}
