/**
 * From calls to replies: the HTTP client, its JSON, and what an answer or its absence
 * means.
 */
@NullMarked
package io.bulksend.api;

import org.jspecify.annotations.NullMarked;
