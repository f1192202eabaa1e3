/**
 * The words of the trade: campaign, message, attachment, status, outcome. Values without
 * behaviour of their own, which every other package may use and which use no other.
 */
@NullMarked
package io.bulksend.campaign;

import org.jspecify.annotations.NullMarked;
