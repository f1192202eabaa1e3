/**
 * What tests of several packages stand on: servers that a test has in its hand, other
 * processes, and a PostgreSQL. It knows nothing of the program's own classes.
 */
@NullMarked
package io.bulksend.testsupport;

import org.jspecify.annotations.NullMarked;
