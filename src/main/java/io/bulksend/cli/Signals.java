package io.bulksend.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;

import org.jspecify.annotations.Nullable;

/**
 * The signals that ask a process to end.
 * <p>
 * The JVM's signals have no public interface. The one that is there (sun.misc.Signal, in
 * the jdk.unsupported module) is reached by reflection, as a compiler that keeps to Java
 * 17's documented interface does not see it. Where it is missing a signal ends the
 * process as it always would.
 */
enum Signals {

	/** Asked to end, by an operator or the system. */
	TERM,
	/** Ctrl-C. */
	INT,
	/** The terminal was closed. */
	HUP;

	/**
	 * Does something when the signal comes, in place of what would happen otherwise. A
	 * signal that this process was started to ignore (under nohup) stays ignored.
	 * @param action runs in a thread of its own at each signal
	 */
	void on(Runnable action) {
		try {
			Class<?> signal = Class.forName("sun.misc.Signal");
			Class<?> handler = Class.forName("sun.misc.SignalHandler");
			InvocationHandler handling = new InvocationHandler() {
				@Override
				public @Nullable Object invoke(Object self, Method method, Object[] arguments) {
					if (method.getName().equals("handle")) {
						action.run();
					}
					return null;
				}
			};
			Object proxy = Proxy.newProxyInstance(Signals.class.getClassLoader(), new Class<?>[] { handler }, handling);
			Object own = signal.getConstructor(String.class).newInstance(name());
			Method handle = signal.getMethod("handle", signal, handler);
			Object before = handle.invoke(null, own, proxy);
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
