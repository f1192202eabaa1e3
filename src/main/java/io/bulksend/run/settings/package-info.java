/**
 * The configuration: bound, checked and turned into what each stage takes, once.
 */
@NullMarked
package io.bulksend.run.settings;

import org.jspecify.annotations.NullMarked;
