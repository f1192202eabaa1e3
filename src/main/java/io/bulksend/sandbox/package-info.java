/**
 * A simulated API that shows every outcome without an account.
 */
@NullMarked
package io.bulksend.sandbox;

import org.jspecify.annotations.NullMarked;
