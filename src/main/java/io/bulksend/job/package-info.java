/**
 * Spring Batch and nothing else: the job, its steps, its launch and recovery.
 */
@NullMarked
package io.bulksend.job;

import org.jspecify.annotations.NullMarked;
