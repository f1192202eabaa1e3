package io.bulksend.launch;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.List;

import io.bulksend.process.Signals;

/**
 * A JVM that this process stands for. It shares this process's output. Its standard input
 * is a pipe from here: it carries the signals, and ends when this process does, however
 * that ends.
 */
final class ChildJvm {

	private final Process process;

	private final OutputStream pipe;

	private ChildJvm(Process process) {
		this.process = process;
		this.pipe = process.getOutputStream();
	}

	/**
	 * Starts it.
	 * @param command a JVM and its options
	 * @param arguments the program's
	 * @return the running JVM
	 * @throws IOException if the system gives no process
	 */
	static ChildJvm start(List<String> command, String[] arguments) throws IOException {
		List<String> whole = new ArrayList<>(command);
		whole.addAll(List.of(arguments));
		return new ChildJvm(new ProcessBuilder(whole).redirectOutput(ProcessBuilder.Redirect.INHERIT)
			.redirectError(ProcessBuilder.Redirect.INHERIT)
			.start());
	}

	/** Passes a signal on. */
	synchronized void signal(Signals signal) {
		try {
			this.pipe.write(signal.ordinal());
			this.pipe.flush();
		}
		catch (IOException ex) {
			// It has ended: so does this process, at once.
			return;
		}
	}

	Process process() {
		return this.process;
	}

}
