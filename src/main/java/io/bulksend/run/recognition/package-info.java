/**
 * What was sent before is recognised, whatever it is called now: files, results, ledgers.
 */
@NullMarked
package io.bulksend.run.recognition;

import org.jspecify.annotations.NullMarked;
