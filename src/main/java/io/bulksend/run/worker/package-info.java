/**
 * What a worker does: takes part in the runs that hand their rows out.
 */
@NullMarked
package io.bulksend.run.worker;

import org.jspecify.annotations.NullMarked;
