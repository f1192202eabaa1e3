/**
 * A few messages of a campaign to somebody else, to see how they arrive.
 */
@NullMarked
package io.bulksend.run.trial;

import org.jspecify.annotations.NullMarked;
