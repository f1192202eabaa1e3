package io.bulksend.sandbox;

import org.jspecify.annotations.Nullable;

/**
 * How the simulated API behaves.
 *
 * @param port the port to listen on, 0 to 65535; 0 takes any that is free
 * @param token the token that callers must bring, or {@code null} to take any
 */
public record SandboxSettings(int port, @Nullable String token) {

	/**
	 * Refuses settings that cannot be.
	 * @throws IllegalArgumentException if a setting is out of its range
	 */
	public SandboxSettings {
		if (port < 0 || port > 65535) {
			throw new IllegalArgumentException("The sandbox's port is " + port + ": choose one from 0 to 65535.");
		}
		if (token != null && token.isBlank()) {
			throw new IllegalArgumentException("The sandbox's token is blank: give one, or none at all.");
		}
	}

	/**
	 * Any free port, any token.
	 * @return the settings for use inside one process
	 */
	public static SandboxSettings inProcess() {
		return new SandboxSettings(0, null);
	}

	/**
	 * The same, but for the port.
	 * @param port the port to listen on, 0 to 65535; 0 takes any that is free
	 * @return the new settings
	 */
	public SandboxSettings withPort(int port) {
		return new SandboxSettings(port, this.token);
	}

}
