/**
 * What a field may be: numbers, texts and attachments, each with its rule.
 */
@NullMarked
package io.bulksend.check.rules;

import org.jspecify.annotations.NullMarked;
