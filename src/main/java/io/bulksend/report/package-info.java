/**
 * The report: one page for campaign staff that says what became of the campaign and what
 * to do, complete in itself.
 */
@NullMarked
package io.bulksend.report;

import org.jspecify.annotations.NullMarked;
