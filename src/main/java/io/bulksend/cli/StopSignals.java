package io.bulksend.cli;

import java.io.PrintWriter;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicBoolean;

import io.bulksend.send.StopReason;
import io.bulksend.send.StopSwitch;

/**
 * Turns SIGTERM, SIGHUP and Ctrl-C into a request to stop, so that the run can book what
 * is under way and end with its own exit code: a shutdown hook could only delay the
 * JVM's. A second signal ends the process at once; whatever was under way is then in
 * doubt.
 * <p>
 * The JVM's signals have no public interface. The one that is there (sun.misc.Signal, in
 * the jdk.unsupported module) is reached by reflection, as a compiler that keeps to Java
 * 17's documented interface does not see it. Where it is missing a signal ends the
 * process as if it were killed, from which the next run recovers.
 */
final class StopSignals {

	private StopSignals() {
	}

	static void install(StopSwitch stop, PrintWriter err) {
		AtomicBoolean first = new AtomicBoolean(true);
		for (String name : new String[] { "TERM", "INT", "HUP" }) {
			handle(name, () -> {
				if (!first.getAndSet(false)) {
					Runtime.getRuntime().halt(ExitCode.STOPPED);
				}
				stop.request(StopReason.SIGNAL, "Stopped by a signal. Run the same command to go on.");
				err.println("Stopping: waiting for the calls under way. Once more ends at once.");
				err.flush();
			});
		}
	}

	private static void handle(String name, Runnable action) {
		try {
			Class<?> signal = Class.forName("sun.misc.Signal");
			Class<?> handler = Class.forName("sun.misc.SignalHandler");
			Object proxy = Proxy.newProxyInstance(StopSignals.class.getClassLoader(), new Class<?>[] { handler },
					(self, method, arguments) -> {
						if (method.getName().equals("handle")) {
							action.run();
						}
						return null;
					});
			Object own = signal.getConstructor(String.class).newInstance(name);
			Method handle = signal.getMethod("handle", signal, handler);
			Object before = handle.invoke(null, own, proxy);
			// Under nohup a closed terminal is to be ignored.
			if (before == handler.getField("SIG_IGN").get(null)) {
				handle.invoke(null, own, before);
			}
		}
		catch (ReflectiveOperationException | IllegalArgumentException ex) {
			// No such signal here, or the JVM keeps it to itself: the default stays.
			return;
		}
	}

}
