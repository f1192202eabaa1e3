/**
 * What a command does, from its settings to its result, and what it is made of.
 */
@NullMarked
package io.bulksend.run;

import org.jspecify.annotations.NullMarked;
