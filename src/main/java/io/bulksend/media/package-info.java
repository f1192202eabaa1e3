/**
 * From files to ids: what files are, their upload, and what was uploaded before.
 */
@NullMarked
package io.bulksend.media;

import org.jspecify.annotations.NullMarked;
