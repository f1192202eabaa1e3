/**
 * The job that tutorials of Spring Batch show, written as they show it.
 */
@NullMarked
package io.bulksend.bench.tutorial;

import org.jspecify.annotations.NullMarked;
