/**
 * A simulated API that shows every outcome without an account: {@link SandboxServer}
 * listens, an {@code Exchange} carries one call over the wire, {@code SimulatedApi} finds
 * the reply, for which {@code MessageRules} reads the request and {@code Endings} looks
 * at the recipient's last four digits.
 */
@NullMarked
package io.bulksend.sandbox;

import org.jspecify.annotations.NullMarked;
