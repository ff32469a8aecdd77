/**
 * A fitted matrix by the ids of its data: cells, predictions, the best of a row, what is known of
 * its making.
 */
@NullMarked
package org.overrank.data.model;

import org.jspecify.annotations.NullMarked;
