/**
 * The benchmark: the packaged jar beside other ways to send the same messages, in one
 * run. Each contender is a process of its own; all talk to the same server, which answers
 * at once.
 */
@NullMarked
package io.bulksend.bench;

import org.jspecify.annotations.NullMarked;
