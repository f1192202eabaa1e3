package io.bulksend.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.bulksend.testsupport.Programs;
import org.jspecify.annotations.Nullable;

/**
 * What the peers on Node need, as package-lock.json pins it: installed when somebody asks
 * for it first.
 */
final class NodeModules {

	private static final Path SOURCES = Path.of("src", "bench", "node").toAbsolutePath();

	private final Path folder;

	private @Nullable Optional<Path> found;

	NodeModules(Path folder) {
		this.folder = folder;
	}

	/** The folder node_modules; nothing where it cannot be made, which is said once. */
	Optional<Path> get() {
		Optional<Path> modules = this.found;
		if (modules == null) {
			modules = install();
			this.found = modules;
		}
		return modules;
	}

	private Optional<Path> install() {
		Optional<Path> npm = Programs.find("npm");
		if (npm.isEmpty()) {
			Benchmark.print("The peers on Node are left out: there is no npm here.");
			return Optional.empty();
		}
		try {
			Files.createDirectories(this.folder);
			boolean same = Files.isDirectory(modules());
			for (String name : List.of("package.json", "package-lock.json")) {
				String wanted = Files.readString(SOURCES.resolve(name));
				Path file = this.folder.resolve(name);
				same = same && Files.exists(file) && Files.readString(file).equals(wanted);
				Files.writeString(file, wanted);
			}
			if (same) {
				return Optional.of(modules());
			}
		}
		catch (IOException ex) {
			throw new IllegalStateException("Cannot write to " + this.folder, ex);
		}
		MeteredProcess process = MeteredProcess.run(
				List.of(npm.get().toString(), "ci", "--ignore-scripts", "--no-audit", "--no-fund"), this.folder,
				Map.of());
		if (process.exitCode() != 0) {
			Benchmark.print("The peers on Node are left out: npm cannot install them, " + process.complaint());
			return Optional.empty();
		}
		return Optional.of(modules());
	}

	private Path modules() {
		return this.folder.resolve("node_modules");
	}

}
