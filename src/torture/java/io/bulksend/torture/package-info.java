/**
 * The torture test: the packaged jar against an API that fails in every way, killed and
 * stopped at any moment, for many rounds.
 */
@NullMarked
package io.bulksend.torture;

import org.jspecify.annotations.NullMarked;
