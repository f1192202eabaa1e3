package io.bulksend.sandbox;

import java.net.SocketAddress;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.reactor.IOSession;
import org.apache.hc.core5.reactor.IOSessionListener;

/**
 * The callers that wait for a reply that never comes, until they go away. The server
 * alone would keep their connections: a caller who closes might still be reading. Safe
 * for use by many threads.
 */
final class HeldCalls implements IOSessionListener {

	private final Set<SocketAddress> callers = ConcurrentHashMap.newKeySet();

	void hold(SocketAddress caller) {
		this.callers.add(caller);
	}

	void letGo(SocketAddress caller) {
		this.callers.remove(caller);
	}

	int count() {
		return this.callers.size();
	}

	// Who waits for a reply has nothing more to send: this is the end of the connection.
	@Override
	public void inputReady(IOSession session) {
		if (!this.callers.isEmpty() && this.callers.contains(session.getRemoteAddress())) {
			session.close(CloseMode.IMMEDIATE);
		}
	}

	@Override
	public void connected(IOSession session) {
	}

	@Override
	public void startTls(IOSession session) {
	}

	@Override
	public void outputReady(IOSession session) {
	}

	@Override
	public void timeout(IOSession session) {
	}

	@Override
	public void exception(IOSession session, Exception ex) {
	}

	@Override
	public void disconnected(IOSession session) {
	}

}
